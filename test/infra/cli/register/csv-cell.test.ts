import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neutralCell } from "../../../../infra/cli/register/csv-cell.ts";
import { originalCell } from "./original-cell.ts";

const marks = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];

/** Texts that are made of what matters here. */
const hostile = fc
  .array(fc.constantFrom(...marks, "'", '"', " ", ";", ",", "\t", "\r", "\n", "\u0000", "a", "1"))
  .map((parts) => parts.join(""));

describe("a cell", () => {
  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["\t=1", "'\t'=1"],
    ["\rtext", "'\rtext"],
    ["\u0000=1", "'\u0000=1"],
    ['"=1"', '"\'=1"'],
    ["  =1", "  '=1"],
    ["text;=1", "text;'=1"],
    ['text\n"- 1', "text\n\"'- 1"],
    ["'=1", "''=1"],
    ["a-b, c+d = e@f.example", "a-b, c+d = e@f.example"],
    ["", ""],
  ])("of %j is written as %j", (text, cell) => {
    expect(neutralCell(text)).toBe(cell);
  });

  // C6
  test("is no formula wherever a program may begin one, and gives back its text", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (text) => {
        const cell = neutralCell(text);
        const isFormula = /^[\p{Cc}=+\-@＝＋－＠]/u.test(cell);
        const formulas = cell.split(/[;\t\r\n]/).filter((part) => /^[ "]*[=+\-@＝＋－＠]/.test(part));
        expect({ isFormula, formulas, text: originalCell(cell) }).toEqual({
          isFormula: false,
          formulas: [],
          text,
        });
      }),
    );
  });

  // C8
  test("of 100 KB takes no longer the more it looks like one", () => {
    const began = performance.now();
    for (const part of [";", '"', "'", " ", ';"', "; '"]) neutralCell(part.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
