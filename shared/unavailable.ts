import { Refusal } from "./refusal.ts";

/**
 * The outcome of work on the store; where the store cannot be reached, a refusal that says to come back.
 * @throws Refusal `not_stored`, to be retried after 5 s
 */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    throw new Refusal("not_stored", { headers: { "retry-after": "5" }, cause });
  });
}
