import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanTests } from "../faults/scan-tests.ts";
import { goals } from "./goals.ts";

const root = join(import.meta.dirname, "../..");

/** The goals that do not depend on speed: what holds them is a test, too. */
const held = ["P1", "P2", "P6", "P7", "P8", "P9", "P11", "P12", "P14", "P16", "P17"];

/** The goals that tests name in a comment above them. */
const named = new Set(
  globSync("test/**/*.test.ts", { cwd: root })
    .flatMap((file) => scanTests(file, readFileSync(join(root, file), "utf8")).tests)
    .flatMap(({ rows }) => rows.filter((id) => id.startsWith("P"))),
);

test("the benchmark measures P1 to P20, each once, in that order", () => {
  expect(goals.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => `P${n + 1}`));
});

test("every goal says what it measures, against what, and how", () => {
  for (const { metric, goal, method } of goals) {
    for (const said of [metric, goal, method]) expect(said).not.toBe("");
  }
});

test.each(held)("%s, which does not depend on speed, is held by a test that names it", (id) => {
  expect(named).toContain(id);
});

test("a test names only goals that there are", () => {
  const known = goals.map(({ id }) => id);
  expect([...named].filter((id) => !known.includes(id))).toEqual([]);
});
