import type { Concern } from "../../../shared/concern.ts";
import { dayMilliseconds } from "../../../shared/dates.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { readIndex } from "../../../shared/query.ts";
import { showCase } from "../../../shared/show-case.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableCase } from "../../../shared/unreadable-case.ts";
import { type History, register } from "../breach.ts";
import { readHistory } from "../breach-store.ts";
import { standingOf } from "../standing.ts";

/** How many reports are read at once: with its entries one can have 1.4 MB. */
const atOnce = 8;

/** For how long, in milliseconds, something may wait for the breach desk: controllers have to know as fast as possible. */
const deskTime = 3_600_000;

/** From when on, in milliseconds, somebody should ask whether more will come of a confirmed report. */
const openTime = 30 * dayMilliseconds;

/** The breach reports that wait for the breach desk, and those that were confirmed long ago and are still open. */
export async function readBreachConcerns(table: Table, now: Date): Promise<Concern[]> {
  const entries = await readIndex(table, "register", register);
  const found = await inParallel(entries, atOnce, async ({ pk: reference, sortedBy }) => {
    try {
      const history = await readHistory(table, reference);
      return history ? breachConcerns(history, now) : [];
    } catch (error) {
      return [unreadableCase(reference, sortedBy, error)];
    }
  });
  return found.flat();
}

/** What of one report needs the breach desk. */
export function breachConcerns(history: History, now: Date): Concern[] {
  const { reference, receivedAt } = history.case;
  const { state, waiting } = standingOf(history);
  const concern = (level: Concern["level"], since: string, what: string, next: string): Concern[] => [
    { kind: "desk", level, reference, since, what, next },
  ];
  const hasTaken = (since: string, most: number) => now.getTime() - Date.parse(since) > most;
  if (waiting) {
    const level = hasTaken(waiting.since, deskTime) ? "red" : "yellow";
    const what = state === "held" ? "A breach report waits" : "Something about a confirmed breach waits";
    return concern(level, waiting.since, `${what} for a decision of the breach desk.`, showCase(reference));
  }
  if (state !== "confirmed" || !hasTaken(receivedAt, openTime)) return [];
  const what = "A confirmed breach report is not concluded: say whether more will come.";
  return concern("yellow", receivedAt, what, `breaches conclude ${reference}`);
}
