import { hashSeal, openSeal } from "../../../shared/evidence/seal.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import type { LiveSeals } from "./live-seals.ts";

/** The head of a chain under the newest seal that is locked; none where that seal has no head of it. */
export function newestHead({ newest }: Pick<LiveSeals, "newest">, chain: string): KnownHead[] {
  return newest
    .filter((head) => head.chain === chain)
    .map(({ sequence, hash, root, from }) => ({ sequence, hash, root, from }));
}

/**
 * The heads of a chain that the table says are sealed, each on condition that its seal is the one that is locked.
 * @param publicKey as in `checkSeals`
 */
export async function sealedHeads(
  client: Pick<EvidenceClient, "sealedHeads">,
  chain: string,
  publicKey: Uint8Array | undefined,
  { count, hashes }: Pick<LiveSeals, "count" | "hashes">,
): Promise<{ known: KnownHead[]; findings: Finding[] }> {
  const known: KnownHead[] = [];
  const findings: Finding[] = [];
  if (publicKey === undefined) return { known, findings };
  for await (const { number, ...proof } of client.sealedHeads(chain)) {
    // It was made while this was being checked.
    if (number > count) break;
    const seal = openSeal(proof, publicKey);
    const wrong = (how: string) =>
      findings.push({
        code: "seal",
        chain,
        message: `The head of ${chain} under the seal ${number}: ${how}.`,
      });
    if (typeof seal === "string") wrong(seal);
    else if (proof.head.chain !== chain) wrong("it is that of another chain");
    else if (hashes.get(number) !== hashSeal(proof)) wrong("its seal is not the one that is locked");
    else {
      const { sequence, hash, root } = proof.head;
      known.push({ sequence, hash, root, from: `the seal ${number} of ${seal.at}` });
    }
  }
  return { known, findings };
}
