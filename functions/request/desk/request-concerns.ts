import type { Concern } from "../../../shared/concern.ts";
import { dayMilliseconds } from "../../../shared/dates.ts";
import { endOfDay } from "../../../shared/periods/amsterdam.ts";
import { readDate } from "../../../shared/periods/read-date.ts";
import { endOfWorkingDays } from "../../../shared/periods/working-days.ts";
import { showCase } from "../../../shared/show-case.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableCase } from "../../../shared/unreadable-case.ts";
import { type RequestCase, type RequestDossier, waitsForDesk } from "../request.ts";
import { listDeskRequests, readRequests } from "./read-requests.ts";

/** For how many working days a request may wait for the desk, and how many days the controller needs, before it is red. */
const patience = { workingDays: 2, daysLeft: 7 };

/**
 * The requests that wait for the desk. Those that are with a controller are no concern of this: the mail that hands one
 * over is, where it was not delivered or not acknowledged; what the controller answers, and when, nobody here is told. So
 * one list is read, and not the requests of every controller.
 */
export async function readRequestConcerns(table: Table, now: Date): Promise<Concern[]> {
  const read = await readRequests(table, await listDeskRequests(table));
  const found = read.flatMap((one) => ("found" in one && one.found ? [one.found] : []));
  const unreadable = read.flatMap((one) =>
    "error" in one ? [unreadableCase(one.reference, now.toISOString(), one.error)] : [],
  );
  return [...requestConcerns(found, now), ...unreadable];
}

/** What of these requests waits for the desk at that instant. */
export function requestConcerns(requests: readonly RequestDossier[], now: Date): Concern[] {
  return requests.filter(waitsForDesk).map((waiting) => concernOf(waiting.case, now));
}

function concernOf({ reference, receivedAt, respondBy }: RequestCase, now: Date): Concern {
  const ends = endOfDay(readDate(respondBy.conservative));
  const isOverdue = Date.parse(ends) <= now.getTime();
  const isLate = Date.parse(endOfWorkingDays(receivedAt, patience.workingDays)) <= now.getTime();
  const isShort = Date.parse(ends) <= now.getTime() + patience.daysLeft * dayMilliseconds;
  return {
    kind: isOverdue ? "overdue" : "desk",
    level: isLate || isShort ? "red" : "yellow",
    reference,
    since: receivedAt,
    due: ends,
    what: isOverdue
      ? "It had to be answered by now, and nobody has found out which controller it is for."
      : "Somebody has to find out which controller this request is for.",
    next: showCase(reference),
  };
}
