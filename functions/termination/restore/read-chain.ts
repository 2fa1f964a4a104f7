import type { Block } from "../../../shared/evidence/block.ts";
import { type ChainName, controllerOfChain } from "../../../shared/evidence/chain-name.ts";
import { readBlocksBack } from "../../../shared/evidence/chain-reader.ts";
import { type Entry, entrySchema } from "../../../shared/evidence/entry.ts";
import type { Table } from "../../../shared/table.ts";
import {
  type ChainState,
  type Gone,
  type Happened,
  type Happening,
  happeningsIn,
  joined,
  readBack,
  toBeRepeated,
} from "./changes-since.ts";
import type { ChainsCursor } from "./cursor.ts";
import { itemsThere, keyText } from "./items-there.ts";
import { type RemovalDependencies, type Removed, removeAgain } from "./remove-again.ts";

/** What reading chains back needs. */
export type ReadChainDependencies = RemovalDependencies & { evidence: Table };

/** How far a chain was read; what was removed by it, and what of the rest the restored table does not hold. */
export type ChainRead = { cursor: ChainsCursor; isWhole: boolean; removed: Removed; happened: Happened };

/**
 * Reads a chain on towards the restore point, block by block, and removes again what each says that went. A block for which
 * there was no time is read again, without what was removed.
 * @param point undefined where the chain is to be read to its beginning
 */
export async function readChain(
  chain: ChainName,
  from: ChainsCursor,
  point: Date | undefined,
  { evidence, ...dependencies }: ReadChainDependencies,
): Promise<ChainRead> {
  const removed: Removed = { items: {}, reports: [] };
  let happened: Happened = {};
  let cursor = from;
  const read = (isWhole: boolean): ChainRead => ({ cursor, isWhole, removed, happened });
  for await (const block of readBlocksBack(evidence, chain, from.before)) {
    if (point !== undefined && block.at < point.toISOString()) break;
    const { state, gone, happenings } = parts(block, cursor.state);
    const keys = [...gone, ...happenings.map(({ key }) => key)];
    const there = await itemsThere(dependencies.table, keys);
    const again = await removeAgain(chain, gone, there, dependencies);
    add(removed, again.removed);
    if (!again.isWhole) return read(false);
    happened = joined([happened, toBeRepeated(happenings, (key) => there.get(keyText(key))?.revision)]);
    cursor = { ...cursor, state, before: block.number };
    if (!dependencies.hasTime()) return read(false);
  }
  return read(true);
}

function parts(
  { chain, lines }: Block,
  after: ChainState,
): { state: ChainState; gone: Gone[]; happenings: Happening[] } {
  const entries = lines
    .trimEnd()
    .split("\n")
    .map((line): Entry => entrySchema.parse(JSON.parse(line)));
  const { state, gone } = readBack(after, entries);
  const happenings = happeningsIn(entries);
  // Of a controller whose data is being destroyed its own cases are not to be done again.
  const isOver = state.isDestroying && controllerOfChain(chain as ChainName) !== undefined;
  const isOwn = ({ what }: Happening) => what === "cases" || what === "decisions";
  return { state, gone, happenings: isOver ? happenings.filter((one) => !isOwn(one)) : happenings };
}

function add(sum: Removed, { items, reports }: Removed): void {
  sum.reports = [...new Set([...sum.reports, ...reports])];
  for (const [kind, count] of Object.entries(items)) sum.items[kind] = (sum.items[kind] ?? 0) + count;
}
