import { dayAt } from "../../shared/day.ts";
import { Refusal } from "../../shared/refusal.ts";

/**
 * @param field the name of the field that the day is in
 * @throws Refusal `invalid_input` for a day that is still to come
 */
export function refuseFuture(field: string, said: string | undefined, now: Date): void {
  if (said === undefined || said <= dayAt(now)) return;
  const code = "This day is still to come: it has to be today or earlier.";
  throw new Refusal("invalid_input", { errors: [{ pointer: `/${field}`, code }] });
}
