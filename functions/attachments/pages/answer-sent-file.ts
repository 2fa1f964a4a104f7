import { type AttachmentReport, attachmentReports } from "../../../shared/attachments/attachment-status.ts";
import { pageMilliseconds } from "../../../shared/attachments/upload.ts";
import { isToken } from "../../../shared/codes.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import type { Call } from "../../../shared/http/door.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { pagePaths } from "../../../shared/routes.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { toContent } from "../../pages/content.ts";
import { type Page, toAnswer, toHref, type View } from "../../pages/layout.ts";
import type { AttachmentsDependencies } from "../answer-attachments.ts";
import { caseIn, readCaseOfFiles } from "../case-of-files.ts";
import { attachmentTexts } from "./attachment-texts.ts";

/**
 * The page that S3 leads to once it has a file: the file's name and its state, and nothing else of the case. Nothing is
 * changed by opening it, and that it was opened proves nothing: anybody who has the form knows its address.
 * @throws Refusal `not_found` for a file that is not expected, a wrong token and a page that is closed: all the same; or
 * `not_stored`
 */
export async function answerSentFile(
  { pathParameters, rawPath }: Call,
  dependencies: AttachmentsDependencies,
  view: View,
): Promise<Answer> {
  const { reference: text = "", id, token = "" } = pathParameters ?? {};
  const { kind, reference } = caseIn(text);
  const uploads = await orUnavailable(dependencies.readUploads(reference));
  const upload = uploads.find((one) => one.id === id);
  const now = dependencies.now();
  const isOpen = upload && now.getTime() < Date.parse(upload.at) + pageMilliseconds;
  if (!isOpen || !isToken(token, upload.token)) throw new Refusal("not_found");
  const of = await readCaseOfFiles(kind, reference, dependencies);
  const file = attachmentReports(of, now).find((one) => one.id === upload.id);
  if (!file) throw new Refusal("not_found");
  return toAnswer(200, sentFilePage(file, rawPath, view), view);
}

function sentFilePage({ number, filename, status }: AttachmentReport, path: string, view: View): Page {
  const { language } = view;
  const said = attachmentTexts[language];
  const { title, text } = said.states[status];
  return {
    title,
    path,
    main: toContent([
      { facts: [[said.file, filename ?? said.numbered(number)]] },
      { paragraph: text },
      { action: { label: said.again, url: toHref(path, language) } },
      { action: { label: said.status, url: toHref(pagePaths.status, language) } },
    ]),
  };
}
