import { namedControllers } from "../named-controllers.ts";
import { tableKeys } from "../table.ts";
import { type ChainName, chainOf, processorChain } from "./chain-name.ts";
import { gapSchema } from "./gap.ts";

/**
 * The chains that changes of this item are evidence in: that of each controller it belongs to or names, or the processor's
 * own where there is none.
 */
export function chainsOf(item: Record<string, unknown>): ChainName[] {
  const gap = gapSchema.safeParse(item);
  if (gap.success) return [gap.data.chain];
  const ids = new Set(item.kind === "controller" ? [String(item[tableKeys.sort])] : namedControllers(item));
  return ids.size > 0 ? Array.from(ids, chainOf).sort() : [processorChain];
}
