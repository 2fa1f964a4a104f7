import { describe, expect, test } from "vitest";
import { makeReporter, reporterSchema } from "../../../../functions/breach/reporter/reporter.ts";
import { isReporterCode, nameReporter, opens } from "../../../../shared/codes.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const made = makeReporter("Subprocessor B.V.", operator, new Date("2026-11-22T10:15:00Z"));

describe("a new reporter", () => {
  test("has a code of 130 bits in Crockford's base32, another each time", () => {
    expect(made.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(makeReporter("Subprocessor B.V.", operator, new Date()).code).not.toBe(made.code);
  });

  test("is found by its code, which opens nothing else", () => {
    expect(made.reporter.id).toBe(nameReporter(made.code));
    expect(made.reporter.id).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    expect(isReporterCode(made.code, made.reporter.codeHash)).toBe(true);
    expect(isReporterCode(`${made.code.slice(0, 25)}!`, made.reporter.codeHash)).toBe(false);
    expect(opens(made.code, made.reporter.codeHash)).toBe(false);
  });

  // B2
  test("is stored with who added it and when, and without its code", () => {
    expect(reporterSchema.parse(made.reporter)).toEqual({
      v: 1,
      kind: "reporter",
      id: made.reporter.id,
      name: "Subprocessor B.V.",
      codeHash: made.reporter.codeHash,
      addedAt: "2026-11-22T10:15:00.000Z",
      addedBy: operator,
    });
    expect(JSON.stringify(made.reporter)).not.toContain(made.code);
  });
});
