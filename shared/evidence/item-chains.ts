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
  const ids = new Set(controllersOf(item));
  return ids.size > 0 ? Array.from(ids, chainOf).sort() : [processorChain];
}

function controllersOf(item: Record<string, unknown>): string[] {
  const { controllerId, controllers, report, concerns, kind } = item;
  if (kind === "controller") return texts([item[tableKeys.sort]]);
  const named = listOf(controllers).map((party) => fieldOf(party, "id"));
  return texts([controllerId, ...named, ...listOf(fieldOf(report, "controllerIds")), ...listOf(concerns)]);
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
