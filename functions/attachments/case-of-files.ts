import { takesRequests } from "../../shared/agreement-end.ts";
import type { AttachmentEntry } from "../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../shared/attachments/places.ts";
import type { Upload } from "../../shared/attachments/upload.ts";
import { opens } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import { readReference } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { after } from "../breach/breach.ts";
import type { BreachDossier } from "../breach/breach-store.ts";
import { type CaseAccess, checkReceiptCode, type ReadReceiptHash } from "../breach/check-receipt-code.ts";
import { standingOf } from "../breach/standing.ts";
import { closingOf, controllerOf, type RequestDossier } from "../request/request.ts";

/** The kinds of case that people attach files to. */
export type CaseOfFilesKind = CasePlace["kind"];

/** A case as far as its files go. */
export type CaseOfFiles = {
  /** What is stored of its receipt code. */
  receiptHash: string;
  place: CasePlace;
  /** See `caseEdition`. */
  edition: number | undefined;
  uploads: readonly Upload[];
  entries: readonly AttachmentEntry[];
  /** Why it takes no file any more; undefined while it does. */
  ended: Refusal | undefined;
};

/** What reading a case of files needs of the world. */
export type CaseOfFilesReader = {
  readRequest: (reference: string) => Promise<RequestDossier | undefined>;
  readBreach: (reference: string) => Promise<BreachDossier | undefined>;
  readReceiptHash: ReadReceiptHash;
};

/**
 * The case that the path of a page names.
 * @throws Refusal `not_found` for what is no reference of such a case
 */
export function caseIn(text: string): { kind: CaseOfFilesKind; reference: string } {
  for (const kind of ["request", "breach"] as const) {
    const reference = readReference(kind, text);
    if (reference !== undefined) return { kind, reference };
  }
  throw new Refusal("not_found");
}

/**
 * A case, for whoever holds its receipt code.
 * @throws Refusal `not_found` for an unknown reference and a wrong code alike, or `not_stored`
 */
export async function openCaseOfFiles(
  kind: CaseOfFilesKind,
  { reference, receiptCode }: CaseAccess,
  reader: CaseOfFilesReader,
): Promise<CaseOfFiles> {
  if (kind === "breach") await checkReceiptCode({ reference, receiptCode }, reader.readReceiptHash);
  const of = await readCaseOfFiles(kind, reference, reader);
  if (!opens(receiptCode, of.receiptHash)) throw new Refusal("not_found");
  return of;
}

/**
 * A case, for whoever may know of one of its files.
 * @throws Refusal `not_found` where there is none, or no more, or `not_stored`
 */
export async function readCaseOfFiles(
  kind: CaseOfFilesKind,
  reference: string,
  { readRequest, readBreach }: CaseOfFilesReader,
): Promise<CaseOfFiles> {
  if (kind === "request") {
    const found = await orUnavailable(readRequest(reference));
    if (found) return ofRequest(found);
  } else {
    const found = await orUnavailable(readBreach(reference));
    if (found) return ofBreach(found);
  }
  throw new Refusal("not_found");
}

function ofRequest(found: RequestDossier): CaseOfFiles {
  const { case: of, entries, uploads = [] } = found;
  return {
    receiptHash: of.receiptHash,
    place: { kind: "request", controllerId: controllerOf(found)?.id },
    edition: undefined,
    uploads,
    entries,
    ended: closingOf(found) && new Refusal("already_closed"),
  };
}

function ofBreach(found: BreachDossier): CaseOfFiles {
  const { case: of, entries, uploads = [] } = found;
  const { state, because } = standingOf(found);
  return {
    receiptHash: of.receiptHash,
    place: { kind: "breach" },
    edition: of.edition,
    uploads,
    entries,
    ended: after(state, "attach") ? undefined : new Refusal("already_ended", { because }),
  };
}

/**
 * Lets pass what takes files.
 * @param readController reads the controller of a request; undefined for one that there is none of
 * @throws Refusal `already_closed`, `already_ended`, `controller_gone` or `not_stored`
 */
export async function refuseEnded(
  { place, ended }: CaseOfFiles,
  readController: (id: string) => Promise<Controller | undefined>,
): Promise<void> {
  if (ended) throw ended;
  if (place.kind === "breach" || place.controllerId === undefined) return;
  const controller = await orUnavailable(readController(place.controllerId));
  if (!controller || !takesRequests(controller)) throw new Refusal("controller_gone");
}
