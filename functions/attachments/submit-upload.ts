import { setTimeout } from "node:timers/promises";
import { type AttachmentReport, attachmentReports } from "../../shared/attachments/attachment-status.ts";
import { attachmentPrefix, uploadKey } from "../../shared/attachments/places.ts";
import {
  formMilliseconds,
  largestAttachment,
  mostAttachments,
  mostForms,
  type Upload,
} from "../../shared/attachments/upload.ts";
import { hashBody, hashKey, randomCode, randomName } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import type { Language } from "../../shared/language.ts";
import { uploadLink } from "../../shared/links.ts";
import { log } from "../../shared/log.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import type { CaseAccess } from "../breach/check-receipt-code.ts";
import type { AnnouncedFile } from "./announced-file.ts";
import {
  type CaseOfFiles,
  type CaseOfFilesKind,
  type CaseOfFilesReader,
  openCaseOfFiles,
  refuseEnded,
} from "./case-of-files.ts";
import type { SignForm } from "./sign-form.ts";
import type { AddUpload } from "./upload-store.ts";

/** What asking for a form needs of the world. */
export type SubmitUploadDependencies = CaseOfFilesReader & {
  readController: (id: string) => Promise<Controller | undefined>;
  addUpload: AddUpload;
  signForm: SignForm;
  /** The root of the public API. */
  publicUrl: string;
  now: () => Date;
};

/** How somebody asks for a form, as the door received it. */
export type AskedUpload = CaseAccess & {
  kind: CaseOfFilesKind;
  /** What the sender says of the file; undefined of one who was not asked. */
  announced: AnnouncedFile | undefined;
  /** The call that the idempotency key belongs to: its method and its path. */
  scope: string;
  body: string;
  key: string;
  language: Language;
};

/** A form, whether an earlier, identical call had got it, and the case as it was before this one. */
export type UploadOutcome = { upload: Upload; replayed: boolean; of: CaseOfFiles };

/** Where the sender was not asked, S3 can only be told that a file is bytes. */
const unasked = { contentType: "application/octet-stream", size: largestAttachment };

/**
 * Gives out a form that sends one file to a case, once. When this returns, the form is stored. An identical call gets the
 * same form again, whatever became of it.
 * @throws Refusal `not_found`, `idempotency_key_reused`, `already_closed`, `already_ended`, `controller_gone`,
 * `too_many_attachments` or `not_stored`
 */
export async function submitUpload(
  asked: AskedUpload,
  dependencies: SubmitUploadDependencies,
): Promise<UploadOutcome> {
  const { reference } = asked;
  const keyHash = hashKey(asked.scope, asked.key);
  const bodyHash = hashBody(asked.body);
  for (let attempt = 1; attempt <= 10; attempt++) {
    const of = await openCaseOfFiles(asked.kind, asked, dependencies);
    const earlier = of.uploads.find((upload) => upload.keyHash === keyHash);
    if (earlier && earlier.bodyHash !== bodyHash) throw new Refusal("idempotency_key_reused");
    if (earlier) return { upload: earlier, replayed: true, of };
    await refuseEnded(of, dependencies.readController);
    const number = nextNumber(of, dependencies.now());
    const upload = { ...(await toUpload(asked, number, of, dependencies)), keyHash, bodyHash };
    if (await orUnavailable(dependencies.addUpload(upload, of.edition))) {
      log("UPLOAD_OFFERED", { reference, number });
      return { upload, replayed: false, of };
    }
    await setTimeout(Math.random() * 40 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

/**
 * The number of the next form. Against the files that a case can have count those that it has, also where one was withheld,
 * those that came and are looked at, and the forms that are still good.
 * @throws Refusal `too_many_attachments`
 */
function nextNumber(of: CaseOfFiles, now: Date): number {
  const isGood = ({ at }: Upload) => now.getTime() < Date.parse(at) + formMilliseconds;
  const good = new Set(of.uploads.filter(isGood).map(({ id }) => id));
  const isLive = ({ id, status }: AttachmentReport) =>
    good.has(id) || (status !== "awaited" && status !== "not_received");
  const live = attachmentReports(of, now).filter(isLive).length;
  const number = Math.max(0, ...of.uploads.map((upload) => upload.number)) + 1;
  if (live >= mostAttachments || number > mostForms) throw new Refusal("too_many_attachments");
  return number;
}

/** All that the form says is ours to say: of what the caller wrote, only the type and the size stand in it. */
async function toUpload(
  { reference, announced, language }: AskedUpload,
  number: number,
  { place }: CaseOfFiles,
  { signForm, publicUrl, now }: SubmitUploadDependencies,
): Promise<Omit<Upload, "keyHash" | "bodyHash">> {
  const [id, token] = [randomName(12), randomCode()];
  const key = uploadKey(attachmentPrefix(reference, place), id);
  const { contentType, size } = announced ?? unasked;
  const controllerId = place.kind === "request" ? place.controllerId : undefined;
  const at = now().toISOString();
  const leadsTo = uploadLink(publicUrl, { reference, id, token, language });
  return {
    v: 1,
    kind: "upload",
    reference,
    number,
    id,
    ...(controllerId !== undefined && { controllerId }),
    key,
    ...(announced && { filename: announced.filename, announcedType: announced.contentType }),
    token,
    at,
    form: await signForm({ key, contentType, mostBytes: size, leadsTo }),
  };
}
