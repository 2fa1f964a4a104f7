import { attachmentReports } from "../../shared/attachments/attachment-status.ts";
import { opens, readCode } from "../../shared/codes.ts";
import { acknowledgementId } from "../../shared/links.ts";
import { readReference, referencePrefixes } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { statusReport as breachStatusReport } from "../breach/breach-status.ts";
import type { BreachDossier } from "../breach/breach-store.ts";
import { checkReceiptCode, type ReadReceiptHash } from "../breach/check-receipt-code.ts";
import { linkedMail, type ReadDelivery } from "../delivery/acknowledge.ts";
import type { RequestDossier } from "../request/request.ts";
import { statusReport as requestStatusReport } from "../request/request-status.ts";
import type { CaseStatus } from "./status-page.ts";

/** What reading cases needs of the world. */
export type CaseReader = {
  readRequest: (reference: string) => Promise<RequestDossier | undefined>;
  readBreach: (reference: string) => Promise<BreachDossier | undefined>;
  readReceiptHash: ReadReceiptHash;
  readDelivery: ReadDelivery;
  now: () => Date;
};

/** A case with its mails, and how it stands. */
export type FoundCase = { case: RequestDossier["case"] | BreachDossier["case"]; status: CaseStatus };

/** A case and the code that opened it. */
export type OpenedCase = FoundCase & { receiptCode: string };

/**
 * The case of a reference, for whoever holds its receipt code. Both may be written as people write them.
 * @throws Refusal `not_found` for an unknown reference and a wrong code alike, or `not_stored`
 */
export async function openByCode(reference: string, code: string, reader: CaseReader): Promise<OpenedCase> {
  const receiptCode = readCode(code);
  const named = readNamed(reference);
  if (!receiptCode || !named) throw new Refusal("not_found");
  if (named.kind === "breach") await checkReceiptCode({ ...named, receiptCode }, reader.readReceiptHash);
  const found = await readCase(named, reader);
  if (!found || !opens(receiptCode, found.case.receiptHash)) throw new Refusal("not_found");
  return { ...found, receiptCode };
}

/**
 * The case of a reference, for whoever has the link in its acknowledgement.
 * @throws Refusal as `openByCode`
 */
export async function openByLink(reference: string, token: string, reader: CaseReader): Promise<FoundCase> {
  const named = readNamed(reference);
  if (!named) throw new Refusal("not_found");
  await linkedMail({ reference: named.reference, id: acknowledgementId, token }, reader.readDelivery);
  const found = await readCase(named, reader);
  if (!found) throw new Refusal("not_found");
  return found;
}

type Named = { kind: "request" | "breach"; reference: string };

/** With or without its hyphens, in small letters, and with letters that are read for digits, as `readCode` reads a code. */
function readNamed(text: string): Named | undefined {
  const written = text.replace(/[\s-]/g, "").toUpperCase();
  for (const kind of ["request", "breach"] as const) {
    const name = written.slice(referencePrefixes[kind].length);
    const groups =
      name
        .replaceAll("O", "0")
        .replace(/[IL]/g, "1")
        .match(/.{1,4}/g) ?? [];
    const reference = readReference(kind, [written.slice(0, -name.length), ...groups].join("-"));
    if (reference !== undefined) return { kind, reference };
  }
  return undefined;
}

async function readCase({ kind, reference }: Named, reader: CaseReader): Promise<FoundCase | undefined> {
  if (kind === "request") {
    const found = await orUnavailable(reader.readRequest(reference));
    return (
      found && { case: found.case, status: { kind, report: requestStatusReport(found), ...filesOf(found) } }
    );
  }
  const found = await orUnavailable(reader.readBreach(reference));
  return (
    found && { case: found.case, status: { kind, report: breachStatusReport(found), ...filesOf(found) } }
  );

  function filesOf(dossier: RequestDossier | BreachDossier) {
    return { attachments: attachmentReports(dossier, reader.now()) };
  }
}
