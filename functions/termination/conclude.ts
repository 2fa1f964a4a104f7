import { isDeepStrictEqual } from "node:util";
import { log } from "../../shared/log.ts";
import { toAsciiAddress } from "../../shared/mail-address.ts";
import { movedAt, type TerminationHistory } from "./agreement.ts";
import type { DestroyDependencies, Tried } from "./destroy-data.ts";
import type { Destruction } from "./destruction.ts";
import { emptyingOf } from "./destruction-plan.ts";
import { destructionUpdate, saveDestruction } from "./destruction-store.ts";
import { changePhase, entryOf, recordEntry } from "./make-step.ts";
import { closedAt } from "./next-step.ts";
import { hasNet, mayHaveExpired } from "./objects/progress.ts";
import type { Outcome } from "./outcome.ts";
import { noRecords } from "./records/destroy-records.ts";
import { isComplete, remainsOf } from "./remains.ts";

/** How far a destruction is whose end was recorded; undefined where something is left, so that it has not ended. */
export type Concluded = Destruction | undefined;

/**
 * Records what a destruction has come to: the certificate, and the end of it, where nothing is left; otherwise a report,
 * unless the latest one said the same. The controller keeps its places for as long as lifecycle rules of ours are in
 * them: they would destroy the data of whoever got them next.
 * @throws Superseded
 */
export async function conclude(
  history: TerminationHistory,
  { destruction, contacts, excluded }: Tried,
  { table, planning, now }: DestroyDependencies,
): Promise<Concluded> {
  const outcome = outcomeOf(history, { destruction, excluded }, planning);
  const recipients = [...new Set(contacts.map(toAsciiAddress))];
  const at = now();
  const reportedAt = at.toISOString();
  if (isComplete(outcome)) {
    const entry = { ...entryOf(history, "certify", at, { outcome, recipients }), move: "certify" as const };
    const ended = { reportedAt, keptUntil: outcome.keptUntil };
    const change = destruction.objects.some(hasNet) ? {} : { storage: [] };
    await changePhase(table, entry, [destructionUpdate(table, destruction, ended)], change);
    return { ...destruction, ...ended };
  }
  if (saidBefore(history, outcome)) await saveDestruction(table, destruction, { reportedAt });
  else {
    const entry = entryOf(history, "report", at, { outcome, recipients });
    await recordEntry(table, entry, destruction, { reportedAt });
  }
  log("DESTRUCTION_INCOMPLETE", { reference: history.case.reference });
  return undefined;
}

/** What a destruction has come to: the same facts give the same outcome, whenever it is asked for. */
export function outcomeOf(
  history: TerminationHistory,
  { destruction, excluded }: Pick<Tried, "destruction" | "excluded">,
  { windows, accessLogDays }: Pick<DestroyDependencies["planning"], "windows" | "accessLogDays">,
): Outcome {
  const { objects, records = noRecords, isInexact = false } = destruction;
  const begunAt = movedAt(history, "begin");
  if (begunAt === undefined) throw new Error("a destruction that never began has come to nothing");
  const verified = [...objects, records].flatMap(({ emptyAt }) => emptyAt ?? []);
  const finishedAt = verified.reduce((latest, at) => (at > latest ? at : latest), begunAt);
  const keptUntil = new Date(finishedAt);
  keptUntil.setUTCFullYear(keptUntil.getUTCFullYear() + history.case.keptYears);
  return {
    closedAt: closedAt(history).toISOString(),
    begunAt,
    finishedAt,
    objects,
    excluded: [...excluded],
    records,
    countsAreExact: !isInexact && !objects.some(mayHaveExpired),
    emptying: emptyingOf(windows, new Date(finishedAt), objects, accessLogDays),
    keptUntil: keptUntil.toISOString(),
  };
}

function saidBefore({ entries }: TerminationHistory, outcome: Outcome): boolean {
  const latest = entries.findLast(({ move }) => move === "report")?.outcome;
  return latest !== undefined && isDeepStrictEqual(remainsOf(latest), remainsOf(outcome));
}
