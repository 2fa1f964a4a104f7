import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { excuses } from "./excuses.ts";
import type { Section } from "./rows/section.ts";
import { sections } from "./rows.ts";
import { type Scan, scanTests } from "./scan-tests.ts";

/** A row with the tests that cover it, each as `file > name`, or with the reason why there is none. */
export type CoveredRow = {
  id: string;
  section: string;
  level: string;
  fault: string;
  outcome: string;
  tests: readonly string[];
  excuse?: string;
};

/** All rows, and, as sentences, what keeps them from being complete and true. */
export type Matrix = { rows: CoveredRow[]; problems: string[] };

/** The matrix of these rows and excuses, with what these files say of their tests. */
export function matrixOf(
  all: readonly Section[],
  excused: Readonly<Record<string, string>>,
  scans: readonly Scan[],
): Matrix {
  const tests = scans.flatMap((scan) => scan.tests);
  const rows = all
    .flatMap(({ title, rows }) => Object.entries(rows).map(([id, row]) => ({ id, section: title, row })))
    .map(({ id, section, row: [level, fault, outcome] }) => ({
      id,
      section,
      level,
      fault,
      outcome,
      tests: tests.filter((test) => test.rows.includes(id)).map(({ file, name }) => `${file} > ${name}`),
      ...(Object.hasOwn(excused, id) && { excuse: excused[id] }),
    }));
  const unknown = (ids: readonly string[]) => ids.filter((id) => !rows.some((row) => row.id === id));
  const problems = [
    ...scans.flatMap((scan) => scan.problems),
    ...tests.flatMap(({ file, name, rows: named }) =>
      unknown(named.filter((id) => !isGoal(id))).map((id) => `${file} > ${name}: there is no row ${id}.`),
    ),
    ...unknown(Object.keys(excused)).map((id) => `There is an excuse for ${id}, and no such row.`),
    ...rows.filter(isUncovered).map(({ id }) => `${id} has neither a test nor an excuse.`),
    ...rows.filter(hasStaleExcuse).map(({ id }) => `${id} is excused although tests cover it.`),
  ];
  return { rows, problems };
}

/** Tests also name the goals of the benchmark that they hold; test/bench/goals.test.ts looks at those. */
const isGoal = (id: string) => /^P\d+$/.test(id);
const isUncovered = ({ tests, excuse }: CoveredRow) => tests.length === 0 && excuse === undefined;
const hasStaleExcuse = ({ tests, excuse }: CoveredRow) => tests.length > 0 && excuse !== undefined;

/** The matrix of the product, from the tests in this folder of the repository. */
export function readMatrix(root: string): Matrix {
  const scans = globSync("test/**/*.ts", { cwd: root })
    .sort()
    .map((file) => scanTests(file, readFileSync(join(root, file), "utf8")));
  return matrixOf(sections, excuses, scans);
}
