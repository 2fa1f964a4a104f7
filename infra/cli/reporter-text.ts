import { table } from "./output.ts";

/** Somebody who has a reporter code, as the operator API tells it. */
export type ListedReporter = {
  id: string;
  name: string;
  addedAt: string;
  addedBy: string;
  revokedAt?: string | undefined;
  revokedBy?: string | undefined;
};

/** Reporters for people, one a line. */
export function listText(reporters: readonly ListedReporter[]): string {
  if (reporters.length === 0) return "No reporters yet: add one with meldpunt reporters add.";
  const rows = reporters.map((row) => [
    row.id,
    row.name,
    `${row.addedAt} by ${row.addedBy}`,
    row.revokedAt === undefined ? "no" : `${row.revokedAt} by ${row.revokedBy}`,
  ]);
  return table([["ID", "NAME", "ADDED", "REVOKED"], ...rows]);
}
