import { setTimeout } from "node:timers/promises";
import { attachmentPrefix, uploadKey } from "../../shared/attachments/places.ts";
import {
  largestAttachment,
  mostAttachments,
  type Upload,
  waitMilliseconds,
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
import type { PlaceUpload } from "./upload-store.ts";

/** What asking for a form needs of the world. */
export type SubmitUploadDependencies = CaseOfFilesReader & {
  readController: (id: string) => Promise<Controller | undefined>;
  placeUpload: PlaceUpload;
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

/** A form and the place that it has, and whether an earlier, identical call had got it. */
export type UploadOutcome = { upload: Upload; replayed: boolean };

/** Where the sender was not asked, S3 can only be told that a file is bytes. */
const unasked = { contentType: "application/octet-stream", size: largestAttachment };

/**
 * Gives out a form that sends one file to a case, once, and keeps a place for that file. When this returns, the place is
 * stored.
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
    if (earlier) return { upload: earlier, replayed: true };
    await refuseEnded(of, dependencies.readController);
    const place = freePlace(of, dependencies.now());
    const upload = { ...(await toUpload(asked, place.number, of, dependencies)), keyHash, bodyHash };
    if (await orUnavailable(dependencies.placeUpload(upload, place.before, of.edition))) {
      log("UPLOAD_OFFERED", { reference, place: upload.number });
      return { upload, replayed: false };
    }
    await setTimeout(Math.random() * 40 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

type Place = { number: number; before: Upload | undefined };

/** The first place that nobody has; or one of which the file did not come, and is not expected any more. */
function freePlace({ uploads }: CaseOfFiles, now: Date): Place {
  const places = Array.from({ length: mostAttachments }, (_, n): Place => {
    const number = n + 1;
    return { number, before: uploads.find((upload) => upload.number === number) };
  });
  const free =
    places.find(({ before }) => !before) ?? places.find(({ before }) => before && isGivenUp(before, now));
  if (!free) throw new Refusal("too_many_attachments");
  return free;
}

function isGivenUp({ at, arrivedAt }: Upload, now: Date): boolean {
  return arrivedAt === undefined && now.getTime() >= Date.parse(at) + waitMilliseconds;
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
