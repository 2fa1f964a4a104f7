import { setTimeout } from "node:timers/promises";
import type { Entry } from "../../../shared/evidence/entry.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import { entriesOf, type LiveChain } from "./live-chain.ts";
import type { Differing } from "./live-items.ts";

/** For how long it is looked for entries that come late, and how often, in milliseconds. */
const patience = { longest: 5_000, lookEvery: 1_000 };

/**
 * What is wrong with items even after a moment in which their chains may have told of them. A change that is dated ahead, as
 * in a run whose clock was set forward, cannot be seen to be a recent one. What else the late entries tell of is not
 * looked for.
 * @param chains as they were read before the items
 * @param since when reading them began
 */
export async function withoutLate(
  client: Pick<EvidenceClient, "blocks">,
  { chains, since }: { chains: readonly LiveChain[]; since: Date },
  differing: readonly Differing[],
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<Finding[]> {
  const isAhead = ({ item, finding }: Differing) =>
    finding.code === "gap" && Date.parse(item.writtenAt ?? "") > since.getTime();
  const ahead = Map.groupBy(differing.filter(isAhead), ({ finding }) => finding.chain);
  const ends = chains
    .filter(({ source }) => ahead.has(source.chain))
    .map(({ source: { chain }, seen }) => ({ chain, end: seen().last?.number ?? 0 }));
  let left = differing;
  for (let waited = 0; left.some(isAhead) && waited < patience.longest; waited += patience.lookEvery) {
    await pause(patience.lookEvery);
    for (const one of ends) {
      for await (const block of client.blocks(one.chain, one.end)) {
        const entries = entriesOf(block);
        left = left.filter(
          ({ item, finding }) =>
            finding.chain !== one.chain || !entries.some((entry) => tellsOf(entry, item)),
        );
        one.end = block.number;
      }
    }
  }
  return left.map(({ finding }) => finding);
}

function tellsOf(entry: Entry, { reference, item, revision, digest }: Differing["item"]): boolean {
  const isOfItem = entry.reference === reference && entry.item === item;
  return isOfItem && entry.revision === revision && entry.digest === digest;
}
