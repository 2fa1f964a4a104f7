import type { Concern } from "./concern.ts";
import { describeError, log } from "./log.ts";
import { showCase } from "./show-case.ts";

/**
 * A case that this release cannot read: it may need a human, and nobody can tell.
 * @param since when it came in, as far as is known
 */
export function unreadableCase(reference: string, since: string, error: unknown): Concern {
  log("CASE_UNREADABLE", { reference, error: describeError(error).error });
  return unreadableConcern(reference, since);
}

/** The same for one whose error is in the log already. */
export function unreadableConcern(reference: string, since: string): Concern {
  return {
    kind: "unreadable",
    level: "red",
    reference,
    since,
    what: "This release cannot read it: see CASE_UNREADABLE in the runbook.",
    next: showCase(reference),
  };
}
