import { Refusal } from "./refusal.ts";
import { orUnavailable } from "./unavailable.ts";

/** What every case holds to tell a repetition from another submission. */
type Case = { reference: string; receiptHash: string; bodyHash: string };

/** A case and the code that opens it. */
type Opened<C> = { case: C; receiptCode: string };

/** The case that a submission has, and whether an earlier, identical submission had made it. */
export type Outcome<C> = Opened<C> & { replayed: boolean };

/**
 * Makes a case of a submission, once. When this returns, the case is stored.
 *
 * @param open the case that the submission becomes: counter 0, or 1 when the first reference is another case's
 * @param commit stores it unless there is one under its reference, which it then gives
 * @throws Refusal `idempotency_key_reused` or `not_stored`
 */
export async function commitOnce<C extends Case>(
  open: (counter: number) => Opened<C>,
  commit: (newCase: C) => Promise<C | undefined>,
): Promise<Outcome<C>> {
  // A reference has 60 bits: two keys that share one are next to impossible, and two such pairs in a row are a fault.
  for (const counter of [0, 1]) {
    const opened = open(counter);
    const existing = await orUnavailable(commit(opened.case));
    if (!existing) return { ...opened, replayed: false };
    if (existing.receiptHash !== opened.case.receiptHash) continue;
    if (existing.bodyHash !== opened.case.bodyHash) throw new Refusal("idempotency_key_reused");
    return { case: existing, receiptCode: opened.receiptCode, replayed: true };
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "5" } });
}
