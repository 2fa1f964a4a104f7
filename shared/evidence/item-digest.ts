import { createHmac } from "node:crypto";
import { canonicalJson } from "./entry.ts";

/**
 * The digest of an item, which says nothing of it to whoever has not its salt: HMAC-SHA-256 (RFC 2104) over
 * `canonicalItem`, keyed with the salt; in hex. Undefined where the item has no salt: then a digest could be tried out.
 *
 * @param item as it is stored, unmarshalled
 */
export function digestOf(item: Record<string, unknown>): string | undefined {
  const { salt } = item;
  if (!(salt instanceof Uint8Array) || salt.length < 16) return undefined;
  return createHmac("sha256", salt).update(canonicalItem(item)).digest("hex");
}

/**
 * The text that the digest of an item is made of: its canonical JSON without the salt, and without the token that opens a
 * page, which whoever is shown the text need not have. A set of texts counts as a list in the order of their UTF-16 code
 * units.
 */
export function canonicalItem({ salt: _, token: __, ...item }: Record<string, unknown>): string {
  return canonicalJson(plain(item));
}

function plain(value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
