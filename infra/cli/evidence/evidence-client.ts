import type { Block } from "../../../shared/evidence/block.ts";
import type { MissingChanges } from "../../../shared/evidence/entry.ts";
import type { SealedHead } from "../../../shared/evidence/seal.ts";
import { orUnknown } from "../connect.ts";
import type { OperatorClient } from "../operator-client.ts";
import {
  blocksAnswer,
  type CaseItem,
  caseAnswer,
  chainsAnswer,
  headsAnswer,
  type ItemsPage,
  itemsAnswer,
  type LatestSeals,
  type LockedSeal,
  latestAnswer,
  type SealedHeadOfChain,
  sealsAnswer,
} from "./evidence-answer.ts";

/** The evidence as the operator API shows it, page by page. */
export type EvidenceClient = {
  chains(): Promise<ReturnType<typeof chainsAnswer.parse>>;
  /** The blocks of a chain after that number, in order; none of a chain that there is not. */
  blocks(chain: string, after?: number): AsyncGenerator<Block>;
  /** The items of the table, in no order. */
  items(): AsyncGenerator<ItemsPage>;
  /** All seals, as the bucket locks them, the oldest first. */
  lockedSeals(): AsyncGenerator<LockedSeal>;
  latestSeals(): Promise<LatestSeals>;
  /** The sealed heads of a chain, the oldest first. */
  sealedHeads(chain: string): AsyncGenerator<SealedHeadOfChain>;
  /**
   * The items that are left of a case.
   * @param controller whose mails are to be told whole
   * @throws CommandFailure for what is no reference of a case
   */
  caseItems(reference: string, controller?: string): Promise<CaseItem[]>;
  /** Declares changes missing from a chain: at most 100 stretches of them. */
  declareGap(gap: { chain: string; closes: readonly MissingChanges[]; because: string }): Promise<void>;
};

/** Reads the evidence through the operator API. */
export function evidenceClient({ request }: OperatorClient): EvidenceClient {
  const get = (path: string, query: Record<string, string | undefined> = {}) => {
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const search = new URLSearchParams(given).toString();
    return request("GET", `/evidence/${path}${search && `?${search}`}`);
  };
  return {
    chains: async () => chainsAnswer.parse(await get("chains")),

    async *blocks(chain, after = 0) {
      for (let last = after; ; ) {
        const { blocks, more } = blocksAnswer.parse(await get("blocks", { chain, after: String(last) }));
        yield* blocks;
        last = blocks.at(-1)?.number ?? last;
        if (!more) return;
      }
    },

    async *items() {
      let cursor: string | undefined;
      do {
        const page = itemsAnswer.parse(await get("items", { cursor }));
        yield page;
        cursor = page.cursor;
      } while (cursor !== undefined);
    },

    async *lockedSeals() {
      for (let last = 0; ; ) {
        const { seals, more } = sealsAnswer.parse(await get("seals", { after: String(last) }));
        yield* withAllHeads(seals);
        last = seals.at(-1)?.number ?? last;
        if (!more) return;
      }
    },

    latestSeals: async () => latestAnswer.parse(await get("seals/latest")),

    async *sealedHeads(chain) {
      for (let last = 0; ; ) {
        const { heads, more } = headsAnswer.parse(await get("seals", { chain, after: String(last) }));
        yield* heads;
        last = heads.at(-1)?.number ?? last;
        if (!more) return;
      }
    },

    async caseItems(reference, controller) {
      const answered = get(`cases/${reference}`, { controller });
      return caseAnswer.parse(await orUnknown(`case ${reference}`, answered)).items;
    },

    async declareGap(gap) {
      await request("POST", "/evidence/gaps", gap);
    },
  };
}

function* withAllHeads(seals: ReturnType<typeof sealsAnswer.parse>["seals"]): Generator<LockedSeal> {
  const known = new Map<string, SealedHead>();
  for (const { number, signed, heads, gone } of seals) {
    for (const chain of gone) known.delete(chain);
    for (const head of heads) known.set(head.chain, head);
    yield { number, signed, heads: [...known.values()] };
  }
}
