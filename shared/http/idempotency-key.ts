import { Refusal } from "../refusal.ts";
import { secretBytes } from "../secret-bytes.ts";

/**
 * The idempotency key of a call, or a random one where the caller names none: then each call is a new submission.
 * The quoted form of the IETF draft (draft-ietf-httpapi-idempotency-key-header, a structured-field string) is the
 * same key as the bare one.
 * @throws Refusal `invalid_idempotency_key`
 */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined) return secretBytes(32).toString("base64url");
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/.exec(header)?.[1];
  const key = quoted?.replace(/\\(["\\])/g, "$1") ?? header;
  if (!/^[ -~]{22,255}$/.test(key)) throw new Refusal("invalid_idempotency_key");
  return key;
}

/** What says on an answer that it is the first one again. */
export function replayedHeader({ replayed }: { replayed: boolean }): Record<string, string> {
  return replayed ? { "idempotent-replayed": "true" } : {};
}
