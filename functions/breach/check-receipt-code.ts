import { opens } from "../../shared/codes.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";

/** Who asks for a report, and the receipt code that is to open it. */
export type CaseAccess = { reference: string; receiptCode: string };

/** Reads what is stored of a report's receipt code; undefined for a report that there is none of. */
export type ReadReceiptHash = (reference: string) => Promise<string | undefined>;

/**
 * Lets pass whoever holds the receipt code of a report. Nothing else of the report is read before that: an unknown
 * reference and a wrong code take the same one read, however much has been added to the report.
 * @throws Refusal `not_found` for both, or `not_stored`
 */
export async function checkReceiptCode(
  { reference, receiptCode }: CaseAccess,
  readReceiptHash: ReadReceiptHash,
): Promise<void> {
  const receiptHash = await orUnavailable(readReceiptHash(reference));
  if (!opens(receiptCode, receiptHash ?? "")) throw new Refusal("not_found");
}
