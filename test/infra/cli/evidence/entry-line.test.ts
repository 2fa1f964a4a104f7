import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryReader, lineHasher } from "../../../../infra/cli/evidence/entry-line.ts";
import {
  canonicalJson,
  type Entry,
  entrySchema,
  hashLine,
  lineOf,
} from "../../../../shared/evidence/entry.ts";
import { chainOfLength, testChain } from "../../../support/evidence.ts";

const read = entryReader(testChain);
const [plain = ""] = chainOfLength(1);
const entry: Entry = JSON.parse(plain);

/** What the schema and the canonical form alone say of a line. */
function isEntry(line: string): boolean {
  try {
    const { success, data } = entrySchema.safeParse(JSON.parse(line));
    return success && data.chain === testChain && canonicalJson(data) === line;
  } catch {
    return false;
  }
}

describe("a line", () => {
  const text = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 8 }));
  const entries: fc.Arbitrary<Entry> = fc.record(
    {
      v: fc.constant(1 as const),
      chain: fc.constant(testChain),
      sequence: fc.integer({ min: 1 }),
      at: fc.constantFrom("2026-01-31T23:59:59.999Z", "2028-02-29T00:00:00.000Z", "2026-01-01T00:00:00Z"),
      kind: text,
      reference: text,
      item: text,
      revision: fc.integer({ min: 1 }),
      change: fc.constantFrom("created" as const, "removed" as const),
      digest: fc.constant("ab".repeat(32)),
      closes: fc.array(fc.record({ reference: text, item: text, from: fc.integer({ min: 1 }) }), {
        maxLength: 2,
      }),
      previous: fc.constant("cd".repeat(32)),
    },
    {
      requiredKeys: [
        "v",
        "chain",
        "sequence",
        "at",
        "kind",
        "reference",
        "item",
        "revision",
        "change",
        "previous",
      ],
    },
  );

  test("of an entry is read as it was written, whatever it says", () =>
    fc.assert(
      fc.property(entries, fc.boolean(), (written, isExpected) => {
        fc.pre(entrySchema.safeParse(written).success);
        const line = Buffer.from(lineOf(written));
        expect(read(line, isExpected ? written.previous : "")).toEqual(written);
      }),
    ));

  test("is an entry for the quick look exactly where it is one for the schema", () =>
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (place, code) => {
        const line = plain.slice(0, place) + String.fromCharCode(code) + plain.slice(place + 1);
        const found = read(Buffer.from(line), entry.previous);
        expect(typeof found === "object").toBe(isEntry(line));
      }),
      { numRuns: 2_000 },
    ));

  // G6
  test.each([
    ["is not JSON", Buffer.from("{")],
    ["is not UTF-8", Buffer.from(plain.replace("DSR", "\xff"), "latin1")],
    ["is no entry of this version", Buffer.from(plain.replace('"v":1', '"v":2'))],
    ["is no entry of this version (Unrecognized key", Buffer.from(plain.replace("{", '{"mail":"x",'))],
    [
      "belongs to the chain controllers/example-ltd",
      Buffer.from(plain.replace(testChain, "controllers/example-ltd")),
    ],
    ["is not in its canonical form", Buffer.from(plain.replace('"v":1', '"v": 1'))],
    ["is not in its canonical form", Buffer.from(plain.replace('"v":1', '"v":1.0'))],
    ["is not in its canonical form", Buffer.from(plain.replace("{", '{"v":1,'))],
    ["is not in its canonical form", Buffer.from(plain.replace("DSR", String.raw`\u0044SR`))],
    ["is not in its canonical form", Buffer.from(plain.replace("DSR", String.raw`\ud800`))],
    ["is not JSON", Buffer.from(`\ufeff${plain}`)],
    ["is not JSON", Buffer.from("[".repeat(1_000_000))],
  ])("that %s is refused in so many words", (why, line) => {
    expect(read(line, entry.previous)).toContain(why);
  });
});

test("the quick hash of a line is its hash, also of a long one", () => {
  const hash = lineHasher();
  for (const length of [0, 1, 400, 16_383, 16_384, 100_000, 3]) {
    const line = Buffer.alloc(length, "x");
    expect(hash(line)).toBe(hashLine(line));
  }
});
