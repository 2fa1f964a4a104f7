import { isDue } from "../../../shared/delivery.ts";
import type { BreachHours } from "../../../shared/environment.ts";
import type { Moment, WantedMail } from "../../../shared/flow.ts";
import type { Waiting } from "../standing.ts";
import { deskMailId } from "./desk-mail-id.ts";

type ReminderHours = Pick<BreachHours, "firstReminderHours" | "reminderHours">;

type Reminder = WantedMail & { notBefore: Date };

/**
 * The reminders of what waits: those whose time has come, and one that lies ahead. Each next one counts from when that
 * is seen, so that a desk that could not be reminded for a day gets one reminder then, not all that were missed.
 */
export function wantedReminders(waiting: Waiting, moment: Moment, hours: ReminderHours): WantedMail[] {
  const [first = 0] = waiting.sequences;
  const wanted: Reminder[] = [];
  let next = reminder(first, 1, hoursAfter(new Date(waiting.since), hours.firstReminderHours));
  while (hasCome(next, moment)) {
    wanted.push(next);
    next = reminder(first, wanted.length + 1, hoursAfter(moment.now, hours.reminderHours));
  }
  return [...wanted, next];
}

/** Whether its time has come; that of one that is stored is in its delivery. */
function hasCome({ id, notBefore }: Reminder, { deliveries, now }: Moment): boolean {
  const stored = deliveries.get(id);
  return stored ? stored.state !== "pending" || isDue(stored, now) : notBefore <= now;
}

function reminder(sequence: number, number: number, notBefore: Date): Reminder {
  const id = deskMailId({ sequence, reminder: number });
  return { id, type: "desk", urgent: true, to: { desk: "breach" }, notBefore, mayBeDigested: true };
}

function hoursAfter(start: Date, hours: number): Date {
  return new Date(start.getTime() + hours * 3_600_000);
}
