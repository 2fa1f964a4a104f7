import { attachmentsIn } from "../../shared/attachments/attachment.ts";
import { after, type BreachEntry, type History } from "../breach/breach.ts";
import type { BreachDossier } from "../breach/breach-store.ts";
import { type Move, type MoveDependencies, makeMove, toEntry } from "../breach/make-move.ts";
import { standingOf } from "../breach/standing.ts";
import { isVouched, type ReadReporter } from "../breach/submit-update.ts";
import { attachmentLetters } from "./attachment-letters.ts";
import { type FileCase, type FileCases, hasRoom, undefinedWhereGone } from "./check-cases.ts";

/** What telling breach reports of files needs of the world. */
export type BreachFilesDependencies = MoveDependencies &
  ReadReporter & { readBreach: (reference: string) => Promise<BreachDossier | undefined> };

/** Breach reports, as far as files are concerned: a file comes with the same right to leave at once as an update. */
export function breachFiles(dependencies: BreachFilesDependencies): FileCases {
  return {
    async read(reference) {
      const found = await dependencies.readBreach(reference);
      return found && { of: toFileCase(found), uploads: found.uploads ?? [] };
    },
    async move(reference, decide) {
      const moved = await makeMove<undefined>(
        reference,
        async (before, standing) => {
          const of = toFileCase(before);
          const decided = await decide(of);
          if (!decided) return undefined;
          const { move, attachment } = decided;
          const vouched = await isVouched(before.case.reporterId, dependencies);
          const made: Move = { ...decided, by: move === "attach" ? "reporter" : "scan", vouched };
          const files = filesBeside(toEntry(made, before, standing, dependencies.now()), before);
          return { ...made, letters: attachmentLetters({ of, move }, files, attachment.id) };
        },
        dependencies,
      ).catch(undefinedWhereGone);
      return moved && toFileCase(moved.history);
    },
  };
}

/**
 * The file that an entry tells of, and the others that its letter may list: those that the controllers may know of and,
 * where it waits for the desk, those that wait with it. The desk decides on them together.
 */
function filesBeside(entry: BreachEntry, { case: of, entries }: History) {
  const all = [...entries, entry];
  const { files, heldFiles } = standingOf({ case: of, entries: all });
  const listed = heldFiles.includes(entry.sequence) ? [...files, ...heldFiles] : [...files, entry.sequence];
  const ids = new Set(listed.map((sequence) => all[sequence - 1]?.attachment?.id));
  return attachmentsIn(all).filter(({ id }) => ids.has(id));
}

function toFileCase(history: History): FileCase {
  const { state } = standingOf(history);
  return {
    reference: history.case.reference,
    place: { kind: "breach" },
    entries: history.entries,
    isOpen: after(state, "attach") !== undefined && hasRoom(history.entries),
  };
}
