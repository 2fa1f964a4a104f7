import { Refusal } from "../../shared/refusal.ts";
import { after, type History } from "../breach/breach.ts";
import type { BreachDossier } from "../breach/breach-store.ts";
import { type MoveDependencies, makeMove } from "../breach/make-move.ts";
import { standingOf } from "../breach/standing.ts";
import { isVouched, type ReadReporter } from "../breach/submit-update.ts";
import type { FileCase, FileCases } from "./check-cases.ts";

/** What telling breach reports of files needs of the world. */
export type BreachFilesDependencies = MoveDependencies &
  ReadReporter & { readBreach: (reference: string) => Promise<BreachDossier | undefined> };

/** Thrown to end a move of which nothing is left to do. */
class NothingToDo extends Error {
  override name = "NothingToDo";
}

/** Breach reports, as far as files are concerned: a file comes with the same right to leave at once as an update. */
export function breachFiles(dependencies: BreachFilesDependencies): FileCases {
  return {
    async read(reference) {
      const found = await dependencies.readBreach(reference);
      return found && { of: toFileCase(found), uploads: found.uploads ?? [] };
    },
    async move(reference, decide) {
      let seen: FileCase | undefined;
      try {
        const { history } = await makeMove(
          reference,
          async (before) => {
            seen = toFileCase(before);
            const decided = await decide(seen);
            if (!decided) throw new NothingToDo();
            const vouched = await isVouched(before.case.reporterId, dependencies);
            return { ...decided, by: decided.move === "attach" ? "reporter" : "scan", vouched };
          },
          dependencies,
        );
        return toFileCase(history);
      } catch (error) {
        if (error instanceof NothingToDo) return seen;
        if (error instanceof Refusal && error.reason === "not_found") return undefined;
        throw error;
      }
    },
  };
}

function toFileCase(history: History): FileCase {
  const { state } = standingOf(history);
  return {
    reference: history.case.reference,
    place: { kind: "breach" },
    entries: history.entries,
    isOpen: after(state, "attach") !== undefined,
    canWithhold: after(state, "withhold") !== undefined,
  };
}
