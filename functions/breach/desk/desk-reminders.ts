import type { BreachHours } from "../../../shared/environment.ts";
import type { Moment, WantedMail } from "../../../shared/flow.ts";
import { wantedReminders } from "../../../shared/reminders.ts";
import type { Waiting } from "../standing.ts";
import { deskMailId } from "./desk-mail-id.ts";

type ReminderHours = Pick<BreachHours, "firstReminderHours" | "reminderHours">;

/** The reminders of what waits for the breach desk, sooner and more often than anything else has. */
export function breachReminders(waiting: Waiting, moment: Moment, hours: ReminderHours): WantedMail[] {
  const [first = 0] = waiting.sequences;
  return wantedReminders((number, from) => {
    const id = deskMailId({ sequence: first, reminder: number });
    const notBefore = from
      ? hoursAfter(from, hours.reminderHours)
      : hoursAfter(new Date(waiting.since), hours.firstReminderHours);
    return { id, type: "desk", urgent: true, to: { desk: "breach" }, notBefore, mayBeDigested: true };
  }, moment);
}

function hoursAfter(start: Date, hours: number): Date {
  return new Date(start.getTime() + hours * 3_600_000);
}
