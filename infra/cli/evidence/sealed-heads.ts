import { rootFrom } from "../../../shared/evidence/merkle-tree.ts";
import { hashSeal, headLeaf } from "../../../shared/evidence/seal.ts";
import type { SealedHeadOfChain } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { LiveSeals } from "./live-seals.ts";

/**
 * What is wrong with the heads of a chain that the table says are sealed, which exports and proofs are made with: the seal of
 * each has to be the one that is locked, and the head under it.
 */
export async function checkSealedHeads(
  client: Pick<EvidenceClient, "sealedHeads">,
  chain: string,
  { count, right }: Pick<LiveSeals, "count" | "right">,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const sealed of client.sealedHeads(chain)) {
    // It was made while this was being checked.
    if (sealed.number > count) break;
    const problem = problemOf(sealed, chain, right);
    if (problem === undefined) continue;
    const message = `The head of ${chain} under the seal ${sealed.number}: ${problem}.`;
    findings.push({ code: "seal", chain, message });
  }
  return findings;
}

/** The signature is the one that was checked with the locked seal. */
function problemOf(
  { number, head, index, path, ...signed }: SealedHeadOfChain,
  chain: string,
  right: LiveSeals["right"],
): string | undefined {
  const locked = right.get(number);
  if (locked?.hash !== hashSeal(signed) || locked.signature !== signed.signature)
    return "its seal is not the one that is locked";
  if (head.chain !== chain) return "it is that of another chain";
  const { size, root } = locked.seal;
  return rootFrom(headLeaf(head), { index, size }, path) === root
    ? undefined
    : "the head is not under the seal";
}
