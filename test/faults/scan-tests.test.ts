import { describe, expect, test } from "vitest";
import { scanTests } from "./scan-tests.ts";

function scan(...lines: readonly string[]) {
  return scanTests("test/x.test.ts", lines.join("\n"));
}

/** The names of the tests found, with their rows. */
function found(...lines: readonly string[]): [string, ...string[]][] {
  return scan(...lines).tests.map(({ name, rows }) => [name, ...rows]);
}

describe("the rows above a test", () => {
  test("are the test's", () => {
    expect(scan("// A3, A8", 'test("is one", () => {});')).toEqual({
      tests: [{ file: "test/x.test.ts", name: "is one", rows: ["A3", "A8"] }],
      problems: [],
    });
  });

  test.each<[string, readonly string[]]>([
    ["in one line", ['test.each([1, 2])("is %s", () => {});']],
    ["with a type", ["test.each<[number]>([", "  [1],", '])("is %s", () => {});']],
    ["with a type of several lines", ["test.each<", "  [number]", ">([", "  [1],", '])("is %s", () => {});']],
    ["with a wrapped name", ["test.each(Object.keys(all))(", '  "is %s",', "  () => {},", ");"]],
    ["of calls", ["test.each([", '  f(g)("no name"),', '])("is %s", () => {});']],
    ["in a loop", ["for (const one of all)", "  test.each(one)(", '    "is %s",', "    () => {},", "  );"]],
    ["of groups", ['describe.each(["a"])("is %s", () => {', "});"]],
  ])("are those of a whole table %s", (_, lines) => {
    expect(found("// A3", ...lines)).toEqual([["is %s", "A3"]]);
  });

  test("may be told in several comments, with a reason between them and the test", () => {
    expect(found("// A3", "// A8", "// So it is.", "test('is one', () => {});")).toEqual([
      ["is one", "A3", "A8"],
    ]);
  });

  test("are those of that test alone", () => {
    expect(found("// A3", 'test("first", () => {});', 'test("second", () => {});')).toEqual([
      ["first", "A3"],
    ]);
  });
});

describe("the name of a test", () => {
  test("begins with those of the groups it is in", () => {
    const lines = [
      "// A1",
      'describe("a case", () => {',
      '  describe("that is closed", () => {',
      '    test("stays", () => {});',
      "  });",
      "",
      "  // A2",
      '  test("may say \\"no\\"", () => {',
      "  });",
      "});",
      "",
      "// A3",
      "test(`is alone`, () => {});",
    ];
    expect(found(...lines)).toEqual([
      ["a case", "A1"],
      ['a case > may say \\"no\\"', "A2"],
      ["is alone", "A3"],
    ]);
  });

  test("stands after a table, also where the group has one", () => {
    const lines = [
      "describe.each([",
      "  1,",
      '])("case %s", () => {',
      "  // A1",
      '  test("ends", () => {});',
      "});",
    ];
    expect(found(...lines)).toEqual([["case %s > ends", "A1"]]);
  });
});

describe("a comment", () => {
  test.each(["// As in A3", "// R4", "/** A3 */", 'const text = "// A3";', "// AES256"])(
    "that only looks like rows counts for nothing: %s",
    (line) => {
      expect(scan(line, "const x = 1;").tests).toEqual([]);
    },
  );

  test.each([
    ["rows are named above something that is no test", ["// A3", "const x = 1;"]],
    ["rows are named above something that is no test", ["// A3", "", 'test("is one", () => {});']],
    ["names rows holds nothing else", ["// A3: so it is", 'test("is one", () => {});']],
    ["names rows holds nothing else", ["// A3 A8", 'test("is one", () => {});']],
    ["does not run", ["// A3", 'test.skip("is one", () => {});']],
    ["does not run", ["// A3", 'describe.todo("is one", () => {});']],
    ["the name of this test cannot be read", ["// A3", "test(name, () => {});"]],
  ])("from which no test's rows can be read is told: %s", (problem, lines) => {
    const { tests, problems } = scan(...lines);
    expect(tests).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});
