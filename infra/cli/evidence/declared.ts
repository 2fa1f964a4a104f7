import type { MissingChanges } from "../../../shared/evidence/entry.ts";

/** Whether changes of an item are among those that a chain declares missing; as `covers` says. */
export type IsDeclared = (missing: MissingChanges) => boolean;

/** What these declarations of one chain cover. */
export function declaredIn(closes: readonly MissingChanges[]): IsDeclared {
  const byItem = Map.groupBy(closes, nameOf);
  return (missing) => (byItem.get(nameOf(missing)) ?? []).some((closed) => covers(closed, missing));
}

type Range = Pick<MissingChanges, "from" | "to">;

/** Whether a declared range covers one that is missing: without an end only one that begins where it does. */
export function covers(declared: Range, { from, to = Number.POSITIVE_INFINITY }: Range): boolean {
  if (declared.to === undefined) return declared.from === from;
  return declared.from <= from && to <= declared.to;
}

/** One text for one item. */
export function nameOf({ reference, item }: Pick<MissingChanges, "reference" | "item">): string {
  return JSON.stringify([reference, item]);
}
