import canonicalize from "canonicalize";
import * as z from "zod/mini";
import { hexHash, sha256 } from "./hashes.ts";

/**
 * What became of an item, as its chain sees it. The first entry of an item in a chain says `created`, or `joined` where
 * the item was there before and did not belong to this controller; the last one `left` where it no longer does, or
 * `removed`. After one of these two it can only be `created` or `joined` again.
 */
export const changes = ["created", "joined", "changed", "left", "removed"] as const;

export type Change = (typeof changes)[number];

/** Changes of one item that no entry tells of, by their revisions; without `to` nobody knows how many there were. */
export const missingChanges = z.strictObject({
  reference: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
  item: z.string().check(z.regex(/^[A-Za-z0-9#_-]{1,300}$/)),
  from: z.int().check(z.positive()),
  to: z.optional(z.int().check(z.positive())),
});

export type MissingChanges = z.infer<typeof missingChanges>;

/** An entry of a chain of evidence: one change of one item. It holds no personal data. */
export const entrySchema = z.strictObject({
  v: z.literal(1),
  chain: z.string(),
  /** 1 for the first entry of the chain, and one more with each. */
  sequence: z.int().check(z.positive()),
  /** When it was recorded, by the recorder's clock; never before the entry before. */
  at: z.iso.datetime(),
  /** The kind of the item, such as `request` or `delivery`. */
  kind: z.string(),
  /** What the item belongs to: a case's reference, `controllers`, `reporters`. */
  reference: z.string(),
  /** Which item of it that is. */
  item: z.string(),
  /** How many changes the item has seen, this one included. */
  revision: z.int().check(z.positive()),
  change: z.enum(changes),
  /** HMAC-SHA-256 of the item after the change, or of what was removed; absent where the item has no salt. */
  digest: z.optional(hexHash),
  /** What this entry declares missing, with an operator's reason in the item itself. */
  closes: z.optional(z.array(missingChanges)),
  /** The hash of the entry before; of the first, 64 zeros. */
  previous: hexHash,
});

export type Entry = z.infer<typeof entrySchema>;

/** What the first entry of a chain has in the place of a hash of the one before. */
export const beforeTheFirst = "0".repeat(64);

/** A point of a chain: its `sequence`-th entry has this hash. */
export type Head = { sequence: number; hash: string };

/** The head of a chain that has no entry. */
export const emptyHead: Head = { sequence: 0, hash: beforeTheFirst };

/** JSON as RFC 8785 orders and writes it: one text for one value. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("nothing that JSON can say");
  return text;
}

/** The line that an entry is in a chain and in an export: canonical JSON, without a line break. */
export function lineOf(entry: Entry): string {
  return canonicalJson(entry);
}

const leafPrefix = Buffer.of(0);

/** The hash of an entry, from the bytes of its line: that of a leaf (RFC 6962, section 2.1). In hex. */
export function hashLine(line: Uint8Array | string): string {
  return sha256(Buffer.concat([leafPrefix, typeof line === "string" ? Buffer.from(line) : line]));
}
