import type { Entry } from "../../../shared/evidence/entry.ts";
import { readCaseReference, referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, destructionSortKey, type ItemKey } from "../../../shared/table.ts";
import { ownPrefixes } from "../records/work.ts";

/** An item that was removed, or lost this controller, and when that was recorded last. */
export type Gone = ItemKey & { kind: string; at: string };

/** What somebody has to do again, or to know of, where a table is restored. */
export const happenings = ["terminations", "withdrawals", "cases", "decisions", "records"] as const;

/** One of them: to which item it happened, how many changes that has seen since, and what it is called by. */
export type Happening = {
  what: (typeof happenings)[number];
  name: string;
  key: ItemKey;
  revision: number;
};

/** What happened, by the references of what it happened to; nothing that anybody typed. */
export type Happened = Partial<Record<Happening["what"], string[]>>;

/** What the part of a chain that was read by now, from its end, says of the controller that it is of. */
export type ChainState = {
  /** The ends of its agreements of which something changed. */
  agreements: string[];
  /** Something was taken away that only a destruction takes away. */
  isDestroying: boolean;
  /** A certificate of destruction was made. */
  isCertified: boolean;
  /** The controller's record was removed. */
  isForgotten: boolean;
};

/** What is known of a chain of which nothing was read. */
export const unread: ChainState = {
  agreements: [],
  isDestroying: false,
  isCertified: false,
  isForgotten: false,
};

const { agreement, breach, contactChange, digest } = referencePrefixes;

const isOf = (prefix: string, { reference }: Entry) => reference.startsWith(`${prefix}-`);

/** Reads on in a chain, towards its beginning: `entries` come before those that were read by now, in their order. */
export function readBack(after: ChainState, entries: readonly Entry[]): { state: ChainState; gone: Gone[] } {
  const ended = entries.filter((entry) => isOf(agreement, entry));
  const touched = ended.filter(({ kind }) => kind !== "delivery").map(({ reference }) => reference);
  const state: ChainState = {
    agreements: [...new Set([...after.agreements, ...touched])].sort(),
    isDestroying: after.isDestroying || entries.some(isDestruction),
    isCertified: after.isCertified || ended.some(isCertificate),
    isForgotten: after.isForgotten || entries.some(isEndOfRecord),
  };
  const gone = entries
    .filter(({ change }) => change === "removed" || change === "left")
    .map(({ reference, item, kind, at }): Gone => ({ pk: reference, sk: item, kind, at }));
  // Of an item that went twice, the last time counts.
  return { state, gone: [...new Map(gone.map((one) => [`${one.pk}/${one.sk}`, one])).values()] };
}

function isDestruction(entry: Entry): boolean {
  if (entry.change === "left") return isOf(breach, entry);
  const own = [...ownPrefixes, `${breach}-`].some((prefix) => entry.reference.startsWith(prefix));
  return entry.change === "removed" && own;
}

function isCertificate({ item, change }: Entry): boolean {
  return change === "created" && item.startsWith("delivery#certificate-");
}

function isEndOfRecord({ kind, change }: Entry): boolean {
  return kind === "controller" && change === "removed";
}

/** What happened by these entries. Mails, and what only follows from something else, are not among it. */
export function happeningsIn(entries: readonly Entry[]): Happening[] {
  return entries.flatMap((entry) => {
    const { reference, item, revision } = entry;
    const what = happening(entry);
    if (what === undefined) return [];
    const name = what === "records" ? `${reference}/${item}` : reference;
    return [{ what, name, key: { pk: reference, sk: item }, revision }];
  });
}

function happening(entry: Entry): Happening["what"] | undefined {
  const { reference, item, kind, change } = entry;
  if (isOf(agreement, entry)) {
    if (kind === "termination" && change === "created") return "terminations";
    return item === destructionSortKey && change === "removed" ? "withdrawals" : undefined;
  }
  const isRecord = ["controller", "reporter", "processor-record"].includes(kind);
  if (isRecord) return change === "removed" ? undefined : "records";
  const follows = [contactChange, digest].some((prefix) => isOf(prefix, entry));
  if (follows || change !== "created" || readCaseReference(reference) === undefined) return undefined;
  if (item === caseSortKey) return "cases";
  return item.startsWith(`${caseSortKey}#`) ? "decisions" : undefined;
}

/**
 * What of it the restored table does not hold.
 * @param revisionOf how many changes an item of that table has seen; undefined of one that is not there
 */
export function toBeRepeated(
  all: readonly Happening[],
  revisionOf: (key: ItemKey) => number | undefined,
): Happened {
  // What was removed from it again, as the end of an agreement that was taken back, does not show there any more.
  const missing = all.filter(
    ({ what, key, revision }) => what === "withdrawals" || (revisionOf(key) ?? 0) < revision,
  );
  return joined(missing.map(({ what, name }) => ({ [what]: [name] })));
}

/** All of it together, each name once. */
export function joined(all: readonly Happened[]): Happened {
  const names = happenings.map(
    (what) => [what, [...new Set(all.flatMap((one) => one[what] ?? []))]] as const,
  );
  return Object.fromEntries(names.filter(([, found]) => found.length > 0));
}

/** Whether an item of the restored table is the one that went, and was not put in its place afterwards. */
export function isOlder({ at }: Pick<Gone, "at">, writtenAt: string | undefined): boolean {
  return writtenAt === undefined || writtenAt <= at;
}
