import { isDue } from "./delivery.ts";
import type { Moment, WantedMail } from "./flow.ts";

/** A mail that reminds a desk of what waits for it. */
export type Reminder = WantedMail & { notBefore: Date };

/**
 * The reminders of what waits: those whose time has come, and one that lies ahead. Each next one counts from when that is
 * seen, so that a desk that could not be reminded for a day gets one reminder then, not all that were missed.
 * @param reminder makes the reminder of a number from 1; `from` is undefined for the first, and for the others when the one before is seen
 */
export function wantedReminders(
  reminder: (number: number, from: Date | undefined) => Reminder,
  { deliveries, now }: Moment,
): WantedMail[] {
  const wanted: WantedMail[] = [];
  for (let from: Date | undefined; ; from = now) {
    const next = reminder(wanted.length + 1, from);
    wanted.push(next);
    // The time of one that is stored is in its delivery.
    const stored = deliveries.get(next.id);
    const hasCome = stored ? stored.state !== "pending" || isDue(stored, now) : next.notBefore <= now;
    if (!hasCome) return wanted;
  }
}
