import { setTimeout } from "node:timers/promises";
import { TransactionCanceledException, TransactionConflictException } from "@aws-sdk/client-dynamodb";

/**
 * Whether a transaction wrote nothing because an item was not as it had to be, or because another was just writing it:
 * what is there now tells whether to try again.
 */
export function lostRace(error: unknown): boolean {
  const codes = cancellationCodes(error);
  return codes.includes("ConditionalCheckFailed") || codes.includes("TransactionConflict");
}

/**
 * Writes items that a transaction of somebody else may just be looking at, as when the deliveries of their case are
 * planned again, in vain, or something is added to it. That is over in a moment; the SDK does not try again by itself.
 */
export async function outsideTransactions<T>(write: () => Promise<T>, tries = 4): Promise<T> {
  return write().catch(async (error: unknown) => {
    if (!isConflict(error) || tries === 1) throw error;
    await setTimeout(25 + Math.random() * 50);
    return outsideTransactions(write, tries - 1);
  });
}

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  const codes = cancellationCodes(error);
  return codes.includes("TransactionConflict") && !codes.includes("ConditionalCheckFailed");
}

/** Why a transaction was cancelled, item by item; nothing for any other error. */
function cancellationCodes(error: unknown): (string | undefined)[] {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.map(({ Code }) => Code);
}
