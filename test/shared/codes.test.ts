import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hashBody,
  hashKey,
  hashReceiptCode,
  hashReporterCode,
  isReporterCode,
  isToken,
  nameCase,
  nameReporter,
  opens,
  randomCode,
  randomReference,
  readCode,
} from "../../shared/codes.ts";
import { readReference, referencePrefixes } from "../../shared/reference.ts";

const scope = "POST /requests";
const keys = fc.string({ minLength: 22, maxLength: 255 });

describe("the names of a case", () => {
  test("are a reference and a receipt code of 130 bits in Crockford's base32", () => {
    fc.assert(
      fc.property(keys, (key) => {
        const { reference, receiptCode } = nameCase("DSR", scope, key, 0);
        expect(reference).toMatch(/^DSR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
        expect(receiptCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      }),
    );
  });

  // A1, A8
  test("are the same for the same key", () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(nameCase("DSR", scope, key, 0)).toEqual(nameCase("DSR", scope, key, 0));
      }),
    );
  });

  // These stand in tables and in people's mail: a release that names a case otherwise loses every replay.
  test("do not change from one release to the next", () => {
    expect(nameCase("DSR", scope, "0123456789abcdefghijkl", 0)).toEqual({
      reference: "DSR-TGV1-S8EQ-Q9YB",
      receiptCode: "07R7363B65WX1DG53HP2BY9XWR",
    });
  });

  // A4
  test("are others for another key or another scope", () => {
    fc.assert(
      fc.property(keys, keys, (key, other) => {
        fc.pre(key !== other);
        const names = nameCase("DSR", scope, key, 0);
        for (const elsewhere of [
          nameCase("DSR", scope, other, 0),
          nameCase("DSR", "POST /breach-reports", key, 0),
        ]) {
          expect(elsewhere.reference).not.toBe(names.reference);
          expect(elsewhere.receiptCode).not.toBe(names.receiptCode);
        }
      }),
    );
  });

  test("keep scope and key apart, wherever one ends and the other begins", () => {
    expect(nameCase("DSR", "ab", "c", 0)).not.toEqual(nameCase("DSR", "a", "bc", 0));
    expect(nameCase("DSR", 'a","b', "c", 0)).not.toEqual(nameCase("DSR", "a", 'b","c', 0));
  });

  // A6
  test("get another reference at the second count, and keep the code", () => {
    const first = nameCase("DSR", scope, "key", 0);
    const second = nameCase("DSR", scope, "key", 1);
    expect(second.reference).not.toBe(first.reference);
    expect(second.receiptCode).toBe(first.receiptCode);
  });

  test("use every bit: no character of a code is more often there than another", () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 2_000; n++) {
      for (const character of nameCase("DSR", scope, String(n), 0).receiptCode) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    const expected = (2_000 * 26) / 32;
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.15);
  });
});

describe("a receipt code", () => {
  // B8
  test("opens what was stored with its hash, and no other code does", () => {
    fc.assert(
      fc.property(keys, keys, (key, other) => {
        fc.pre(key !== other);
        const { receiptCode } = nameCase("DSR", scope, key, 0);
        const stored = hashReceiptCode(receiptCode);
        expect(opens(receiptCode, stored)).toBe(true);
        expect(opens(nameCase("DSR", scope, other, 0).receiptCode, stored)).toBe(false);
      }),
    );
  });

  test("opens nothing where what is stored is no hash", () => {
    const { receiptCode } = nameCase("DSR", scope, "key", 0);
    expect(["", "x", receiptCode, "é".repeat(43)].map((stored) => opens(receiptCode, stored))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("is not in what is stored, nor opens it as a code", () => {
    const { reference, receiptCode } = nameCase("DSR", scope, "key", 0);
    const stored = hashReceiptCode(receiptCode);
    expect(`${reference}${stored}${hashBody(receiptCode)}`).not.toContain(receiptCode);
    expect(opens(stored, stored)).toBe(false);
    expect(opens(reference, stored)).toBe(false);
  });
});

describe("a reporter's code", () => {
  test("is another each time, of 130 bits in Crockford's base32", () => {
    const codes = Array.from({ length: 100 }, randomCode);
    expect(new Set(codes).size).toBe(100);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  // B2
  test("is known by its hash alone, and no other code is", () => {
    const [code, other] = [randomCode(), randomCode()];
    const stored = hashReporterCode(code);
    expect(isReporterCode(code, stored)).toBe(true);
    expect([other, "", stored, nameReporter(code)].map((given) => isReporterCode(given, stored))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(["", "x", code, hashReceiptCode(code)].map((hash) => isReporterCode(code, hash))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  // B2
  test("gives an id that tells nothing of it, and is no receipt code", () => {
    const code = randomCode();
    expect(nameReporter(code)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    expect(code.toLowerCase()).not.toContain(nameReporter(code).slice(0, 8));
    expect(opens(code, hashReporterCode(code))).toBe(false);
  });

  // These stand in tables: a release that names a reporter otherwise knows nobody any more.
  test("is found the same way from one release to the next", () => {
    const code = "0123456789ABCDEFGHJKMNPQRS";
    expect([nameReporter(code), hashReporterCode(code)]).toEqual([
      "64r21kj96n2r",
      "m9zjNRzzL70yvrEE93qD3dfr1wNSJFE-fO_u6ehMBbA",
    ]);
  });
});

describe("a code as people copy it", () => {
  const code = "0123456789ABCDEFGHJKMNPQRS";

  test.each([
    code,
    code.toLowerCase(),
    ` ${code}\n`,
    "01234 56789 ABCDE-FGHJK-MNPQRS",
    "O123456789ABCDEFGHJKMNPQRS",
    "oI23456789abcdefghjkmnpqrs",
    "0l23456789ABCDEFGHJKMNPQRS",
  ])("is read: %j", (text) => {
    expect(readCode(text)).toBe(code);
  });

  test("is read whichever it is", () => {
    for (let n = 0; n < 100; n++) {
      const made = randomCode();
      expect(readCode(made.toLowerCase().replace(/.{4}/g, "$& "))).toBe(made);
    }
  });

  test.each([
    "",
    code.slice(1),
    `${code}0`,
    `${code.slice(1)}U`,
    `${code.slice(1)}é`,
    "__proto__",
    `${code};`,
  ])("is none: %j", (text) => {
    expect(readCode(text)).toBeUndefined();
  });
});

describe("a token", () => {
  // B8
  test("is known by itself alone", () => {
    const [token, other] = [randomCode(), randomCode()];
    expect(isToken(token, token)).toBe(true);
    for (const given of [other, "", `${token}0`, token.slice(1), token.toLowerCase(), "é".repeat(13), "\0"])
      expect(isToken(given, token)).toBe(false);
  });

  // B8
  test("opens nothing that has none", () => {
    for (const given of ["", "undefined", "null", randomCode()])
      expect(isToken(given, undefined)).toBe(false);
  });
});

// A4
test("the hash of an idempotency key is another one for another call", () => {
  expect(hashKey("POST /a", "key")).toBe(hashKey("POST /a", "key"));
  expect(hashKey("POST /a", "key")).not.toBe(hashKey("POST /b", "key"));
  expect(hashKey("POST /a", "key")).not.toBe(hashKey("POST /a", "other"));
});

// A2
test("the hash of a body tells one byte's difference, and is no receipt hash", () => {
  expect(hashBody('{"a":1}')).not.toBe(hashBody('{"a":1} '));
  expect(hashBody("same")).toBe(hashBody("same"));
  expect(hashBody("same")).not.toBe(hashReceiptCode("same"));
});

describe("a random reference", () => {
  test("is of its kind, and can be read back", () => {
    for (let n = 0; n < 100; n++) {
      const reference = randomReference(referencePrefixes.agreement);
      expect(reference).toMatch(/^AGR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      expect(readReference("agreement", reference.toLowerCase())).toBe(reference);
    }
  });

  test("is another each time", () => {
    const references = Array.from({ length: 1_000 }, () => randomReference("AGR"));
    expect(new Set(references).size).toBe(1_000);
    // Each of its twelve characters takes all of their 32 values.
    for (const position of [4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17]) {
      expect(new Set(references.map((reference) => reference[position])).size).toBe(32);
    }
  });
});
