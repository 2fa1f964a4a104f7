import type { Head } from "../../../shared/evidence/entry.ts";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import {
  type ChainVerdict,
  checkLiveChains,
  type LiveChainsReport,
  type Surroundings,
} from "./check-live-chains.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import { type Found, found, together } from "./findings.ts";
import { checkSeals, type LiveSeals } from "./live-seals.ts";

/** Which chain is to be checked, all without a name, and against which heads that somebody else kept of it. */
export type Asked = { chain?: string; kept?: readonly Head[] };

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

/** There is no chain of this name, and never was as far as seals, heads and items tell. */
export class UnknownChain extends Error {
  override name = "UnknownChain";
}

/**
 * Checks the evidence as it is recorded: the seals, the chains against them and against heads from mails, and the items of
 * the table against their chains. A chain that a seal or an item names should be there: where it is not, it counts as one
 * without an entry.
 * @throws UnknownChain
 */
export async function verifyLive(
  client: EvidenceClient,
  { chain, kept = [] }: Asked,
  surroundings: Surroundings = {},
): Promise<LiveVerdict> {
  const { chains: recorded, publicKey, at } = await client.chains();
  const key = publicKey === undefined ? undefined : Buffer.from(publicKey, "base64");
  const seals = await checkSeals(client, key, chain);
  const check = (names: Iterable<string>) => {
    const asked = { names: [...names].sort(), seals, kept, since: new Date(at) };
    return checkLiveChains(client, asked, surroundings);
  };
  const names = new Set(chain === undefined ? [...recorded, ...seals.heads.keys()] : [chain]);
  let report = await check(names);
  if (chain === undefined) {
    const named = new Set([...names, ...report.items.named]);
    if (named.size > names.size) report = await check(named);
  } else if (kept.length === 0 && !recorded.includes(chain) && isNowhere(chain, seals, report)) {
    throw new UnknownChain(chain);
  }
  const findings = together(report.findings, found(seals.findings));
  return {
    ok: findings.count === 0,
    at,
    ...(key && { key: fingerprint(key) }),
    seals: { count: seals.count, ...(seals.at !== undefined && { at: seals.at }) },
    chains: report.chains,
    items: report.items.count,
    pending: report.items.pending,
    findings,
    declared: report.declared,
    flagged: report.flagged,
  };
}

function isNowhere(chain: string, seals: LiveSeals, { absent, items }: LiveChainsReport): boolean {
  return absent.has(chain) && !seals.heads.has(chain) && !items.named.has(chain);
}
