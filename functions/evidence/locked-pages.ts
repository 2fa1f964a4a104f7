import * as z from "zod/mini";
import type { SealedHead, SignedSeal } from "../../shared/evidence/seal.ts";
import type { SealObject } from "../../shared/evidence/seal-object.ts";
import type { Call } from "../../shared/http/door.ts";
import { inChunks, inParallel } from "../../shared/parallel.ts";
import type { Table } from "../../shared/table.ts";
import { type HeadChanges, headChanges } from "./head-changes.ts";
import type { LockedSeals } from "./locked-seals.ts";
import { afterNumber, queryOf } from "./page-query.ts";
import { lastSeal } from "./seal-store.ts";

/**
 * How many seals one answer holds, how many are read at once, and how many heads one answer holds at most, beyond those of
 * its last seal. In an answer, which Lambda bounds at 6 MB, a head takes some 300 bytes.
 */
const page = { size: 100, atOnce: 20, mostHeads: 5_000 };

const sealsQuery = z.strictObject({ after: afterNumber });

/**
 * A seal by its number; without a `signed` one where what is locked is none. Its heads stand there as what differs from the
 * seal before it on the page.
 */
export type NumberedSeal = { number: number; signed?: SignedSeal } & Partial<HeadChanges>;

/**
 * The seals after number `after` as the bucket locks them, oldest first; `more` when there may be others behind them.
 * @throws Refusal `invalid_input`
 */
export async function lockedSealsPage(
  locked: LockedSeals,
  call: Call,
): Promise<{ seals: NumberedSeal[]; more: boolean }> {
  const { after = "0" } = queryOf(sealsQuery, call);
  const found = await locked.list(Number(after), page.size);
  const seals: NumberedSeal[] = [];
  let before: readonly SealedHead[] = [];
  let heads = 0;
  for (const places of inChunks(found, page.atOnce)) {
    const objects = await inParallel(places, page.atOnce, (place) => locked.read(place));
    for (const [i, { number }] of places.entries()) {
      if (heads > page.mostHeads) return { seals, more: true };
      const object = objects[i];
      seals.push({ number, ...(object && pageEntry(object, before)) });
      before = object?.heads ?? before;
      heads += seals.at(-1)?.heads?.length ?? 0;
    }
  }
  return { seals, more: found.length === page.size };
}

function pageEntry({ seal, signature, heads }: SealObject, before: readonly SealedHead[]) {
  return { signed: { seal, signature }, ...headChanges(before, heads) };
}

/** The newest seal that the bucket locks, whole, and the newest that the table knows. */
export type LatestSeals = {
  locked?: { number: number; object?: SealObject };
  stored?: { number: number; hash: string };
};

/**
 * Reads both. A seal is in the bucket first: with the bucket read last, its newest seal is never older than the table's unless
 * one was taken away.
 */
export async function latestSeals(evidence: Table, locked: LockedSeals): Promise<LatestSeals> {
  const stored = await lastSeal(evidence);
  const newest = (stored && (await newestAfter(locked, stored.number - 1))) ?? (await newestAfter(locked, 0));
  const object = newest && (await locked.read(newest));
  return {
    ...(newest && { locked: { number: newest.number, ...(object && { object }) } }),
    ...(stored && { stored: { number: stored.number, hash: stored.hash } }),
  };
}

async function newestAfter(locked: LockedSeals, number: number) {
  const found = await locked.list(number, Number.POSITIVE_INFINITY);
  return found.at(-1);
}
