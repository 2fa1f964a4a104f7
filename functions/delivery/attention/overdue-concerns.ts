import type { Concern } from "../../../shared/concern.ts";
import { type Delivery, deliverySchema, isScheduled } from "../../../shared/delivery.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { pendingShards } from "../../../shared/pending.ts";
import { type IndexEntry, readIndex, readPartition } from "../../../shared/query.ts";
import { isUrgent } from "../../../shared/reference.ts";
import { showCase } from "../../../shared/show-case.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableCase } from "../../../shared/unreadable-case.ts";
import { deliverySortKey } from "../delivery-store.ts";
import { longestPause } from "../pauses.ts";

const minute = 60_000;

/** For how long, in milliseconds, a mail may wait to be sent before somebody has to know. */
function tolerance(reference: string): number {
  return isUrgent(reference) ? 15 * minute : 60 * minute;
}

/** Of so many cases the mails are read, those due first, eight at once: in a day without SES there can be very many. */
const [mostRead, atOnce] = [200, 8];

/**
 * The cases of which a mail waits to be sent for too long: because nothing sends what is due, or because SES does not take
 * it.
 */
export async function readOverdueConcerns(table: Table, now: Date): Promise<Concern[]> {
  // What SES did not take is due again within the longest pause.
  const range = { until: new Date(now.getTime() + longestPause).toISOString() };
  const shards = await Promise.all(pendingShards.map((shard) => readIndex(table, "pending", shard, range)));
  const byDue = shards.flat().toSorted((a, b) => a.sortedBy.localeCompare(b.sortedBy));
  const cases = [...Map.groupBy(byDue, ({ pk }) => pk)];
  const stuck = cases.flatMap(([reference, [first]]) => stuckConcern(reference, first, now) ?? []);
  const known = new Set(stuck.map(({ reference }) => reference));
  const others = cases.filter(([reference]) => !known.has(reference)).slice(0, mostRead);
  const held = await inParallel(others, atOnce, ([reference]) => readHeld(table, reference, now));
  return [...stuck, ...held.flat()];
}

/** What is due for too long, whatever it is: every five minutes it was to be looked at. */
function stuckConcern(reference: string, first: IndexEntry | undefined, now: Date): Concern | undefined {
  if (!first || Date.parse(first.sortedBy) > now.getTime() - tolerance(reference)) return undefined;
  const what =
    "Its mails are due and do not leave: see SENDING_BLOCKED, sweep-silent and CASE_UNREADABLE in the runbook.";
  return overdue(reference, first.sortedBy, what);
}

async function readHeld(table: Table, reference: string, now: Date): Promise<Concern[]> {
  const items = await readPartition(table, reference, { sortKeys: deliverySortKey("") });
  try {
    const since = items
      .map((item) => deliverySchema.parse(item))
      .filter((delivery) => isHeld(delivery, now))
      .map(({ createdAt }) => createdAt)
      .toSorted()[0];
    if (since === undefined) return [];
    return [overdue(reference, since, "SES does not take its mails: see SENDING_BLOCKED in the runbook.")];
  } catch (error) {
    return [unreadableCase(reference, now.toISOString(), error)];
  }
}

/** Whether the mail has been tried, and is not out after too long a time. */
function isHeld(delivery: Delivery, now: Date): boolean {
  const { state, createdAt, reference } = delivery;
  const isWaiting = (state === "pending" && !isScheduled(delivery)) || state === "sending";
  return isWaiting && Date.parse(createdAt) <= now.getTime() - tolerance(reference);
}

function overdue(reference: string, since: string, what: string): Concern {
  return { kind: "overdue", level: "red", reference, since, what, next: showCase(reference) };
}
