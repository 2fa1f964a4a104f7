import { appendFileSync } from "node:fs";
import type { Hearers } from "./guard.ts";

/** How a line of the file begins, before what it is about. */
export const recordMarks = { used: "used ", refused: "refused " } as const;

/**
 * Tells a log of each refusal; with a file, appends to that each one and each permission as soon as it is used for the first
 * time, so that a kill loses none.
 */
export function recordPermissions(file: string | undefined, log: (line: string) => void): Hearers {
  const known = new Set<string>();
  const record = (line: string) => {
    if (file === undefined || known.has(line)) return;
    known.add(line);
    appendFileSync(file, `${line}\n`);
  };
  return {
    refused(line) {
      log(`Refused: ${line}`);
      record(recordMarks.refused + line);
    },
    ...(file !== undefined && { used: (permission) => record(recordMarks.used + permission) }),
  };
}
