import { type Attachment, attachmentsIn, isWithheld } from "../../../shared/attachments/attachment.ts";
import { sequenceTold } from "../../../shared/attachments/attachment-mail.ts";
import { attachmentKey, attachmentPrefix, type CasePlace } from "../../../shared/attachments/places.ts";
import { fileTypeOf } from "../../../shared/attachments/types.ts";
import { type Answer, answer } from "../../../shared/http/answer.ts";
import type { Call } from "../../../shared/http/door.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { linkedMail } from "../../delivery/acknowledge.ts";
import { toAnswer, type View } from "../../pages/layout.ts";
import { pagePolicy } from "../../pages/style.ts";
import type { AttachmentsDependencies } from "../answer-attachments.ts";
import { caseIn, readCaseOfFiles } from "../case-of-files.ts";
import { downloadPage, withheldPage } from "./download-page.ts";

/**
 * The page behind the link in a mail about a file, and its button. Programs that look for malware follow every link: only
 * the button hands out the file's address, which is good for a minute.
 * @throws Refusal `not_found` for a mail that there is none of, or that tells of no file, for a wrong token, and for a file
 * that is gone: all the same; or `not_stored`
 */
export async function answerDownload(
  call: Call,
  dependencies: AttachmentsDependencies,
  view: View,
): Promise<Answer> {
  const { file, reference, place } = await fileOf(call, dependencies);
  const path = call.rawPath;
  const isPost = call.requestContext.http.method === "POST";
  if (isWithheld(file)) {
    return toAnswer(isPost ? 410 : 200, withheldPage(reference, file, path, view), view);
  }
  const name = `${reference}-${file.number}.${fileTypeOf(file.contentType)?.extension ?? "bin"}`;
  if (isPost) {
    const key = await keyOf(file, reference, place, dependencies);
    return answer(303, "", { location: await dependencies.downloads.sign(key, name) });
  }
  // A browser looks at where a form is led on to, too (W3C, Content Security Policy Level 3, "form-action").
  const policy = pagePolicy(await dependencies.downloads.origin());
  return toAnswer(200, downloadPage(reference, file, name, path, view), view, {
    "content-security-policy": policy,
  });
}

/** The file that a mail tells of, as the last entry about it has it. */
async function fileOf({ pathParameters }: Call, dependencies: AttachmentsDependencies) {
  const { reference: text = "", delivery = "", token = "" } = pathParameters ?? {};
  const { kind, reference } = caseIn(text);
  const { id } = await linkedMail({ reference, id: delivery, token }, dependencies.readDelivery);
  const sequence = sequenceTold(id);
  if (sequence === undefined) throw new Refusal("not_found");
  const of = await readCaseOfFiles(kind, reference, dependencies);
  const told = of.entries.find((entry) => entry.sequence === sequence)?.attachment;
  const file = attachmentsIn(of.entries).find((one) => one.id === told?.id);
  if (!file) throw new Refusal("not_found");
  return { file, reference, place: of.place };
}

/**
 * A request that was just assigned still has its files with the desk, for a while. One that is moved meanwhile has left the
 * desk only once it is with the controller.
 */
async function keyOf(
  file: Attachment,
  reference: string,
  place: CasePlace,
  { downloads }: AttachmentsDependencies,
): Promise<string> {
  const desk: CasePlace = { kind: "request", controllerId: undefined };
  for (const one of place.kind === "request" ? [place, desk, place] : [place]) {
    const key = attachmentKey(attachmentPrefix(reference, one), file);
    if (await orUnavailable(downloads.has(key))) return key;
  }
  throw new Refusal("not_found");
}
