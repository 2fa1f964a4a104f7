import { setTimeout } from "node:timers/promises";
import { log } from "../../../shared/log.ts";
import { pendingSince } from "../../../shared/pending.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { controllerOf, type RequestDossier } from "../request.ts";
import type { RequestEntry } from "../request-entry.ts";
import type { Decision } from "./desk-decisions.ts";

/** What moving a request needs of the world. */
export type MoveDependencies = {
  readRequest: (reference: string) => Promise<RequestDossier | undefined>;
  appendEntry: (entry: RequestEntry, of: RequestDossier["case"]) => Promise<boolean>;
  now: () => Date;
};

/**
 * Moves a request as decided, unless `decide` says that nothing is left to do. What was decided on is what it then was:
 * where somebody else came first, it is decided again. What `decide` throws is thrown.
 * @returns the request as it stands after it
 * @throws Refusal `not_found`, or `not_stored` when others kept coming first
 */
export async function makeMove(
  reference: string,
  decide: (of: RequestDossier) => Decision | undefined | Promise<Decision | undefined>,
  { readRequest, appendEntry, now }: MoveDependencies,
): Promise<RequestDossier> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const before = await orUnavailable(readRequest(reference));
    if (!before) throw new Refusal("not_found");
    const decision = await decide(before);
    if (!decision) return before;
    const entry = toEntry(before, decision, now());
    if (await orUnavailable(appendEntry(entry, before.case))) {
      const { sequence, move, controllerId } = entry;
      log("REQUEST_MOVED", {
        reference,
        sequence,
        move,
        ...(controllerId !== undefined && { controllerId }),
      });
      return { ...before, entries: [...before.entries, entry] };
    }
    await setTimeout(Math.random() * 40 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

function toEntry(of: RequestDossier, decision: Decision, at: Date): RequestEntry {
  const { reference } = of.case;
  const { id: controllerId } = decision.controller ?? controllerOf(of) ?? {};
  return {
    v: 1,
    kind: "request-entry",
    reference,
    sequence: of.entries.length + 1,
    at: at.toISOString(),
    ...decision,
    ...(controllerId !== undefined && { controllerId }),
    ...pendingSince(reference, at),
  };
}
