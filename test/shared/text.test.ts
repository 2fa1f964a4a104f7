import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import {
  codePoints,
  isPlainText,
  isSingleLine,
  mailAddress,
  plainText,
  singleLine,
} from "../../shared/text.ts";
import { growth } from "../support/growth.ts";

function problemOf(schema: z.ZodMiniType, value: unknown): string | undefined {
  const result = schema.safeParse(value);
  expect(result.error?.issues.length ?? 0).toBeLessThanOrEqual(1);
  return result.error?.issues[0]?.message;
}

describe("a single line", () => {
  // C1
  test.each(["\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\t", "\0", "\u001b", "\u007f", "\u009b"])(
    "refuses %j at its start, in it and at its end",
    (control) => {
      expect([`${control}ab`, `a${control}b`, `ab${control}`].map(isSingleLine)).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  // A13
  test("refuses half a surrogate pair", () => {
    expect(isSingleLine("a\ud83d")).toBe(false);
    expect(isPlainText("a\ude00")).toBe(false);
  });

  test("takes names of every script", () => {
    expect(["Noor de Vries", "O’Brien-Şahin", "山田 太郎", "עמית", "😀"].every(isSingleLine)).toBe(true);
  });

  test("is also plain text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(isSingleLine(text) && !isPlainText(text)).toBe(false);
      }),
    );
  });
});

describe("plain text", () => {
  test("takes tabs and line ends of every system", () => {
    expect(isPlainText("one\ntwo\r\nthree\tfour\rfive")).toBe(true);
  });

  // C9
  test.each(["\0", "\u0008", "\u000b", "\u001b[31m", "\u009b31m"])("refuses %j", (control) => {
    expect(isPlainText(`a${control}b`)).toBe(false);
  });
});

// C8
test.each(["a", "\u0300", " ", "\ud83d\ude00"])("no length of %j makes a check slow", (unit) => {
  for (const schema of [singleLine(200), plainText(10_000), mailAddress]) {
    expect(growth(unit, (text) => schema.safeParse(text))).toBeLessThan(4);
  }
  for (const check of [isSingleLine, isPlainText]) expect(growth(unit, check)).toBeLessThan(4);
});

describe("the schemas", () => {
  // A15, C9
  test("count code points, not UTF-16 units", () => {
    expect(codePoints("é😀")).toBe(2);
    expect(problemOf(singleLine(200), "😀".repeat(200))).toBeUndefined();
    expect(problemOf(singleLine(200), "é".repeat(201))).toBe("too_long");
    expect(problemOf(plainText(2), "a\nb")).toBe("too_long");
  });

  test.each([undefined, "", " ", "\u00a0\t"])("ask for a text where there is %j", (value) => {
    expect(problemOf(singleLine(10), value)).toBe("required");
    expect(problemOf(plainText(10), value)).toBe("required");
    expect(problemOf(mailAddress, value)).toBe("required");
  });

  test.each([null, 1, true, ["a"], {}])("refuse %j, which is no text", (value) => {
    expect(problemOf(singleLine(10), value)).toBe("not_text");
  });

  test("name the one thing that is wrong", () => {
    expect(problemOf(singleLine(10), "a\r\nb")).toBe("single_line");
    expect(problemOf(plainText(10), "a\0b")).toBe("plain_text");
    expect(problemOf(mailAddress, "a@b")).toBe("mail_address");
    expect(problemOf(mailAddress, `${"a".repeat(64)}@${"b".repeat(200)}.example`)).toBe("too_long");
  });

  test("publish their limits in JSON Schema, which counts code points too", () => {
    expect(z.toJSONSchema(singleLine(200))).toMatchObject({ type: "string", minLength: 1, maxLength: 200 });
    expect(z.toJSONSchema(mailAddress)).toMatchObject({ type: "string", maxLength: 254 });
  });

  test.each([
    ["a single line", singleLine(20)],
    ["plain text", plainText(20)],
  ])("publish as a pattern what they take: %s", (_, schema) => {
    const pattern = new RegExp(z.toJSONSchema(schema).pattern ?? "", "u");
    const character = fc.constantFrom(..." \t\n\r\0\u001f\u007f\u0085\u009f\u00a0\u2028\u2029\ufeffaé😀");
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 4 }), (text) => {
        expect(pattern.test(text)).toBe(schema.safeParse(text).success);
      }),
      { numRuns: 2_000 },
    );
  });

  test("publish a pattern that every mail address fits, and nothing that lacks a part of one", () => {
    const pattern = new RegExp(z.toJSONSchema(mailAddress).pattern ?? "", "u");
    for (const address of [
      "noor@example.org",
      "o'brien_{x}+`a`@a-b.example",
      "noor@münchen.example",
      "n@例え.テスト",
    ]) {
      expect(mailAddress.safeParse(address).success).toBe(true);
      expect(address).toMatch(pattern);
    }
    for (const none of [
      "",
      "noor",
      "@example.org",
      "noor@",
      "a@localhost",
      "a@b.1",
      "a@b@c.example",
      "a b@c.example",
    ]) {
      expect(mailAddress.safeParse(none).success).toBe(false);
      expect(none).not.toMatch(pattern);
    }
  });
});
