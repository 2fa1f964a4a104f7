import { type CaseKind, readReference } from "../reference.ts";
import { Refusal } from "../refusal.ts";
import type { Call } from "./door.ts";

/** The code after `Bearer` (RFC 6750), in upper case; undefined where there is none that could be one of ours. */
export function bearerCode({ headers }: Pick<Call, "headers">): string | undefined {
  return /^Bearer ([0-9A-Z]{26})$/i.exec(headers.authorization ?? "")?.[1]?.toUpperCase();
}

/**
 * The reference in the path of a call and the receipt code in its header. Whether the one opens the other is for the
 * caller to see, and to refuse in the same way.
 *
 * @throws Refusal `not_found` when either cannot be one of ours
 */
export function caseAccess(call: Call, kind: CaseKind): { reference: string; receiptCode: string } {
  const reference = readReference(kind, call.pathParameters?.reference ?? "");
  const receiptCode = bearerCode(call);
  if (!receiptCode || !reference) throw new Refusal("not_found");
  return { reference, receiptCode };
}
