import { log } from "../../shared/log.ts";
import type { Table } from "../../shared/table.ts";
import type { Termination } from "./agreement.ts";
import { unsentMails } from "./records/unsent-mails.ts";

/** How long before `destroyBy`, in milliseconds, nothing is waited for any more: what is promised comes first then. */
const reserve = 24 * 3_600_000;

/**
 * Whether the destruction has to wait for requests that were taken in and that SES has not taken over yet, as in an
 * outage: whoever was told that they were received relies on them. So it does for mails about the controller's contacts. Not
 * for ever: what is then still unsent is destroyed with all else, and somebody is called.
 */
export async function mustAwaitRequests(of: Termination, table: Table, now: Date): Promise<boolean> {
  const { reference, controllerId, destroyBy } = of;
  const mails = await unsentMails(table, controllerId);
  if (mails === 0) return false;
  const isTooLate = now.getTime() >= Date.parse(destroyBy) - reserve;
  log(isTooLate ? "REQUESTS_UNSENT" : "REQUESTS_AWAITED", { reference, mails });
  return !isTooLate;
}
