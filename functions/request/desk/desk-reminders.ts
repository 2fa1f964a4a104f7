import { dayMilliseconds } from "../../../shared/dates.ts";
import type { Moment, WantedMail } from "../../../shared/flow.ts";
import { endOfWorkingDays } from "../../../shared/periods/working-days.ts";
import { wantedReminders } from "../../../shared/reminders.ts";

/** The mail that hands a request to the privacy desk. */
export const toDesk: WantedMail = { id: "desk", type: "desk", to: { desk: "privacy" }, mayBeDigested: true };

const reminderId = "desk-reminder-";

/** Whether a delivery reminds the desk. */
export function isReminder({ id }: Pick<WantedMail, "id">): boolean {
  return id.startsWith(reminderId);
}

/**
 * The reminders of a request that waits for the desk. One comes with the end of the first working day after the request,
 * then one with the end of every working day: of a month (GDPR art. 12(3)) each day counts that the controller does not
 * know of it, and none in which nobody is at work.
 */
export function requestReminders(receivedAt: string, moment: Moment): WantedMail[] {
  return wantedReminders((number, from) => {
    // Counted from the day before, the end of a working day in which the last one was seen is not skipped.
    const begun = from ? new Date(from.getTime() - dayMilliseconds).toISOString() : receivedAt;
    return { ...toDesk, id: `${reminderId}${number}`, notBefore: new Date(endOfWorkingDays(begun, 1)) };
  }, moment);
}
