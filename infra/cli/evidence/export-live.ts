import type { Writable } from "node:stream";
import { type Block, headOf } from "../../../shared/evidence/block.ts";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import type { OnEntries } from "./chain-check.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { ExportEnd } from "./export-lines.ts";
import { writeExport } from "./export-writer.ts";
import { UnknownChain } from "./verify-live.ts";

/** What was exported of a chain: the last line of the export, and the fingerprint of the key of its seals. */
export type Exported = { end: ExportEnd; key: string | undefined };

/**
 * Writes the export of a chain, and ends what it writes to.
 * @throws UnknownChain
 */
export async function exportLive(
  client: EvidenceClient,
  chain: string,
  out: () => Writable,
  onEntries: OnEntries,
): Promise<Exported> {
  const { publicKey } = await client.chains();
  const blocks = client.blocks(chain);
  const first = await blocks.next();
  if (first.done) throw new UnknownChain(chain);
  let exported = 0;
  const linesOf = (block: Block) => {
    exported = headOf(block).sequence;
    onEntries(block.count);
    return block.lines;
  };
  async function* lines(first: Block) {
    yield linesOf(first);
    for await (const block of blocks) yield linesOf(block);
  }
  async function* heads() {
    if (publicKey === undefined) return;
    for await (const sealed of client.sealedHeads(chain)) {
      // A seal that was made meanwhile may seal entries that came after those which were read.
      if (sealed.head.sequence > exported) return;
      yield sealed;
    }
  }
  const end = await writeExport(out(), { chain, publicKey, lines: lines(first.value), heads: heads() });
  const key = publicKey === undefined ? undefined : fingerprint(Buffer.from(publicKey, "base64"));
  return { end, key };
}
