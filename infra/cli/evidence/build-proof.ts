import { entrySchema, hashLine } from "../../../shared/evidence/entry.ts";
import { auditPaths } from "../../../shared/evidence/merkle-tree.ts";
import type { OnEntries } from "./chain-check.ts";
import type { CaseItem, SealedHeadOfChain } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { ProofBundle } from "./proof-bundle.ts";

/** Which case is to be proven, by which chain, with what of it is there. */
export type Proven = { reference: string; chain: string; items: readonly CaseItem[] };

/** Puts together the proof of a case. It takes memory for a hash of each entry of the chain. */
export async function buildProof(
  client: Pick<EvidenceClient, "chains" | "blocks" | "sealedHeads">,
  { reference, chain, items }: Proven,
  onEntries: OnEntries,
): Promise<ProofBundle> {
  const { publicKey, at } = await client.chains();
  const leaves: string[] = [];
  const lines = new Map<number, string>();
  for await (const block of client.blocks(chain)) {
    for (const line of block.lines.split("\n").slice(0, -1)) {
      if (line.includes(reference) && isAbout(reference, line)) lines.set(leaves.length, line);
      leaves.push(hashLine(line));
    }
    onEntries(block.count);
  }
  const seal =
    publicKey === undefined ? undefined : await newestHead(client.sealedHeads(chain), leaves.length);
  const size = seal?.head.sequence ?? 0;
  const paths = auditPaths(
    leaves.slice(0, size),
    [...lines.keys()].filter((index) => index < size),
  );
  return {
    v: 1,
    kind: "evidence-proof",
    reference,
    chain,
    at,
    sealed: seal !== undefined && paths.size === lines.size,
    ...(seal && { publicKey, seal }),
    entries: Array.from(lines, ([index, line]) => {
      const path = paths.get(index);
      return { line, ...(path && { path: [...path] }) };
    }),
    items: items
      .filter((item) => item.chains.includes(chain))
      .map(({ item, kind, revision, digest, canonical, salt }) => ({
        item,
        kind,
        revision,
        ...(digest !== undefined && { digest }),
        ...(canonical !== undefined && { canonical, salt }),
      })),
  };
}

function isAbout(reference: string, line: string): boolean {
  return entrySchema.parse(JSON.parse(line)).reference === reference;
}

/** A seal that was made meanwhile may seal entries that came after those which were read. */
async function newestHead(
  heads: AsyncIterable<SealedHeadOfChain>,
  entries: number,
): Promise<SealedHeadOfChain | undefined> {
  let newest: SealedHeadOfChain | undefined;
  for await (const sealed of heads) {
    if (sealed.head.sequence > entries) break;
    newest = sealed;
  }
  return newest;
}
