import { InvalidArgumentError } from "commander";
import type { Head } from "../../../shared/evidence/entry.ts";

/** One head after another, as commander reads `--head SEQ:HASH`, which may stand more than once. */
export function readHeads(text: string, before: readonly Head[] = []): Head[] {
  const [, sequence, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) {
    return [...before, { sequence: Number(sequence), hash: hash.toLowerCase() }];
  }
  throw new InvalidArgumentError(
    "A head is a number, a colon and 64 hex digits, as in a mail to the controller.",
  );
}
