import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { Refusal } from "../../../shared/refusal.ts";
import { plainText, singleLine } from "../../../shared/text.ts";
import type { BreachEntry, BreachMove, History, Party } from "../breach.ts";
import type { Move } from "../make-move.ts";
import { mostControllers, type Update } from "../report.ts";
import { additionOf, factsOf, type Standing } from "../standing.ts";

const because = plainText(2_000);

/** Which revision of the report the operator has seen. */
const revision = z.int();

export const confirmation = z.strictObject({ revision });

export const dismissal = z.strictObject({ revision, because });

export const assignment = z.strictObject({
  revision: z.optional(revision),
  only: z.optional(z.boolean()),
  controllerIds: z.array(singleLine(63)).check(
    z.minLength(1),
    z.maxLength(mostControllers),
    z.refine((ids) => new Set(ids).size === ids.length, { error: "repeated" }),
  ),
});

/** What is in an update's body beside its revision is the update itself. */
export const updateOfRevision = z.looseObject({ revision: z.optional(revision) });

export const conclusion = z.strictObject({ revision: z.optional(revision) });

export const withdrawal = z.strictObject({ revision: z.optional(revision), because });

/**
 * The report as the operator has seen it.
 * @throws Refusal `changed_meanwhile`
 */
export function asSeen(standing: Standing, seen: number | undefined): Standing {
  if (seen !== undefined && seen !== standing.revision) throw new Refusal("changed_meanwhile");
  return standing;
}

/**
 * Lets what waits go out: a held report, or the updates of a confirmed one. That a named organisation is unknown is
 * settled by naming a controller, not by this.
 * @throws Refusal `no_controller` or `nothing_waits`
 */
export function confirm({ state, controllers, waiting }: Standing, caller: string): Move {
  if (state === "confirmed") {
    if (!waiting || waiting.updates.length === 0) throw new Refusal("nothing_waits");
    return byDesk(caller, { move: "release" });
  }
  if (state === "held" && controllers.length === 0) throw new Refusal("no_controller");
  return byDesk(caller, { move: "confirm" });
}

/**
 * Drops what waits: a held report, or of a confirmed one its updates or, where none wait, the organisation that nobody
 * knows.
 * @throws Refusal `nothing_waits`
 */
export function dismiss({ state, waiting }: Standing, caller: string, why: string): Move {
  if (state !== "confirmed") return byDesk(caller, { move: "dismiss", because: why });
  if (!waiting) throw new Refusal("nothing_waits");
  return byDesk(caller, { move: "discard", because: why });
}

/** Whom to assign: these beside the controllers that the report concerns already, or `only` these. */
export type Assignment = { named: readonly Party[]; only: boolean };

/**
 * Says which controllers the report concerns.
 * @throws Refusal `invalid_input` when they become too many, or `move_not_allowed` for `only` these where others have
 * been told
 */
export function assign({ state, controllers }: Standing, caller: string, assigned: Assignment): Move {
  const { named, only } = assigned;
  if (only && state === "confirmed") throw new Refusal("move_not_allowed");
  const all = new Set([...(only ? [] : controllers), ...named].map(({ id }) => id));
  if (all.size > mostControllers) {
    const code = `A report concerns at most ${mostControllers} controllers in all.`;
    throw new Refusal("invalid_input", { errors: [{ pointer: "/controllerIds", code }] });
  }
  return byDesk(caller, { move: "assign", controllers: [...named], ...(only && { only }) });
}

/** The last decision, where it is this very update of this operator: the answer to the first call was lost. */
export function updatedBefore(history: History, caller: string, told: Update): BreachEntry | undefined {
  return lastIf(history, caller, ["update", "conclude"], told);
}

/** The last decision, where this operator concluded the report with it: the answer to the first call was lost. */
export function concludedBefore(history: History, caller: string): BreachEntry | undefined {
  return lastIf(history, caller, ["conclude"], {});
}

function lastIf(
  { entries }: History,
  caller: string,
  moves: readonly BreachMove[],
  told: Update,
): BreachEntry | undefined {
  // A file that came in between is nobody's decision.
  const last = entries.findLast(({ attachment }) => !attachment);
  if (!last || last.by !== caller || !moves.includes(last.move)) return undefined;
  const { changes = {}, note, final } = last;
  const same = { changes: factsOf(told), note: told.note, final: told.final };
  return isDeepStrictEqual({ changes, note, final }, same) ? last : undefined;
}

/**
 * Adds what the desk has learned. The last of it concludes a report that has gone out.
 * @throws Refusal `invalid_input`, or `decide_first` when it would conclude a report that waits, or of which something does
 */
export function update(standing: Standing, caller: string, told: Update): Move {
  const { state } = standing;
  if (told.final && state === "held") throw new Refusal("decide_first");
  const addition = additionOf(told, standing);
  const move =
    told.final && state === "confirmed" ? conclude(standing, caller) : byDesk(caller, { move: "update" });
  return { ...move, ...addition };
}

/**
 * Says that nothing more will come.
 * @throws Refusal `decide_first` when something waits: it would never be told, nor dropped by anybody's decision
 */
export function conclude({ state, waiting }: Standing, caller: string): Move {
  if (state === "confirmed" && waiting) throw new Refusal("decide_first");
  return byDesk(caller, { move: "conclude" });
}

/** Takes back what was told. */
export function withdraw(caller: string, why: string): Move {
  return byDesk(caller, { move: "withdraw", because: why });
}

function byDesk(caller: string, move: Omit<Move, "by" | "vouched">): Move {
  return { ...move, by: caller, vouched: true };
}
