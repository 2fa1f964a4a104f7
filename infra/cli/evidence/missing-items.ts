import { setTimeout } from "node:timers/promises";
import type { Entry } from "../../../shared/evidence/entry.ts";
import { declaredIn, nameOf } from "./declared.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import { entriesOf, type LiveChain } from "./live-chain.ts";
import { type ItemsSeen, pendingMilliseconds } from "./live-items.ts";

/** How often it is looked for what became of items that are gone, in milliseconds. */
const lookEvery = 2_000;

type Pause = (milliseconds: number) => Promise<unknown>;

type Client = Pick<EvidenceClient, "blocks" | "items">;

/** A chain with the items that it says are there, by their names, each with its last entry; and how far it was read. */
type Open = { chain: string; items: Map<string, Entry>; end: number };

/** Items that chains say are there and the table does not have; of some it is declared that no entry tells how they went. */
export type GoneItems = { missing: Finding[]; declared: Finding[] };

/**
 * Looks for items that are gone, but only where the numbers tell that some are: as a rule none is, and it takes memory for
 * each item of a chain. What is gone may have gone just now: then its chain says so within a minute.
 * @param chains none that is broken
 * @param items how many there are by their chains, and how many of these the table has
 */
export async function goneItems(
  client: Client,
  chains: readonly LiveChain[],
  { expected, known }: Pick<ItemsSeen, "expected" | "known">,
  pause: Pause = setTimeout,
): Promise<GoneItems> {
  const odd = chains.filter(
    ({ source: { chain } }) => (expected.get(chain) ?? 0) !== (known.get(chain) ?? 0),
  );
  if (odd.length === 0) return { missing: [], declared: [] };
  const open = new Map<string, Open>();
  for (const { source } of odd) open.set(source.chain, await readOpen(client, source.chain));
  for await (const { items } of client.items()) {
    for (const item of items) for (const chain of item.chains) open.get(chain)?.items.delete(nameOf(item));
  }
  const declared = odd.flatMap(({ source, seen }) => {
    const isDeclared = declaredIn(seen().closes);
    return takeOut(open.get(source.chain)?.items, (entry) => isDeclared(missingAfter(entry)));
  });
  for (let waited = 0; ; waited += lookEvery) {
    for (const one of open.values()) await readGoing(client, one);
    const left = [...open.values()].flatMap(({ items }) => [...items.values()]);
    if (left.length === 0 || waited >= pendingMilliseconds) {
      return { missing: left.map(findingOf), declared: declared.map(findingOf) };
    }
    await pause(lookEvery);
  }
}

async function readOpen(client: Client, chain: string): Promise<Open> {
  const open: Open = { chain, items: new Map(), end: 0 };
  for await (const block of client.blocks(chain)) {
    for (const entry of entriesOf(block)) {
      if (isGoing(entry)) open.items.delete(nameOf(entry));
      else open.items.set(nameOf(entry), entry);
    }
    open.end = block.number;
  }
  return open;
}

/** What came since the items were read can only explain why some are gone: what else it tells of was not looked for. */
async function readGoing(client: Client, open: Open): Promise<void> {
  if (open.items.size === 0) return;
  for await (const block of client.blocks(open.chain, open.end)) {
    for (const entry of entriesOf(block).filter(isGoing)) open.items.delete(nameOf(entry));
    open.end = block.number;
  }
}

function takeOut(items: Map<string, Entry> = new Map(), which: (entry: Entry) => boolean): Entry[] {
  const taken = [...items].filter(([, entry]) => which(entry));
  for (const [name] of taken) items.delete(name);
  return taken.map(([, entry]) => entry);
}

function isGoing({ change }: Entry): boolean {
  return change === "left" || change === "removed";
}

function missingAfter({ reference, item, revision }: Entry) {
  return { reference, item, from: revision + 1 };
}

function findingOf(entry: Entry): Finding {
  const { chain, sequence, reference, item } = entry;
  const message = `The table no longer has ${reference} ${item}, and entry ${sequence} is the last of it: no entry tells how it went.`;
  return { code: "gap", chain, sequence, ...missingAfter(entry), message };
}
