import { Refusal } from "./refusal.ts";

/**
 * The outcome of work on the store; where the store cannot be reached or does not answer as it should, a refusal that
 * says to come back. Any other error is ours and stays as it is.
 * @throws Refusal `not_stored`, to be retried after 5 s
 */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    if (!isStoreError(cause)) throw cause;
    throw new Refusal("not_stored", { headers: { "retry-after": "5" }, cause });
  });
}

/** The SDK marks what AWS answered with `$metadata`; what came of the wire has a `code` or is a time-out. */
function isStoreError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    "$metadata" in error || "code" in error || error.name === "TimeoutError" || error.name === "AbortError"
  );
}
