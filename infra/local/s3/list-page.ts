import type { Storage } from "./fauxqs.ts";

/** What is asked of a listing by keys. */
export type ListQuery = {
  bucket: string;
  prefix: string;
  /** Keys that have it after the prefix are rolled up; empty for none. */
  delimiter: string;
  /** Only what comes after it is listed. */
  after: string;
  most: number;
};

/** One entry: a key, or what several keys begin with. */
export type ListEntry = { key: string } | { commonPrefix: string };

/** A part of a listing. */
export type ListPage = { entries: ListEntry[]; truncated: boolean };

/** No key is longer than this, so that none which begins with a prefix comes after the prefix with this behind it. */
const beyond = "\u{10ffff}".repeat(256);

/** One page of a bucket's keys, without looking at the keys before it or at those that are rolled up. */
export function listPage(storage: Pick<Storage, "keys">, query: ListQuery): ListPage {
  const entries: ListEntry[] = [];
  for (const entry of entriesOf(storage, query)) {
    if (entries.length === query.most) return { entries, truncated: query.most > 0 };
    entries.push(entry);
  }
  return { entries, truncated: false };
}

/** The name that an entry is listed under, and that the next page begins after. */
export function nameOf(entry: ListEntry): string {
  return "key" in entry ? entry.key : entry.commonPrefix;
}

function* entriesOf({ keys }: Pick<Storage, "keys">, query: ListQuery): Generator<ListEntry> {
  const { bucket, prefix, after } = query;
  let next: string | undefined = rollUp(after, query) === after ? after + beyond : after;
  while (next !== undefined) {
    const from: string = next;
    next = undefined;
    const within = comesBefore(from, prefix);
    for (const key of keys(bucket, within ? prefix : from, within)) {
      if (!key.startsWith(prefix)) return;
      const commonPrefix = rollUp(key, query);
      if (commonPrefix === undefined) {
        yield { key };
        continue;
      }
      yield { commonPrefix };
      next = commonPrefix + beyond;
      break;
    }
  }
}

function rollUp(key: string, { prefix, delimiter }: ListQuery): string | undefined {
  if (delimiter === "" || !key.startsWith(prefix)) return undefined;
  const cut = key.indexOf(delimiter, prefix.length);
  return cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
}

function comesBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
