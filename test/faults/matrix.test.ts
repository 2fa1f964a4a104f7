import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { matrixOf, readMatrix } from "./matrix.ts";
import { matrixJson, matrixText } from "./matrix-text.ts";
import type { Section } from "./rows/section.ts";
import { sections } from "./rows.ts";

const section: Section = {
  title: "Trouble",
  rows: {
    A1: ["L", "it comes twice", "it is done once"],
    A2: ["U", "it comes late", "it is done late"],
  },
};
const tested = { file: "test/x.test.ts", name: "comes twice", rows: ["A1"] };

function problemsOf(excuses: Record<string, string>, ...tests: readonly (typeof tested)[]): string[] {
  return matrixOf([section], excuses, [{ tests: [...tests], problems: [] }]).problems;
}

test("every row is covered by a test, or excused with a reason", () => {
  expect(readMatrix(dirname(dirname(import.meta.dirname))).problems).toEqual([]);
});

test("the rows are numbered without a gap, each section under its letter", () => {
  const letters = ["A", "B", "C", "D", "E", "F", "G", "H"];
  expect(sections.map(({ rows }) => Object.keys(rows))).toEqual(
    sections.map(({ rows }, section) =>
      Object.keys(rows).map((_, index) => `${letters[section]}${index + 1}`),
    ),
  );
});

describe("a matrix", () => {
  test("without a problem has a test or a reason for each row", () => {
    expect(problemsOf({ A2: "Nothing is late." }, tested)).toEqual([]);
  });

  test("names the row that has neither", () => {
    expect(problemsOf({}, tested)).toEqual(["A2 has neither a test nor an excuse."]);
  });

  test("names the excuse that no longer holds", () => {
    expect(problemsOf({ A1: "Nothing comes.", A2: "Nothing is late." }, tested)).toEqual([
      "A1 is excused although tests cover it.",
    ]);
  });

  test("names a row that there is not", () => {
    const excuses = { A2: "Nothing is late.", A9: "Nothing." };
    expect(problemsOf(excuses, tested, { ...tested, rows: ["A7"] })).toEqual([
      "test/x.test.ts > comes twice: there is no row A7.",
      "There is an excuse for A9, and no such row.",
    ]);
  });

  test("takes a goal of the benchmark for no row", () => {
    expect(problemsOf({ A2: "Nothing is late." }, { ...tested, rows: ["A1", "P1"] })).toEqual([]);
  });

  test("passes on what could not be read", () => {
    const scan = {
      tests: [tested, { ...tested, rows: ["A2"] }],
      problems: ["test/x.test.ts:1: unreadable."],
    };
    expect(matrixOf([section], {}, [scan]).problems).toEqual(scan.problems);
  });

  test("shows people each row with its tests, and last those without", () => {
    const text = matrixText(matrixOf([section], {}, [{ tests: [tested], problems: [] }]));
    expect(text.split("\n")).toEqual([
      "Trouble",
      "",
      "A1  L   it comes twice: it is done once (1 test)",
      "       x > comes twice",
      "",
      "Without a test",
      "",
      "A2  U   it comes late: it is done late",
      "       NO TEST AND NO REASON",
      "",
      "2 rows: 1 covered by 1 tests, 0 excused, 1 neither.",
      "",
    ]);
  });

  test("is JSON for programs", () => {
    const matrix = matrixOf([section], { A2: "Nothing is late." }, [{ tests: [tested], problems: [] }]);
    expect(JSON.parse(matrixJson(matrix)).rows).toMatchObject([
      { id: "A1", tests: ["test/x.test.ts > comes twice"], excuse: null },
      { id: "A2", tests: [], excuse: "Nothing is late." },
    ]);
  });
});
