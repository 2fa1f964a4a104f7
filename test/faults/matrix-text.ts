import type { CoveredRow, Matrix } from "./matrix.ts";

/** The matrix as people read it: each row with its tests, then those without and why, then how many there are. */
export function matrixText({ rows }: Matrix): string {
  const covered = rows.filter(({ tests }) => tests.length > 0);
  const others = rows.filter(({ tests }) => tests.length === 0);
  const tests = new Set(rows.flatMap((row) => row.tests));
  const excused = others.filter(({ excuse }) => excuse !== undefined);
  const lines = [
    ...[...Map.groupBy(covered, ({ section }) => section)].flatMap(([title, inSection]) => [
      title,
      "",
      ...inSection.flatMap((row) => [
        headOf(row),
        ...row.tests.map((test) => `       ${shortened(test)}`),
        "",
      ]),
    ]),
    "Without a test",
    "",
    ...others.flatMap((row) => [headOf(row), `       ${row.excuse ?? "NO TEST AND NO REASON"}`]),
    "",
    `${rows.length} rows: ${covered.length} covered by ${tests.size} tests, ${excused.length} excused, ${others.length - excused.length} neither.`,
  ];
  return `${lines.join("\n")}\n`;
}

function headOf({ id, level, fault, outcome, tests }: CoveredRow): string {
  const count = tests.length === 0 ? "" : ` (${tests.length} ${tests.length === 1 ? "test" : "tests"})`;
  return `${id.padEnd(4)}${level.padEnd(4)}${fault}: ${outcome}${count}`;
}

function shortened(test: string): string {
  return test.replace(/^test\/(.*)\.test\.ts > /, "$1 > ");
}

/** The matrix for programs; a row without an excuse has none, as null. */
export function matrixJson({ rows }: Matrix): string {
  const all = rows.map((row) => ({ ...row, excuse: row.excuse ?? null }));
  return `${JSON.stringify({ rows: all }, null, 2)}\n`;
}
