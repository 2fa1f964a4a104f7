import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  beforeTheFirst,
  canonicalJson,
  type Entry,
  entrySchema,
  hashLine,
  lineOf,
} from "../../../shared/evidence/entry.ts";

// G6
describe("canonical JSON", () => {
  test("is that of the example of RFC 8785, section 3.2.2", () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: that is what the example shows
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test("has its keys in the order of their UTF-16 code units, as in RFC 8785, section 3.2.3", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect([...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  /** Of the table in RFC 8785, appendix B. */
  test.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("writes the number of the bits %s as %s", (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text);
  });

  test("refuses what JSON cannot say", () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, "\ud800"]) {
      expect(() => canonicalJson(value)).toThrow();
    }
  });

  test("does not depend on the order in which keys were set, and reads as the same value", () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        const text = canonicalJson(value);
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    ));

  test("is one text for 1 and 1.0, and two for a letter in one code point (NFC) and in two (NFD)", () => {
    expect(canonicalJson(JSON.parse("[1.0]"))).toBe(canonicalJson(JSON.parse("[1]")));
    const [composed, decomposed] = ["caf\u00e9".normalize("NFC"), "caf\u00e9".normalize("NFD")];
    expect(canonicalJson(composed)).not.toBe(canonicalJson(decomposed));
  });
});

describe("an entry", () => {
  const entry: Entry = {
    v: 1,
    chain: "controllers/voorbeeld-bv",
    sequence: 1,
    at: "2026-11-22T10:15:00.000Z",
    kind: "request",
    reference: "DSR-7K3M-9QXT-2W5R",
    item: "case",
    revision: 1,
    change: "created",
    digest: "ab".repeat(32),
    previous: beforeTheFirst,
  };

  test("has one line, whose hash is that of a leaf", () => {
    expect(lineOf(entry)).toBe(
      `{"at":"2026-11-22T10:15:00.000Z","chain":"controllers/voorbeeld-bv","change":"created","digest":"${"ab".repeat(32)}",` +
        `"item":"case","kind":"request","previous":"${"0".repeat(64)}","reference":"DSR-7K3M-9QXT-2W5R","revision":1,"sequence":1,"v":1}`,
    );
    expect(hashLine(lineOf(entry))).toBe("e70bfed8209374dae75c84d4cbff34e3656251367f7ba48f8fa66fb80274e020");
    expect(hashLine(Buffer.from(lineOf(entry)))).toBe(hashLine(lineOf(entry)));
  });

  // G6
  test("has another hash where the same text is spread over its fields in another way", () => {
    const spread = [
      { reference: "DSR-1", item: "1case" },
      { reference: "DSR-11", item: "case" },
      { reference: 'DSR-1","item":"1', item: "case" },
      { reference: "", item: "DSR-11case" },
    ];
    expect(new Set(spread.map((fields) => hashLine(lineOf({ ...entry, ...fields }))))).toHaveLength(4);
  });

  test("has another line than any entry that differs", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 3 });
    const fields = fc.record({
      reference: text,
      item: text,
      kind: text,
      revision: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const isSame = fc.stringify(a) === fc.stringify(b);
        expect(lineOf({ ...entry, ...a }) === lineOf({ ...entry, ...b })).toBe(isSame);
      }),
    );
  });

  test.each([
    ["an unknown field", { ...entry, name: "x" }],
    ["another version", { ...entry, v: 2 }],
    ["a revision with a fraction", { ...entry, revision: 1.5 }],
    ["the number 0", { ...entry, sequence: 0 }],
    ["a digest in capitals", { ...entry, digest: "AB".repeat(32) }],
    ["a time with an offset", { ...entry, at: "2026-11-22T10:15:00+01:00" }],
    ["another change", { ...entry, change: "edited" }],
  ])("is none with %s", (_what, value) => {
    expect(entrySchema.safeParse(value).success).toBe(false);
  });
});
