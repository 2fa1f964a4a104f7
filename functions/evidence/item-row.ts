import type { ChainName } from "../../shared/evidence/chain-name.ts";
import { chainsOf } from "../../shared/evidence/item-chains.ts";
import { digestOf } from "../../shared/evidence/item-digest.ts";
import type { StoredItem } from "../../shared/query.ts";
import { kindOf, revisionOf } from "./recorded-change.ts";

/** An item as its chains should have it: what the entry of its last change says, and when that was. */
export type ItemRow = {
  chains: ChainName[];
  kind: string;
  reference: string;
  item: string;
  revision: number;
  digest: string | undefined;
  writtenAt: string | undefined;
};

/** The same of an item as it is now. */
export function rowOf(item: StoredItem): ItemRow {
  const { writtenAt } = item;
  return {
    chains: chainsOf(item),
    kind: kindOf(item),
    reference: item.pk,
    item: item.sk,
    revision: revisionOf(item),
    digest: digestOf(item),
    writtenAt: typeof writtenAt === "string" ? writtenAt : undefined,
  };
}
