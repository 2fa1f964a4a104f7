import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { authoritySheet } from "../../../../functions/breach/notice/authority-sheet.ts";
import type { Facts } from "../../../../functions/breach/report.ts";
import { noticeTypes, type Round } from "../../../../functions/breach/standing.ts";
import { anyFacts } from "../facts/any-facts.ts";

const round = (facts: Facts, type: Round["type"] = "initial"): Round => ({
  sequence: 0,
  type,
  facts,
  notes: [],
  recipients: [],
});
const sheetOf = (facts: Facts) => authoritySheet(round(facts), "en");
const answers = (facts: Facts, question: string) =>
  sheetOf(facts)
    .filter((answer) => answer.question === question)
    .map(({ label, status, value }) => [label, status, value]);

describe("the sheet for the authority's form", () => {
  test("has the questions in the authority's order, whatever is known", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...noticeTypes), (facts, type) => {
        expect(authoritySheet(round(facts, type), "nl").map(({ question }) => question)).toEqual(
          "1.1 4.1 4.1 4.1 4.2 4.3 5.1 5.2 5.3 6.1 6.2 6.3.1 7.1/7.2 7.3 8.1 9.1/9.2 9.3 10.1 10.2 10.2".split(
            " ",
          ),
        );
      }),
    );
  });

  test("marks an answer as missing exactly where it has none", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { status, value } of sheetOf(facts))
          expect(status === "MISSING").toBe(value === undefined);
      }),
    );
  });

  test("derives nothing but the type of notice from nothing", () => {
    const [type, ...others] = sheetOf({});
    expect(type).toMatchObject({ status: "DERIVED", value: "initial notice" });
    expect(others.map(({ status }) => status)).toEqual(others.map(() => "MISSING"));
  });

  test("answers with what was recorded", () => {
    expect(answers({ cause: "x", consequences: "Spam" }, "9.1/9.2")).toEqual([
      ["Consequences", "RECORDED", "Spam"],
    ]);
    expect(answers({ measuresTaken: "A", proposedSolution: "B" }, "10.2")).toEqual([
      ["Measures taken", "RECORDED", "A"],
      ["Proposed solution", "RECORDED", "B"],
    ]);
  });

  test.each<[Facts, string, string]>([
    [{ ongoing: true }, "RECORDED", "yes"],
    [{ ongoing: false, endedAt: "2026-11-22T09:00Z" }, "RECORDED", "no"],
    [{ endedAt: "2026-11-22T09:00Z" }, "DERIVED", "no"],
  ])("says whether it goes on: %j", (facts, status, value) => {
    expect(answers(facts, "4.1").at(-1)).toEqual(["Still going on", status, value]);
  });

  test.each<[Facts, string, unknown]>([
    [{ informed: [{ who: "data_subjects" }] }, "DERIVED", "yes"],
    [
      { informed: [{ who: "police" }, { who: "data_subjects", at: "2026-11-22T09:00Z" }] },
      "DERIVED",
      expect.stringMatching(/^yes, .*22 November 2026 at 10:00/),
    ],
    [{ informed: [{ who: "police" }] }, "DERIVED", "no, as far as we were told"],
    [{ informed: [] }, "DERIVED", "no, as far as we were told"],
    [{}, "MISSING", undefined],
  ])("derives whether the data subjects were informed from %j", (facts, status, value) => {
    expect(answers(facts, "10.1")).toEqual([["Have the data subjects been informed", status, value]]);
  });

  test("suggests a severity, by whose method, and that it is only a suggestion", () => {
    const [[, status, value] = []] = answers({ personalDataCategories: ["financial"] }, "9.3");
    expect(status).toBe("DERIVED");
    expect(value).toMatch(/Only a suggestion: high\..*financial data.*score 3 of 4.*ENISA.*2013.*You assess/);
  });
});
