import * as z from "zod/mini";
import { languages } from "../../shared/language.ts";
import { pendingFields } from "../../shared/pending.ts";
import { monthReadings } from "../../shared/periods/month.ts";
import { plannedStoreSchema } from "./destruction-plan.ts";
import { excludedPlaceSchema, outcomeSchema } from "./outcome.ts";

/**
 * Where the end of an agreement stands. `terminated`: the month runs, and all goes on as before. `closed`: the month is
 * over and no request is taken any more. `destroying`: data has been deleted or may have been. `incomplete`: all was
 * tried, and something is left. `destroyed` and `withdrawn` are its ends.
 */
export const terminationStates = [
  "terminated",
  "closed",
  "destroying",
  "incomplete",
  "destroyed",
  "withdrawn",
] as const;

export type TerminationState = (typeof terminationStates)[number];

/**
 * The moves of a termination: from which state to which. An operator may `withdraw`; all others are made by the runs of
 * the destruction. `fail` says that they do not get on.
 */
export const terminationMoves = {
  withdraw: { terminated: "withdrawn", closed: "withdrawn" },
  close: { terminated: "closed" },
  begin: { closed: "destroying" },
  fail: {
    terminated: "terminated",
    closed: "closed",
    destroying: "destroying",
    incomplete: "incomplete",
    destroyed: "destroyed",
  },
  report: { destroying: "incomplete", incomplete: "incomplete" },
  certify: { destroying: "destroyed", incomplete: "destroyed" },
} as const satisfies Record<string, Partial<Record<TerminationState, TerminationState>>>;

export type TerminationMove = keyof typeof terminationMoves;

/** The state after a move, or undefined when the state does not allow it. */
export function after(state: TerminationState, move: TerminationMove): TerminationState | undefined {
  const moves: Partial<Record<TerminationState, TerminationState>> = terminationMoves[move];
  return moves[state];
}

const instant = z.iso.datetime();
/** The end of an agreement as it was recorded. Never changed again. */
export const terminationSchema = z.object({
  v: z.literal(1),
  kind: z.literal("termination"),
  reference: z.string(),
  controllerId: z.string(),
  /** Its name on the day of the termination. */
  controllerName: z.string(),
  /** The version of its record that the agreement ended under; absent in cases of releases that did not say. */
  controllerVersion: z.optional(z.int()),
  /** The language that it reads. */
  language: z.enum(languages),
  terminatedAt: instant,
  /** The ARN of the operator. */
  terminatedBy: z.string(),
  /** The agreement's last day. */
  lastDay: z.iso.date(),
  reading: z.enum(monthReadings),
  /** One calendar month after the last day, by that reading. */
  computedDay: z.iso.date(),
  /** The day that was agreed instead of the computed one, and why. */
  destroyAfter: z.optional(z.iso.date()),
  because: z.optional(z.string()),
  /** The last day on which everything is still there. */
  dueDay: z.iso.date(),
  /** The instant at which that day has ended in Europe/Amsterdam. */
  destroyNotBefore: instant,
  /** All is to be destroyed by then; whoever is responsible is told when it is not. */
  destroyBy: instant,
  /** What is to be destroyed, as it was planned on that day. */
  plan: z.array(plannedStoreSchema),
  /** The places of the controller that could then not be destroyed, and why; none when absent. */
  excluded: z.optional(z.array(excludedPlaceSchema)),
  /** For how many years after the destruction the little that is kept is kept. */
  keptYears: z.int(),
  ...pendingFields,
});

export type Termination = z.infer<typeof terminationSchema>;

/** One thing that happened to a termination, as it is stored beside it. Never changed again. */
export const terminationEntrySchema = z.object({
  v: z.literal(1),
  kind: z.literal("termination-entry"),
  reference: z.string(),
  controllerId: z.string(),
  /** The first entry is 1; there are no gaps. */
  sequence: z.int().check(z.minimum(1)),
  move: z.enum(Object.keys(terminationMoves) as [TerminationMove, ...TerminationMove[]]),
  at: instant,
  /** The ARN of the operator, or `destroy`. */
  by: z.string(),
  /** Of `report` and `certify`: what was destroyed, and what was not. */
  outcome: z.optional(outcomeSchema),
  /** Of `report` and `certify`: the addresses, in ASCII, that it goes to. */
  recipients: z.optional(z.array(z.string())),
  /** Of `fail`: an error's name. */
  reason: z.optional(z.string()),
  ...pendingFields,
});

export type TerminationEntry = z.infer<typeof terminationEntrySchema>;

/** Everything that is known of a termination, oldest first. */
export type TerminationHistory = { case: Termination; entries: readonly TerminationEntry[] };

/**
 * The state after all entries.
 * @throws Error when there is one that the state before it does not allow: such an entry is never stored
 */
export function stateOf({ entries }: TerminationHistory): TerminationState {
  return entries.reduce<TerminationState>((state, { move }) => {
    const next = after(state, move);
    if (!next) throw new Error(`a ${state} termination cannot ${move}`);
    return next;
  }, "terminated");
}

/** When the first entry of that move was made; undefined when none was. */
export function movedAt({ entries }: TerminationHistory, move: TerminationMove): string | undefined {
  return entries.find((entry) => entry.move === move)?.at;
}
