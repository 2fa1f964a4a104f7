import type { MissingChanges } from "../../../shared/evidence/entry.ts";

/** Whether changes of an item are among those that a chain declares missing; without `to` all from there on. */
export type IsDeclared = (missing: MissingChanges) => boolean;

/** What these declarations of one chain cover. */
export function declaredIn(closes: readonly MissingChanges[]): IsDeclared {
  const byItem = Map.groupBy(closes, nameOf);
  return (missing) => (byItem.get(nameOf(missing)) ?? []).some((closed) => covers(closed, missing));
}

function covers(closed: MissingChanges, { from, to = Number.POSITIVE_INFINITY }: MissingChanges): boolean {
  return closed.from <= from && to <= (closed.to ?? Number.POSITIVE_INFINITY);
}

/** One text for one item. */
export function nameOf({ reference, item }: Pick<MissingChanges, "reference" | "item">): string {
  return JSON.stringify([reference, item]);
}
