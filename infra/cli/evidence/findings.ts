/**
 * What can be wrong with evidence:
 * - of the chain as it stands: `edited`, `reordered`, `deleted`, `duplicated`, `forked`, `malformed`, `too-long`;
 * - against a head that somebody else keeps: `cut` (the head lies beyond the end) and `rewritten` (another hash there);
 * - of the items' revisions: `gap` (changes that no entry tells of) and `repeated` (a change told of twice);
 * - of the recorder's clock: `clock`, and of entries that nothing can be compared with: `undigested`; both are worth knowing
 *   and make no chain wrong;
 * - of an export around its entries: `file`, and `seal`.
 */
export type FindingCode =
  | "edited"
  | "reordered"
  | "deleted"
  | "duplicated"
  | "forked"
  | "malformed"
  | "too-long"
  | "cut"
  | "rewritten"
  | "gap"
  | "repeated"
  | "clock"
  | "undigested"
  | "file"
  | "seal";

/** One thing that was found. */
export type Finding = {
  code: FindingCode;
  /** The first entry that it concerns; absent where it concerns none. */
  sequence?: number;
  /** A sentence for people. It may hold text from the evidence: make it `visible` before it is shown. */
  message: string;
  chain?: string;
  /** The item that it concerns, and which of its revisions; see `MissingChanges`. */
  reference?: string;
  item?: string;
  from?: number;
  to?: number;
};

/** The first of many findings, and how many there are. */
export type Found = { list: Finding[]; count: number };

const mostKept = 10_000;

/** Findings put together, in the order of their sequence numbers; no more are kept than anybody reads. */
export function together(...parts: readonly Found[]): Found {
  const list = parts.flatMap((part) => part.list);
  return {
    list: list.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0)).slice(0, mostKept),
    count: parts.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Findings that are all kept. */
export function found(list: readonly Finding[]): Found {
  return { list: [...list], count: list.length };
}
