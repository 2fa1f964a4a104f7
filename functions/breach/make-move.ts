import { setTimeout } from "node:timers/promises";
import { log } from "../../shared/log.ts";
import { pendingSince } from "../../shared/pending.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { after, type BreachEntry, type BreachMove, type BreachState, type History } from "./breach.ts";
import { type Standing, standingOf } from "./standing.ts";

/** A move as it is decided on; the rest of its entry follows from where it comes to stand. */
export type Move = Omit<
  BreachEntry,
  "v" | "kind" | "reference" | "sequence" | "at" | "concerns" | "pendingShard" | "pendingAt"
>;

/** What moving a breach report needs of the world. */
export type MoveDependencies = {
  readHistory: (reference: string) => Promise<History | undefined>;
  appendEntry: (entry: BreachEntry, edition?: number) => Promise<boolean>;
  now: () => Date;
};

/** A move that is stored: its entry, and the history that it belongs to, with this entry in it. */
export type Moved<Nothing = never> = { history: History; entry: BreachEntry | Nothing };

/**
 * What to do with a report as it stands: a move; or nothing more, because this entry of it made the move before, or, where
 * that can be, because there is nothing to do.
 */
export type Decide<Nothing = never> = (
  history: History,
  standing: Standing,
) => Move | BreachEntry | Nothing | Promise<Move | BreachEntry | Nothing>;

/**
 * How much the entries of one report come to, because every move and every mail reads them all: in bytes of JSON without
 * the ids of those whom they concern, and in such ids. What reporters can fill, and 180 entries more, fit in even where
 * each concerns 500 controllers. Only what can come without an end is refused for it: of decisions there are no more than
 * things to decide on.
 */
const most = { bytes: 1_000_000, ids: 200_000 } as const;

const unbounded: readonly BreachMove[] = ["update", "assign"];

/** What moves take as JSON, in bytes, whomever they concern. */
export function bytesIn(moves: readonly (Move | BreachEntry)[]): number {
  const written = moves.map((move) => ({ ...move, concerns: undefined }));
  return written.reduce((sum, move) => sum + Buffer.byteLength(JSON.stringify(move)), 0);
}

function isTooMuch(entries: readonly BreachEntry[]): boolean {
  const ids = entries.reduce((sum, { concerns = [] }) => sum + concerns.length, 0);
  return ids > most.ids || bytesIn(entries) > most.bytes;
}

/**
 * Moves a breach report. What was decided on is what it then was: when something else came first, it is decided again.
 * What `decide` throws is thrown.
 * @throws Refusal `not_found`, `already_ended`, `move_not_allowed`, `too_many_updates`, `body_too_large`, or `not_stored`
 * when others kept coming first
 */
export async function makeMove<Nothing extends undefined = never>(
  reference: string,
  decide: Decide<NoInfer<Nothing>>,
  { readHistory, appendEntry, now }: MoveDependencies,
): Promise<Moved<Nothing>> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const history = await orUnavailable(readHistory(reference));
    if (!history) throw new Refusal("not_found");
    const standing = standingOf(history);
    const decided = await decide(history, standing);
    if (!decided || "sequence" in decided) return { history, entry: decided };
    const state = after(standing.state, decided.move) ?? refuse(standing);
    const entry = toEntry(decided, history, standing, now());
    if (unbounded.includes(entry.move) && isTooMuch([...history.entries, entry])) {
      throw new Refusal("too_many_updates");
    }
    if (await orUnavailable(appendEntry(entry, history.case.edition))) {
      log("BREACH_MOVED", { reference, sequence: entry.sequence, move: entry.move, state });
      return { history: { ...history, entries: [...history.entries, entry] }, entry };
    }
    await setTimeout(Math.random() * 40 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

const ends: readonly BreachState[] = ["dismissed", "concluded", "withdrawn"];

function refuse({ state, because }: Standing): never {
  throw new Refusal(ends.includes(state) ? "already_ended" : "move_not_allowed", { because });
}

/** The entry that a move becomes, of a report that stands there. */
export function toEntry(
  move: Move,
  { case: of, entries }: History,
  { controllers }: Standing,
  at: Date,
): BreachEntry {
  const concerns = new Set([...controllers, ...(move.controllers ?? [])].map(({ id }) => id));
  return {
    v: 1,
    kind: "breach-entry",
    reference: of.reference,
    sequence: entries.length + 1,
    at: at.toISOString(),
    ...move,
    ...(concerns.size > 0 && { concerns: [...concerns] }),
    ...pendingSince(of.reference, at),
  };
}
