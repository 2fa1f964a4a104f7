import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** How large the bundle of a function is, in bytes, zipped as well as gzip can. */
export function zippedSize(bundles: string, name: string): number {
  return gzipSync(readFileSync(join(bundles, name, "index.mjs")), { level: 9 }).byteLength;
}
