import { hash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Block, chainsPartition, numberKey, type SealMark } from "../../shared/evidence/block.ts";
import type { ChainName } from "../../shared/evidence/chain-name.ts";
import { readBlocks, readBlocksBack } from "../../shared/evidence/chain-reader.ts";
import { entrySchema } from "../../shared/evidence/entry.ts";
import type { Table } from "../../shared/table.ts";
import { type ChainEnd, endOf, nextBlock, noEnd } from "./next-block.ts";
import type { RecordedChange } from "./recorded-change.ts";

/** What writing chains needs of the world. */
export type ChainWriterDependencies = {
  table: Table;
  now: () => Date;
  pause?: (milliseconds: number) => Promise<unknown>;
};

/** Changes of one chain that may have to be recorded. */
export type Addition = {
  chain: ChainName;
  /** In the order in which they happened. */
  changes: readonly RecordedChange[];
  /** When the first of them happened: in blocks that are older than this none of them can stand. */
  since: Date;
  /** The seal that is the latest. */
  seal: SealMark | undefined;
};

/** Adds changes to their chain; those that stand there already are not added again. */
export type AddToChain = (addition: Addition) => Promise<void>;

/** What is known of a chain: its end, and what was recorded in it from a certain time on, each change by its key. */
type Known = { end: ChainEnd; since: string; recorded: Set<string> };

/** Clocks differ: a block counts as older than a change only where it is so by this much, in milliseconds. */
const clockSkew = 60_000;

/** How many changes are remembered from one call to the next, of all chains together: about 30 MB. */
const mostRemembered = 250_000;

/** How often a block is tried to be written while others write to the same chain. */
const attempts = 40;

/**
 * Writes blocks, each on condition that nobody has written one of its number: whoever comes second reads what the first has
 * written and writes behind it. What it knows of a chain it keeps from one call to the next: it is right for as long as
 * its blocks find their places free.
 */
export function chainWriter({ table, now, pause = setTimeout }: ChainWriterDependencies): AddToChain {
  const chains = new Map<ChainName, Known>();
  return async ({ chain, changes, since, seal }) => {
    const from = new Date(since.getTime() - clockSkew).toISOString();
    const kept = chains.get(chain);
    const known = kept && kept.since <= from ? kept : await lookBack(table, chain, from);
    chains.delete(chain);
    let rest = unrecorded(changes, known);
    for (let attempt = 1; rest.length > 0; attempt++) {
      const next = nextBlock(chain, known.end, rest, now(), seal);
      if (next.block.number === 1) await nameChain(table, chain);
      if (await putBlock(table, next.block)) {
        note(known, next.block);
        rest = next.rest;
        attempt = 0;
      } else {
        if (attempt === attempts) throw new Error("others kept writing to a chain of evidence");
        await pause(Math.random() * 20 * attempt);
        for await (const block of readBlocks(table, chain, known.end.blocks)) note(known, block);
        rest = unrecorded(rest, known);
      }
    }
    chains.set(chain, known);
    forgetOldest(chains);
  };
}

/** The chain that was written to last is remembered in any case: to catch up it would else be read again for each block. */
function forgetOldest(chains: Map<ChainName, Known>): void {
  let remembered = [...chains.values()].reduce((sum, { recorded }) => sum + recorded.size + 1, 0);
  for (const [chain, { recorded }] of [...chains].slice(0, -1)) {
    if (remembered <= mostRemembered) return;
    chains.delete(chain);
    remembered -= recorded.size + 1;
  }
}

async function lookBack(table: Table, chain: ChainName, since: string): Promise<Known> {
  const known: Known = { end: noEnd, since, recorded: new Set() };
  for await (const block of readBlocksBack(table, chain)) {
    if (known.end === noEnd) known.end = endOf(block);
    if (block.at < since) break;
    for (const key of keysIn(block)) known.recorded.add(key);
  }
  return known;
}

function note(known: Known, block: Block): void {
  known.end = endOf(block);
  for (const key of keysIn(block)) known.recorded.add(key);
}

/** A change without a digest may be any: rather is it recorded twice than not at all. */
function unrecorded(changes: readonly RecordedChange[], { recorded }: Known): readonly RecordedChange[] {
  return changes.filter((change) => change.digest === undefined || !recorded.has(keyOf(change)));
}

function keysIn({ lines }: Block): string[] {
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => keyOf(entrySchema.parse(JSON.parse(line))));
}

/** What tells a change from every other, in 16 characters: one that somebody made past us may repeat a revision. */
function keyOf({ reference, item, revision, change, digest }: Omit<RecordedChange, "chain">): string {
  return hash("sha256", JSON.stringify([reference, item, revision, change, digest]), "base64").slice(0, 16);
}

/** Makes a chain one that can be found; done again, it changes nothing. */
async function nameChain(table: Table, chain: ChainName): Promise<void> {
  const Item = marshall({ pk: chainsPartition, sk: chain, v: 1, kind: "evidence-chain" });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

/** False where there is a block of its number already. */
async function putBlock(table: Table, block: Block): Promise<boolean> {
  const Item = marshall({ pk: block.chain, sk: numberKey(block.number), ...block });
  try {
    await table.client.send(
      new PutItemCommand({ TableName: table.name, Item, ConditionExpression: "attribute_not_exists(pk)" }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
