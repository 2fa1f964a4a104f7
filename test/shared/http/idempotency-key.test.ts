import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idempotencyKey } from "../../../shared/http/idempotency-key.ts";

const refused = expect.objectContaining({ name: "Refusal", reason: "invalid_idempotency_key" });
const printable = fc.string({ unit: "grapheme-ascii", minLength: 22, maxLength: 255 });

describe("an idempotency key", () => {
  test("is what the caller names", () => {
    fc.assert(
      fc.property(
        printable.filter((key) => !key.startsWith('"')),
        (key) => {
          expect(idempotencyKey(key)).toBe(key);
        },
      ),
    );
  });

  // A1
  test("is the same key in the quoted form of the IETF draft", () => {
    fc.assert(
      fc.property(printable, (key) => {
        expect(idempotencyKey(`"${key.replace(/["\\]/g, "\\$&")}"`)).toBe(key);
      }),
    );
  });

  test("has 22 to 255 characters, the quotes not counted", () => {
    expect(idempotencyKey("k".repeat(22))).toHaveLength(22);
    expect(idempotencyKey("k".repeat(255))).toHaveLength(255);
    expect(idempotencyKey(`"${"k".repeat(255)}"`)).toHaveLength(255);
  });

  // A5
  test.each([
    "",
    '""',
    "k".repeat(21),
    "k".repeat(256),
    `"${"k".repeat(21)}"`,
    `"${"k".repeat(256)}"`,
    `${"k".repeat(30)}\n`,
    `${"k".repeat(30)}\t`,
    `${"k".repeat(30)}\0`,
    `${"k".repeat(30)}\u007f`,
    `${"k".repeat(30)}é`,
    "__proto__",
    "constructor",
  ])("is refused when it is %j", (header) => {
    expect(() => idempotencyKey(header)).toThrow(refused);
  });

  test("is a random one where the caller names none", () => {
    const keys = Array.from({ length: 100 }, () => idempotencyKey(undefined));
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
  });

  // C8
  test.each(["\\", '\\"', '"', "a"])("is refused when it is 100 KB of %j", (unit) => {
    expect(() => idempotencyKey(`"${unit.repeat(100_000)}`)).toThrow(refused);
  });
});
