import { describe, expect, test } from "vitest";
import { controllerInput, readAgreement } from "../../shared/controller-input.ts";
import { validate } from "../../shared/http/validation.ts";
import { Refusal } from "../../shared/refusal.ts";
import { agreement } from "../support/agreements.ts";
import { voorbeeld } from "../support/submissions.ts";

const input = {
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: false,
  contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
};
const written = (agreed: unknown) => validate(controllerInput, { ...input, agreement: agreed }).agreement;

/** What is wrong with an agreement, by JSON Pointer. */
function wrongWith(agreed: unknown): { pointer: string; code: string }[] {
  try {
    written(agreed);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.errors.map(({ pointer, code }) => ({ pointer, code }));
    throw error;
  }
}

const empty = {
  purposes: [],
  dataCategories: [],
  dataSubjectCategories: [],
  countries: [],
  safeguards: {},
  subProcessors: [],
  clauses: {},
};

describe("what is agreed with a controller", () => {
  test("is taken as it was written, and any part of it may be absent", () => {
    expect(written(agreement())).toEqual(agreement());
    expect(written({})).toEqual(empty);
    expect(written(undefined)).toBeUndefined();
  });

  // H2
  test.each([
    ["/agreement/noticeHours", { noticeHours: 0 }, /^The hours are/],
    ["/agreement/noticeHours", { noticeHours: 72.5 }, /^The hours are/],
    ["/agreement/signedOn", { signedOn: "2026-02-30" }, /^date$/],
    ["/agreement/countries/1", { countries: ["NL", "UK"] }, /^A country is/],
    ["/agreement/countries", { countries: ["NL", "NL"] }, /^repeated$/],
    ["/agreement/safeguards/Mars", { safeguards: { Mars: "geen" } }, /./],
    ["/agreement/purposes/0", { purposes: ["a\nb"] }, /^single_line$/],
    ["/agreement/purposes", { purposes: Array.from({ length: 31 }, (_, n) => `doel ${n}`) }, /^too_many$/],
    ["/agreement/clauses/no words", { clauses: { "no words": "1" } }, /./],
    ["/agreement/dataProtectionOfficer/email", { dataProtectionOfficer: { name: "N.", email: "fg" } }, /./],
    ["/agreement/penalty", { penalty: 1 }, /^unknown_field$/],
  ])("is refused where it is wrong at %s", (pointer, changes, code) => {
    expect(wrongWith(agreement(changes as object))).toEqual([{ pointer, code: expect.stringMatching(code) }]);
  });

  test("is refused with more clauses than anybody reads", () => {
    const clauses = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`duty-${n}`, "1"]));
    expect(wrongWith({ clauses })).toEqual([
      { pointer: "/agreement/clauses", code: "These are too many: at most 50." },
    ]);
  });

  test("fits into half of the largest item of the table, however much it is", () => {
    const texts = (most: number, length: number) =>
      Array.from({ length: most }, (_, n) => "🙂".repeat(length) + n);
    const names = ["NL", "BE", "DE", "FR", "US", "GB", "IN", "CA", "CH", "JP"];
    const largest = agreement({
      purposes: texts(30, 298),
      dataCategories: texts(50, 198),
      dataSubjectCategories: texts(50, 198),
      countries: names,
      safeguards: Object.fromEntries(names.map((name) => [name, "🙂".repeat(300)])),
      subProcessors: texts(50, 198),
      clauses: Object.fromEntries(texts(50, 98).map((text, n) => [`d${n}`, text])),
    });
    expect(written(largest)).toEqual(largest);
    expect(Buffer.byteLength(JSON.stringify(largest))).toBeLessThan(200 * 1024);
  });
});

describe("what is on record of an agreement", () => {
  test("is read with what a release did not know filled in, and what a later one added passed over", () => {
    const stored = { purposes: ["hosting"], penalty: 1 };
    expect(readAgreement({ agreement: stored })).toEqual({ ...empty, purposes: ["hosting"] });
    expect(readAgreement(voorbeeld())).toEqual(empty);
  });
});
