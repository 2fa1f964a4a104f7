import type { IsDeclared } from "./declared.ts";
import type { LiveItem } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { ItemCheck } from "./item-check.ts";
import { type Difference, differenceOf } from "./item-difference.ts";

/** Whatever happened that recently may still be on its way into its chain, in milliseconds. */
export const pendingMilliseconds = 60_000;

/** What a look at the items of the table shows. */
export type ItemsSeen = {
  /** How many items each chain says are there, and how many of these the table has; by the names of the chains. */
  expected: Map<string, number>;
  known: Map<string, number>;
  /** The chains that items of the table belong in. */
  named: Set<string>;
  /** How many were looked at, each once for each chain. */
  count: number;
  /** How many differ from what their chain says because they changed just now. */
  pending: number;
  /** Changes that no entry tells of, as one declares. */
  declared: Finding[];
};

/** What the items are compared with. */
export type Chains = {
  items: Pick<ItemCheck, "covers" | "lookup" | "there">;
  /** Those that can be compared, each with what it declares missing. */
  declared: ReadonlyMap<string, IsDeclared>;
  /** When reading them began. */
  since: Date;
};

/** An item that is not what its chain says of it. */
export type Differing = { item: LiveItem; finding: Finding & Difference & { chain: string } };

/** Before the first look. */
export function noItemsSeen(): ItemsSeen {
  return {
    expected: new Map(),
    known: new Map(),
    named: new Set(),
    count: 0,
    pending: 0,
    declared: [],
  };
}

/**
 * Compares the items of the table with what their chains say of them. They are read after the chains, so none can be older
 * than its chain.
 * @param seen is added to
 */
export async function compareItems(
  client: Pick<EvidenceClient, "items">,
  chains: Chains,
  seen: ItemsSeen,
): Promise<Differing[]> {
  const differing: Differing[] = [];
  for (const [chain, count] of chains.items.there()) add(seen.expected, chain, count);
  const compare = (item: LiveItem, chain: string, now: Date) => {
    const { reference, item: name } = item;
    seen.named.add(chain);
    const isDeclared = chains.declared.get(chain);
    if (!isDeclared || !chains.items.covers(chain, reference, name)) return;
    const state = chains.items.lookup(chain, reference, name);
    seen.count += 1;
    if (state?.whereabouts === "there") add(seen.known, chain, 1);
    const difference = differenceOf(item, state);
    if (!difference) return;
    const finding = { chain, reference, item: name, ...difference };
    if (isPending(item, chains.since, now)) seen.pending += 1;
    else if (finding.from !== undefined && isDeclared({ ...finding, from: finding.from }))
      seen.declared.push(finding);
    else differing.push({ item, finding });
  };
  for await (const { items, at } of client.items()) {
    for (const item of items) for (const chain of item.chains) compare(item, chain, new Date(at));
  }
  return differing;
}

function add(counts: Map<string, number>, chain: string, count: number): void {
  counts.set(chain, (counts.get(chain) ?? 0) + count);
}

/** Only what is said to be written by now: who could write any time into an item could else keep it out of sight for ever. */
function isPending({ writtenAt }: LiveItem, since: Date, now: Date): boolean {
  const written = Date.parse(writtenAt ?? "");
  return written >= since.getTime() - pendingMilliseconds && written <= now.getTime() + pendingMilliseconds;
}
