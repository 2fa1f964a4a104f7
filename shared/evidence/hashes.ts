import { hash } from "node:crypto";
import * as z from "zod/mini";

/** A SHA-256 in lower-case hex. */
export const hexHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** SHA-256, in lower-case hex. */
export function sha256(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex");
}
