import type { Head } from "../../../shared/evidence/entry.ts";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import type { ChainReport, OnEntries } from "./chain-check.ts";
import { checkChains } from "./check-chains.ts";
import { declaredIn } from "./declared.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import { type Finding, type Found, found, together } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import { blockFindings, type LiveChain, liveChain } from "./live-chain.ts";
import { compareItems, type ItemsSeen } from "./live-items.ts";
import { checkSeals } from "./live-seals.ts";
import { goneItems } from "./missing-items.ts";
import { newestHead, sealedHeads } from "./sealed-heads.ts";

/** Which chains are to be checked, and against which heads that somebody else kept. */
export type Asked = { chain?: string; kept?: readonly Head[] };

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

/** What a look at the evidence as it is recorded, and at the items that it is about, has shown. */
export type LiveVerdict = {
  ok: boolean;
  /** When it began, by the server's clock. */
  at: string;
  /** The fingerprint of the key that seals are signed with. */
  key?: string;
  seals: { count: number; at?: string };
  chains: ChainVerdict[];
  /** How many items were compared with their chains, and how many of them changed too recently to be told of there. */
  items: number;
  pending: number;
  /** What is wrong; what is missing and declared so; what is worth knowing and not wrong. */
  findings: Found;
  declared: Found;
  flagged: Found;
};

/** There is no chain of this name, and never was as far as seals and heads tell. */
export class UnknownChain extends Error {
  override name = "UnknownChain";
}

type Surroundings = { onEntries?: OnEntries; pause?: (milliseconds: number) => Promise<unknown> };

/** A chain that is to be checked, with all that is known of it. */
type Checked = LiveChain & { heads: KnownHead[]; findings: Finding[] };

/**
 * Checks the evidence as it is recorded: the seals, the chains against them and against heads from mails, and the items of
 * the table against their chains.
 * @throws UnknownChain
 */
export async function verifyLive(
  client: EvidenceClient,
  { chain, kept = [] }: Asked,
  { onEntries, pause }: Surroundings = {},
): Promise<LiveVerdict> {
  const { chains: recorded, publicKey, at } = await client.chains();
  const key = publicKey === undefined ? undefined : Buffer.from(publicKey, "base64");
  const seals = await checkSeals(client, key);
  const all = new Set([...recorded, ...seals.newest].map((head) => head.chain));
  if (chain !== undefined && kept.length === 0 && !all.has(chain)) throw new UnknownChain(chain);

  const checked: Checked[] = [];
  for (const name of chain === undefined ? [...all].sort() : [chain]) {
    const { known, findings } = await sealedHeads(client, name, key, seals);
    const heads = [...known, ...newestHead(seals, name), ...kept.map(asKept)];
    checked.push({ heads, findings, ...liveChain(client, name) });
  }

  const seen: ItemsSeen = { known: new Map(), count: 0, pending: 0, declared: [] };
  const report = await checkChains(checked, {
    ...(onEntries && { onEntries }),
    afterPass: (items, reports) => {
      const declared = wholeOnes(checked, reports).map(
        ({ source, seen: blocks }) => [source.chain, declaredIn(blocks().closes)] as const,
      );
      return compareItems(client, { items, declared: new Map(declared), since: new Date(at) }, seen);
    },
  });
  const ofChains = checked.flatMap((one, i) => [...one.findings, ...blockFindings(one, report.chains[i])]);
  const gone = await goneItems(client, wholeOnes(checked, report.chains), seen.known, pause);
  const findings = together(report.findings, found([...seals.findings, ...ofChains, ...gone.missing]));
  return {
    ok: findings.count === 0,
    at,
    ...(key && { key: fingerprint(key) }),
    seals: { count: seals.count, ...(seals.at !== undefined && { at: seals.at }) },
    chains: report.chains.map(({ chain: name, entries, head, root }, i) => ({
      chain: name,
      entries,
      head,
      root,
      sealedUpTo: sealedUpTo(checked[i]?.heads ?? []),
    })),
    items: seen.count,
    pending: seen.pending,
    findings,
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
