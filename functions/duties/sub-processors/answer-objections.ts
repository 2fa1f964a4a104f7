import { readLetterDossier } from "../../../shared/letter/letter-store.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { addEntry } from "../add-entry.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { letterEntry } from "../letter-case.ts";
import { type ChangeDossier, type ChangeEntry, changeSchemas, openObjections } from "./change-case.ts";
import { answerLetter } from "./change-letters.ts";

/** What the processor answers; `seen` is the sequence number of the last objection that whoever answers has read. */
export type ObjectionAnswer = { because: string; seen?: number | undefined };

/**
 * Answers the objections of one controller to one change that are not answered yet. The same answer again, by the same
 * operator to the same objections, changes nothing.
 * @throws Refusal `not_found`; `controller_gone`; `nothing_waits` where no objection waits for an answer;
 * `changed_meanwhile` where the last one that does is not the one that was read; `objection_not_named` where several wait
 * and it is not said which was read
 */
export async function answerObjections(
  duties: Duties,
  reference: string,
  answer: ObjectionAnswer,
  by: string,
): Promise<ChangeDossier> {
  const { table, now } = duties;
  const found = await readLetterDossier(table, reference, changeSchemas);
  if (!found) throw new Refusal("not_found");
  const { language } = await dutyTo(duties, found.case.controllerId);
  return addEntry(table, reference, changeSchemas, (dossier): ChangeEntry => {
    const before = sameAnswer(dossier, answer, by);
    if (before) return before;
    const { because } = answer;
    const seen = lastSeen(dossier, answer.seen);
    const at = now();
    const letters = [answerLetter(dossier.case, { at: at.toISOString(), because }, language)];
    return {
      kind: "sub-processor-change-entry",
      ...letterEntry(dossier, { reference, at, by, letters }),
      move: "answer",
      because,
      seen,
    };
  });
}

/** Where it is not said which objection was read, only the last entry can be what is repeated. */
function sameAnswer(
  { entries }: ChangeDossier,
  { because, seen }: ObjectionAnswer,
  by: string,
): ChangeEntry | undefined {
  const candidates = seen === undefined ? entries.slice(-1) : entries;
  return candidates.find(
    (entry) =>
      entry.move === "answer" &&
      entry.because === because &&
      entry.by === by &&
      (seen === undefined || entry.seen === seen),
  );
}

function lastSeen(dossier: ChangeDossier, seen: number | undefined): number {
  const open = openObjections(dossier).map(({ sequence }) => sequence);
  const last = open.at(-1);
  if (last === undefined) throw new Refusal("nothing_waits");
  const because = `Open: ${open.map((sequence) => `objection ${sequence}`).join(", ")}.`;
  if (seen === undefined && open.length > 1) throw new Refusal("objection_not_named", { because });
  if (seen !== undefined && seen !== last) throw new Refusal("changed_meanwhile", { because });
  return last;
}
