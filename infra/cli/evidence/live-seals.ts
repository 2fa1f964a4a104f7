import { beforeTheFirst } from "../../../shared/evidence/entry.ts";
import { treeRoot } from "../../../shared/evidence/merkle-tree.ts";
import { hashSeal, headLeaf, openSeal, type SealedHead } from "../../../shared/evidence/seal.ts";
import type { LatestSeals } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";

/** What the seals show. */
export type LiveSeals = {
  /** How many the bucket locks. */
  count: number;
  /** The heads that the newest of them seals, of all chains. */
  newest: readonly (SealedHead & { from: string })[];
  /** When the newest was made. */
  at?: string;
  /** The hash of each seal that is right, by its number. */
  hashes: ReadonlyMap<number, string>;
  findings: Finding[];
};

/**
 * Checks all seals as the bucket locks them: each in itself, and that it follows on the one before; and that the table
 * knows the same.
 * @param publicKey SubjectPublicKeyInfo, DER; undefined where the table knows no seal
 */
export async function checkSeals(
  client: Pick<EvidenceClient, "lockedSeals" | "latestSeals">,
  publicKey: Uint8Array | undefined,
): Promise<LiveSeals> {
  const latest = await client.latestSeals();
  const claimed = latest.locked?.object?.publicKey;
  const key = publicKey ?? (claimed === undefined ? undefined : Buffer.from(claimed, "base64"));
  if (key === undefined)
    return { count: 0, newest: [], hashes: new Map(), findings: tableAhead(latest, new Map()) };

  const findings: Finding[] = [];
  const hashes = new Map<number, string>();
  const wrong = (message: string) => findings.push({ code: "seal", message });
  let count = 0;
  let previous: string | undefined = beforeTheFirst;
  for await (const { number, signed } of client.lockedSeals()) {
    if (number !== count + 1) {
      wrong(`The bucket that locks seals does not hold all of those from ${count + 1} to ${number - 1}.`);
      previous = undefined;
    }
    count = number;
    const seal = signed ? openSeal(signed, key) : "what is locked in its place is none";
    if (typeof seal === "string") wrong(`Of the seal ${number}: ${seal}.`);
    else if (seal.number !== number)
      wrong(`What is locked as the seal ${number} is the seal ${seal.number}.`);
    else if (previous !== undefined && seal.previous !== previous)
      wrong(`The seal ${number} does not follow on the one before it.`);
    previous = signed && hashSeal(signed);
    if (previous !== undefined) hashes.set(number, previous);
  }
  const { newest, at, problem } = newestHeads(latest, key);
  if (problem !== undefined) wrong(problem);
  return {
    count,
    newest,
    ...(at !== undefined && { at }),
    hashes,
    findings: [...findings, ...tableAhead(latest, hashes)],
  };
}

/** A seal is locked first and stored then: the newest may still be on its way. */
function tableAhead({ locked, stored }: LatestSeals, hashes: LiveSeals["hashes"]): Finding[] {
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
  if (stored && hashes.get(inTable) !== stored.hash) {
    return wrong(`The seal ${inTable} of the table is not the one that is locked.`);
  }
  return [];
}

function newestHeads(
  { locked }: LatestSeals,
  key: Uint8Array,
): { newest: LiveSeals["newest"]; at?: string; problem?: string } {
  if (!locked?.object) return { newest: [] };
  const { number, object } = locked;
  const seal = openSeal({ seal: object.seal, signature: object.signature }, key);
  // What is wrong with the seal itself is told of it as one of all.
  if (typeof seal === "string") return { newest: [] };
  const isWhole = seal.size === object.heads.length && seal.root === treeRoot(object.heads.map(headLeaf));
  if (!isWhole)
    return {
      newest: [],
      problem: `The heads that are locked with the seal ${number} are not those that it seals.`,
    };
  const from = `the seal ${number} of ${seal.at}, which is locked,`;
  return { newest: object.heads.map((head) => ({ ...head, from })), at: seal.at };
}
