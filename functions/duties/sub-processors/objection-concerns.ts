import type { Concern } from "../../../shared/concern.ts";
import { dayAt } from "../../../shared/day.ts";
import { readLetterDossier } from "../../../shared/letter/letter-store.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { readIndex } from "../../../shared/query.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { unreadableCase } from "../../../shared/unreadable-case.ts";
import { owedControllers } from "../owed.ts";
import { type ChangeDossier, changeSchemas, openObjections } from "./change-case.ts";

/** How many cases are read at once. */
const atOnce = 8;

/** The objections that nobody has answered, while the agreement runs: red once what they object to is so. */
export async function readObjectionConcerns(table: Table, now: Date): Promise<Concern[]> {
  const [objections, owed] = await Promise.all([
    readIndex(table, "register", "objection"),
    owedControllers(table),
  ]);
  const first = new Map(objections.toReversed().map(({ pk, sortedBy }) => [pk, sortedBy]));
  const found = await inParallel([...first], atOnce, ([reference, since]) =>
    readConcern(table, { reference, since }, owed, now),
  );
  return found.filter((concern) => concern !== undefined);
}

/** @throws Refusal `not_stored` */
async function readConcern(
  table: Table,
  { reference, since }: { reference: string; since: string },
  owed: ReadonlySet<string>,
  now: Date,
): Promise<Concern | undefined> {
  try {
    const dossier = await orUnavailable(readLetterDossier(table, reference, changeSchemas));
    return dossier && owed.has(dossier.case.controllerId) ? objectionConcern(dossier, now) : undefined;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return unreadableCase(reference, since, error);
  }
}

function objectionConcern(dossier: ChangeDossier, now: Date): Concern | undefined {
  const [first] = openObjections(dossier);
  if (!first) return undefined;
  const { reference, controllerId, effectiveFrom, subProcessor } = dossier.case;
  return {
    kind: "objection",
    level: effectiveFrom <= dayAt(now) ? "red" : "yellow",
    reference,
    controllerId,
    since: first.at,
    what: `The controller objects to what takes effect on ${effectiveFrom}: nobody has answered.`,
    next: `sub-processors status ${subProcessor.id}`,
  };
}
