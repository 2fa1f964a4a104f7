import { beforeTheFirst } from "../../../shared/evidence/entry.ts";
import { hashSeal, openSeal, type Seal, type SealedHead } from "../../../shared/evidence/seal.ts";
import type { LatestSeals, LockedSeal } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import { keepHeads, rootsOfHeads } from "./locked-heads.ts";

/** A locked seal that is right in itself, with its hash and its signature. */
export type RightSeal = { seal: Seal; hash: string; signature: string };

/** What the seals show. */
export type LiveSeals = {
  /** How many the bucket locks. */
  count: number;
  /** When the newest that is right was made. */
  at?: string;
  /** Those that are right, by their numbers. */
  right: ReadonlyMap<number, RightSeal>;
  /** The heads that these seal, by their chains, the oldest first; of equal ones in a row the first. */
  heads: ReadonlyMap<string, readonly KnownHead[]>;
  findings: Finding[];
};

/**
 * Checks all seals as the bucket locks them: each in itself and with its heads, and that it follows on the one before; and
 * that the table knows the same. It takes memory for each head that differs from the one before it of its chain.
 * @param publicKey SubjectPublicKeyInfo, DER; undefined where the table knows no seal
 * @param chain whose heads are wanted; those of all chains without it
 */
export async function checkSeals(
  client: Pick<EvidenceClient, "lockedSeals" | "latestSeals">,
  publicKey: Uint8Array | undefined,
  chain?: string,
): Promise<LiveSeals> {
  const latest = await client.latestSeals();
  const claimed = latest.locked?.object?.publicKey;
  const key = publicKey ?? (claimed === undefined ? undefined : Buffer.from(claimed, "base64"));

  const findings: Finding[] = [];
  const wrong = (message: string) => findings.push({ code: "seal", message });
  const right = new Map<number, RightSeal>();
  const heads = new Map<string, KnownHead[]>();
  const rootOf = rootsOfHeads();
  const wanted = (all: readonly SealedHead[]) =>
    chain === undefined ? all : all.filter((head) => head.chain === chain);
  let count = 0;
  let previous: string | undefined = beforeTheFirst;
  for await (const locked of client.lockedSeals()) {
    const { number, signed } = locked;
    if (number !== count + 1) {
      wrong(`The bucket that locks seals does not hold all of those from ${count + 1} to ${number - 1}.`);
      previous = undefined;
    }
    count = number;
    const seal = openLocked(locked, key);
    if (typeof seal === "string") wrong(seal);
    else {
      if (previous !== undefined && seal.previous !== previous)
        wrong(`The seal ${number} does not follow on the one before it.`);
      if (signed) right.set(number, { seal, hash: hashSeal(signed), signature: signed.signature });
      if (seal.size !== locked.heads.length || seal.root !== rootOf(locked.heads))
        wrong(`The heads that are locked with the seal ${number} are not those that it seals.`);
      else keepHeads(heads, seal, wanted(locked.heads));
    }
    previous = signed && hashSeal(signed);
  }
  const at = [...right.values()].at(-1)?.seal.at;
  return {
    count,
    ...(at !== undefined && { at }),
    right,
    heads,
    findings: [...findings, ...tableAhead(latest, right)],
  };
}

/** The seal, or a sentence on what is wrong with it. */
function openLocked({ number, signed }: LockedSeal, key: Uint8Array | undefined): Seal | string {
  if (!signed || !key) return `Of the seal ${number}: what is locked in its place is none.`;
  const seal = openSeal(signed, key);
  if (typeof seal === "string") return `Of the seal ${number}: ${seal}.`;
  return seal.number === number ? seal : `What is locked as the seal ${number} is the seal ${seal.number}.`;
}

/** A seal is locked first and stored then: the newest may still be on its way. */
function tableAhead({ locked, stored }: LatestSeals, right: LiveSeals["right"]): Finding[] {
  const wrong = (message: string): Finding[] => [{ code: "seal", message }];
  const [inBucket, inTable] = [locked?.number ?? 0, stored?.number ?? 0];
  if (inTable > inBucket) {
    return wrong(
      `The table knows the seal ${inTable}, and the bucket that locks seals ends with ${inBucket}.`,
    );
  }
  if (inTable < inBucket - 1) {
    return wrong(
      `The bucket locks the seals up to ${inBucket}, and the table ends with ${inTable}: its seals were cut.`,
    );
  }
  if (stored && right.get(inTable)?.hash !== stored.hash) {
    return wrong(`The seal ${inTable} of the table is not the one that is locked.`);
  }
  return [];
}
