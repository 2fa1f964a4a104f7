import type { Change } from "../../../shared/evidence/entry.ts";
import type { ItemState } from "./item-table.ts";

/**
 * What the revisions of an item show: a `gap`, changes `from` … `to` that no entry tells of, without `to` where nobody
 * knows how many there were; or `repeated`, an entry that tells again of revision `from`.
 */
export type Irregularity = { code: "gap" | "repeated"; from: number; to?: number };

/**
 * The rule of an item's revisions in one chain: `created` says revision 1, `joined` any, and both only of an item that is
 * not there; each other change is one revision on, and only of an item that is there. An item that is removed and put
 * there again begins at revision 1; one that has left goes on counting elsewhere.
 * @param before what the chain says of the item until now; undefined where it says nothing
 * @returns undefined where the change keeps to the rule
 */
export function irregularity(
  before: ItemState | undefined,
  { revision, change }: { revision: number; change: Change },
): Irregularity | undefined {
  const { revision: last, whereabouts } = before ?? { revision: 0, whereabouts: "removed" };
  if (change === "created" || change === "joined") {
    if (whereabouts === "there") return { code: "gap", from: last + 1 };
    return change === "joined" || revision === 1 ? undefined : gap(1, revision - 1);
  }
  if (whereabouts === "removed") {
    const isSame = change === "removed" && revision === last;
    return isSame ? { code: "repeated", from: revision } : gap(1, revision - 1);
  }
  if (revision <= last) return { code: "repeated", from: revision };
  return whereabouts === "there" && revision === last + 1 ? undefined : gap(last + 1, revision - 1);
}

/** Where not one revision is missing, the item did come back, in a way that no entry tells of. */
function gap(from: number, to: number): Irregularity {
  return to < from ? { code: "gap", from } : { code: "gap", from, to };
}
