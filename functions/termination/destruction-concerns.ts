import type { Concern } from "../../shared/concern.ts";
import { dayMilliseconds } from "../../shared/dates.ts";
import { inParallel } from "../../shared/parallel.ts";
import type { Table } from "../../shared/table.ts";
import { unreadableCase } from "../../shared/unreadable-case.ts";
import { stateOf } from "./agreement.ts";
import { readDestruction, readTermination, type TerminationDossier } from "./agreement-store.ts";
import type { Destruction } from "./destruction.ts";
import { openDestructions } from "./destruction-store.ts";
import { tolerated } from "./failures.ts";
import { noticedAt, overdueFrom } from "./notice-period.ts";
import { type Remain, remainsOf } from "./remains.ts";

/** How long before a destruction is overdue somebody should know that it is not finished, in milliseconds. */
const ahead = 2 * dayMilliseconds;

/** The destructions that are overdue or soon will be, that left something, or that do not get on. */
export async function readDestructionConcerns(table: Table, now: Date): Promise<Concern[]> {
  const found = await inParallel(await openDestructions(table), 4, async (reference) => {
    try {
      const dossier = await readTermination(table, reference);
      return dossier ? destructionConcerns(dossier, await readDestruction(table, reference), now) : [];
    } catch (error) {
      return [unreadableCase(reference, now.toISOString(), error)];
    }
  });
  return found.flat();
}

/** What of one destruction needs a human: the worst of it alone. */
export function destructionConcerns(
  dossier: TerminationDossier,
  destruction: Destruction | undefined,
  now: Date,
): Concern[] {
  const { reference, controllerId } = dossier.case;
  const state = stateOf(dossier);
  if (state === "destroyed" || state === "withdrawn") return [];
  const due = overdueFrom(dossier, noticedAt(dossier, dossier.deliveries));
  const concern = (level: Concern["level"], since: string, what: string): Concern[] => [
    {
      kind: "destruction",
      level,
      reference,
      controllerId,
      since,
      due: due.toISOString(),
      what,
      next: `destruction status ${controllerId}`,
    },
  ];
  const report = dossier.entries.findLast(({ move }) => move === "report");
  const failure = dossier.entries.findLast(({ move }) => move === "fail");
  const left = report?.outcome && leftText(remainsOf(report.outcome));
  if (now >= due) {
    const besides = left === undefined ? "" : ` ${left}`;
    return concern("red", due.toISOString(), `The controller's data was to be destroyed by now.${besides}`);
  }
  if (report && left !== undefined) return concern("red", report.at, left);
  if (failure && (destruction?.failures ?? 0) >= tolerated)
    return concern("red", failure.at, "The runs of the destruction fail one after the other.");
  if (now.getTime() < due.getTime() - ahead) return [];
  const since = new Date(due.getTime() - ahead).toISOString();
  return concern("yellow", since, "The controller's data is to be destroyed soon, and is not yet.");
}

/** What is left, by the reasons: where it is, `destruction status` shows. */
function leftText(remains: readonly Remain[]): string {
  const reasons = [...new Set(remains.map(({ reason }) => reason.replaceAll("_", " ")))];
  return `Not all of the controller's data is destroyed: ${reasons.join(", ")}.`;
}
