import type { Head } from "../../../shared/evidence/entry.ts";
import type { ChainReport, OnEntries } from "./chain-check.ts";
import { checkChains } from "./check-chains.ts";
import { declaredIn } from "./declared.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import { type Finding, type Found, found, together } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import { withoutLate } from "./late-entries.ts";
import { blockFindings, type LiveChain, liveChain } from "./live-chain.ts";
import { compareItems, type ItemsSeen, noItemsSeen } from "./live-items.ts";
import type { LiveSeals } from "./live-seals.ts";
import { goneItems } from "./missing-items.ts";
import { checkSealedHeads } from "./sealed-heads.ts";

/** Which chains are to be checked, and what is known of them. */
export type ChainsAsked = {
  names: readonly string[];
  seals: LiveSeals;
  /** Heads that somebody else kept. */
  kept: readonly Head[];
  /** When the look at the evidence began, by the server's clock. */
  since: Date;
};

/** What goes on around a check: who is told of entries, and how it waits. */
export type Surroundings = {
  onEntries?: OnEntries;
  pause?: (milliseconds: number) => Promise<unknown>;
};

/** How a chain was found. */
export type ChainVerdict = {
  chain: string;
  /** How many of its entries are right, from the first on; their head, and the root of the hash tree over them. */
  entries: number;
  head: Head;
  root: string;
  /** Up to which entry it is sealed; 0 where it is not. */
  sealedUpTo: number;
};

/** What a look at chains and at the items of the table has shown. */
export type LiveChainsReport = {
  chains: ChainVerdict[];
  /** The names of those that have no block. */
  absent: ReadonlySet<string>;
  items: ItemsSeen;
  findings: Found;
  declared: Found;
  flagged: Found;
};

/** A chain that is to be checked, with all that is known of it. */
type Checked = LiveChain & { heads: readonly KnownHead[]; findings: readonly Finding[] };

/** Checks chains against the seals and the kept heads, and the items of the table against them. A chain may have no entry. */
export async function checkLiveChains(
  client: EvidenceClient,
  { names, seals, kept, since }: ChainsAsked,
  { onEntries, pause }: Surroundings,
): Promise<LiveChainsReport> {
  const checked: Checked[] = [];
  for (const chain of names) {
    const heads = [...(seals.heads.get(chain) ?? []), ...kept.map(asKept)];
    const findings = await checkSealedHeads(client, chain, seals);
    checked.push({ heads, findings, ...liveChain(client, chain) });
  }

  const seen = noItemsSeen();
  const report = await checkChains(checked, {
    ...(onEntries && { onEntries }),
    afterPass: async (items, reports) => {
      const whole = wholeOnes(checked, reports);
      const declared = new Map(whole.map((one) => [one.source.chain, declaredIn(one.seen().closes)]));
      const differing = await compareItems(client, { items, declared, since }, seen);
      return withoutLate(client, { chains: whole, since }, differing, pause);
    },
  });
  const ofChains = checked.flatMap((one, i) => [...one.findings, ...blockFindings(one, report.chains[i])]);
  const gone = await goneItems(client, wholeOnes(checked, report.chains), seen, pause);
  return {
    chains: report.chains.map(({ chain, entries, head, root }, i) => ({
      chain,
      entries,
      head,
      root,
      sealedUpTo: sealedUpTo(checked[i]?.heads ?? []),
    })),
    absent: new Set(checked.filter((one) => !one.seen().last).map(({ source }) => source.chain)),
    items: seen,
    findings: together(report.findings, found([...ofChains, ...gone.missing])),
    declared: together(report.declared, found([...seen.declared, ...gone.declared])),
    flagged: report.flagged,
  };
}

function asKept(head: Head): KnownHead {
  return { ...head, from: "the head given with --head" };
}

/** A head without a root comes from a mail: it is no seal. */
function sealedUpTo(heads: readonly KnownHead[]): number {
  return heads.reduce(
    (last, { sequence, root }) => (root === undefined ? last : Math.max(last, sequence)),
    0,
  );
}

function wholeOnes(checked: readonly Checked[], reports: readonly ChainReport[]): Checked[] {
  const broken = new Set(reports.filter(({ isBroken }) => isBroken).map(({ chain }) => chain));
  return checked.filter(({ source }) => !broken.has(source.chain));
}
