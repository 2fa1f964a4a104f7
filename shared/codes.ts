import { hash, timingSafeEqual } from "node:crypto";
import { secretBytes } from "./secret-bytes.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first `length` characters of the bytes in Crockford's base32 (5 bits each; no I, L, O, U). */
function crockford(bytes: Uint8Array, length: number): string {
  let text = "";
  for (let bit = 0; text.length < length; bit += 5) {
    const byte = bit >> 3;
    const pair = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
    text += alphabet[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}

function digest(...parts: readonly string[]): Buffer {
  return hash("sha256", JSON.stringify(parts), "buffer");
}

/** A random name of that many characters of 5 bits each, in lower case. */
export function randomName(length: number): string {
  return crockford(secretBytes(length), length).toLowerCase();
}

/** A random reference with that prefix: 60 bits that name. */
export function randomReference(prefix: string): string {
  return toReference(prefix, crockford(secretBytes(8), 12));
}

function toReference(prefix: string, name: string): string {
  return [prefix, name.slice(0, 4), name.slice(4, 8), name.slice(8)].join("-");
}

/** What a case is filed under: a public name and the code that opens it. */
export type CaseNames = { reference: string; receiptCode: string };

/**
 * Names a case after the idempotency key of the submission that makes it, so that a repeated submission meets
 * its own case. The reference carries 60 bits and names; the receipt code carries 130 bits and authorises.
 *
 * @param prefix what kind of case, `DSR` or `BR`
 * @param scope the method and path the key was sent to; the same key elsewhere is another key
 * @param key the idempotency key, from a secret random source
 * @param counter 0, or 1 when the first reference turned out to be another case's
 */
export function nameCase(prefix: string, scope: string, key: string, counter: number): CaseNames {
  return {
    reference: toReference(prefix, crockford(digest("reference", scope, key, String(counter)), 12)),
    receiptCode: crockford(digest("receipt code", scope, key), 26),
  };
}

/** What is stored of a receipt code. Unsalted: 130 random bits cannot be guessed from their hash. */
export function hashReceiptCode(receiptCode: string): string {
  return digest("receipt hash", receiptCode).toString("base64url");
}

/** What is stored of a body, to tell a repetition from another submission under the same key. */
export function hashBody(body: string): string {
  return digest("body", body).toString("base64url");
}

/** Whether a receipt code opens what was stored with this hash, in constant time. */
export function opens(receiptCode: string, storedHash: string): boolean {
  return isSame(hashReceiptCode(receiptCode), storedHash);
}

/** What is stored of an idempotency key that names no case of its own. The same key for another call is another key. */
export function hashKey(scope: string, key: string): string {
  return digest("key", scope, key).toString("base64url");
}

/** A new code that authorises: 130 random bits. */
export function randomCode(): string {
  return crockford(secretBytes(17), 26);
}

/** The id of the reporter with this code: 60 bits that find the record and tell nothing of the code. */
export function nameReporter(code: string): string {
  return crockford(digest("reporter", code), 12).toLowerCase();
}

/** What is stored of a reporter's code. Unsalted, as a receipt code's. */
export function hashReporterCode(code: string): string {
  return digest("reporter hash", code).toString("base64url");
}

/** Whether the code is the one that was stored with this hash, in constant time. */
export function isReporterCode(code: string, storedHash: string): boolean {
  return isSame(hashReporterCode(code), storedHash);
}

/**
 * The code that a text is, as people copy it: with blanks or hyphens, in small letters, and with the letters that
 * Crockford's base32 leaves out because they are read for digits. Undefined where it cannot be one.
 */
export function readCode(text: string): string | undefined {
  const code = text.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(code) ? code : undefined;
}

/** Whether this is the token that an item holds, in constant time; never where it holds none. */
export function isToken(given: string, stored: string | undefined): boolean {
  return stored !== undefined && isSame(given, stored);
}

function isSame(given: string, stored: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(stored)];
  return a.length === b.length && timingSafeEqual(a, b);
}
