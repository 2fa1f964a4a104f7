import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExportVerdict, NoExport, verifyExport } from "../../../../infra/cli/evidence/verify-export.ts";
import type { Change } from "../../../../shared/evidence/entry.ts";
import { hashLine } from "../../../../shared/evidence/entry.ts";
import { treeRoot } from "../../../../shared/evidence/merkle-tree.ts";
import { fingerprint } from "../../../../shared/evidence/seal.ts";
import {
  chainOfChanges,
  chainOfLength,
  exportOf,
  sealsOf,
  type Told,
  testChain,
  testSealKey,
  written,
} from "../../../support/evidence.ts";
import { size } from "../../../support/size.ts";
import { isRightExport } from "./independent-verifier.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "meldpunt-evidence-"));
});
afterAll(() => rm(folder, { recursive: true }));

const key = testSealKey();
const tenLines = chainOfLength(10);
const good = await exportOf(tenLines, { sealedAt: [3, 7], key });

async function verdictOf(
  bytes: Buffer,
  kept: { sequence: number; hash: string }[] = [],
): Promise<ExportVerdict> {
  const path = join(folder, "export.jsonl");
  await writeFile(path, bytes);
  const file = await open(path);
  try {
    return await verifyExport(file, kept);
  } finally {
    await file.close();
  }
}

/** What both verifiers say of a file; they must agree. */
async function isRight(bytes: Buffer): Promise<boolean> {
  const ours = await verdictOf(bytes).then(
    ({ ok }) => ok,
    (error) => {
      if (error instanceof NoExport) return false;
      throw error;
    },
  );
  expect(isRightExport(bytes)).toBe(ours);
  return ours;
}

const linesOf = (bytes: Buffer) => bytes.toString().split("\n").slice(0, -1);
const fileOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(""));

describe("an export as it was written", () => {
  test("is right, and says up to where, and by which key it is sealed", async () => {
    const root = treeRoot(tenLines.map((line) => hashLine(line)));
    expect(await verdictOf(good)).toEqual({
      ok: true,
      chain: testChain,
      entries: 10,
      head: { sequence: 10, hash: hashLine(tenLines[9] ?? "") },
      root,
      key: fingerprint(key.publicKey),
      sealed: { number: 2, at: "2026-11-22T02:00:00.000Z", sequence: 7 },
      findings: { list: [], count: 0 },
      flagged: { list: [], count: 0 },
      declared: { list: [], count: 0 },
    });
    expect(isRightExport(good)).toBe(true);
  });

  test("is right without a seal, and without an entry", async () => {
    expect(await isRight(await written({ lines: [] }))).toBe(true);
    expect(await isRight(await exportOf(tenLines))).toBe(true);
  });

  test("is right with lines longer than what is read at once", async () => {
    const reference = "x".repeat(300_000);
    const told: Told[] = [1, 2, 3].map((revision) => {
      return { reference, item: "a", revision, change: revision === 1 ? "created" : "changed" };
    });
    expect(await isRight(await exportOf(chainOfChanges(told)))).toBe(true);
  });

  test("is compared with the heads of mails", async () => {
    const head = (sequence: number) => ({ sequence, hash: hashLine(tenLines[sequence - 1] ?? "") });
    expect(await verdictOf(good, [head(2), head(10)])).toMatchObject({ ok: true });
    const beyond = await verdictOf(good, [{ sequence: 12, hash: hashLine("") }]);
    expect(beyond.findings.list).toMatchObject([{ code: "cut", sequence: 11 }]);
    const other = await verdictOf(good, [head(2), { sequence: 5, hash: hashLine("") }]);
    expect(other.findings.list).toMatchObject([{ code: "rewritten", sequence: 5 }]);
  });
});

// G1, G2, G3
describe("an export that is not what was written", () => {
  test("is wrong where one byte is another, whichever", () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (place, difference) => {
          const bytes = Buffer.from(good);
          bytes[place] = (bytes[place] ?? 0) ^ difference;
          expect(await isRight(bytes)).toBe(false);
        },
      ),
      { numRuns: size(80, 2_000) },
    ));

  const places = fc.tuple(fc.nat(13), fc.nat(13));

  test("is wrong where a line is missing, moved, repeated or cut, whichever", () =>
    fc.assert(
      fc.asyncProperty(places, async ([from, to]) => {
        const lines = linesOf(good);
        const line = lines[from] ?? "";
        expect(await isRight(fileOf(lines.toSpliced(from, 1)))).toBe(false);
        expect(await isRight(fileOf(lines.toSpliced(to, 0, line)))).toBe(false);
        expect(await isRight(fileOf(lines.with(from, line.slice(1))))).toBe(false);
        const moved = lines.toSpliced(from, 1).toSpliced(to, 0, line);
        expect(await isRight(fileOf(moved))).toBe(from === to);
      }),
      { numRuns: size(15, 500) },
    ));

  test("is wrong wherever it ends before its end, and with anything after it", async () => {
    for (let length = 0; length < good.length; length += 397) {
      expect(await isRight(good.subarray(0, length))).toBe(false);
    }
    for (const more of ["\n", " ", "{}\n", "\r\n", "\0"]) {
      expect(await isRight(Buffer.concat([good, Buffer.from(more)]))).toBe(false);
    }
    expect(await isRight(good.subarray(0, -1))).toBe(false);
    expect(await isRight(Buffer.concat([good, good]))).toBe(false);
  });

  test("names the entry that was edited", async () => {
    const lines = linesOf(good);
    const edited = (lines[5] ?? "").replace('"kind":"delivery"', '"kind":"deliverx"');
    const verdict = await verdictOf(fileOf(lines.with(5, edited)));
    expect(verdict).toMatchObject({
      ok: false,
      entries: 5,
      findings: { list: [{ code: "edited", sequence: 5 }] },
    });
  });

  test("names the entry after which the file was cut", async () => {
    const verdict = await verdictOf(fileOf(linesOf(good).slice(0, 6)));
    expect(verdict.entries).toBe(5);
    expect(verdict.findings.list).toMatchObject([{ code: "file" }]);
  });

  test("says so when its last line counts other bytes, or contradicts itself", async () => {
    const lines = linesOf(good);
    const last = lines.at(-1) ?? "";
    const counts = last.replace(
      /"sha256":"./,
      (start) => `${start.slice(0, -1)}${start.endsWith("0") ? "1" : "0"}`,
    );
    const verdict = await verdictOf(fileOf(lines.with(-1, counts)));
    expect(verdict.findings.list.map(({ message }) => message)).toEqual([
      "The file's bytes are not those that its last line has the SHA-256 of.",
    ]);
    const contradicts = await verdictOf(fileOf(lines.with(-1, last.replace('"entries":10', '"entries":11'))));
    expect(contradicts.findings.list.map(({ message }) => message)).toEqual([
      "The file's last line contradicts itself.",
    ]);
  });

  // G9
  test("says so when a line is endless", async () => {
    const lines = linesOf(good);
    const verdict = await verdictOf(Buffer.from(`${lines[0]}\n${lines[1]}\n${"x".repeat(3_000_000)}`));
    expect(verdict).toMatchObject({ ok: false, entries: 1 });
    expect(verdict.findings.list).toMatchObject([{ code: "file" }, { code: "too-long", sequence: 2 }]);
  });

  test.each([
    ["empty", Buffer.alloc(0)],
    ["of zeros", Buffer.alloc(5_000)],
    ["without its first line", fileOf(linesOf(good).slice(1))],
    [
      "with a key that is none",
      Buffer.from(good.toString().replace(/"publicKey":"[^"]*"/, '"publicKey":"AAAA"')),
    ],
    ["that begins with a mark of UTF-8", Buffer.concat([Buffer.from("\ufeff"), good])],
  ])("is none when it is %s", async (_what, bytes) => {
    await expect(verdictOf(bytes)).rejects.toThrow(NoExport);
    expect(isRightExport(bytes)).toBe(false);
  });
});

// G3
describe("an export of another chain than the one that was sealed", () => {
  const publicKey = key.publicKey.toString("base64");
  const seals = sealsOf(tenLines, [3, 7], key);
  const text = (lines: readonly string[]) => [fileOf(lines).toString()];

  test("is wrong at the first seal that does not fit it", async () => {
    const rewritten = chainOfLength(12).map((line) => JSON.parse(line));
    const lines = chainOfChanges(
      rewritten.map(({ reference, item, revision, change }, i) => {
        return { reference, item, revision, change, kind: i < 4 ? "delivery" : "request" };
      }),
    );
    const bytes = await written({ lines: text(lines), heads: seals, publicKey });
    expect(await isRight(bytes)).toBe(false);
    const { findings, sealed } = await verdictOf(bytes);
    expect(findings.list).toMatchObject([{ code: "rewritten", sequence: 7 }]);
    expect(findings.list[0]?.message).toContain(
      "right up to entry 3, as the seal 1 of 2026-11-22T01:00:00.000Z",
    );
    expect(sealed?.number).toBe(2);
  });

  test("is wrong where it ends before a seal", async () => {
    const bytes = await written({ lines: text(tenLines.slice(0, 5)), heads: seals, publicKey });
    expect(await isRight(bytes)).toBe(false);
    expect((await verdictOf(bytes)).findings.list).toMatchObject([{ code: "cut", sequence: 6 }]);
  });

  test.each([
    ["signed by another key", sealsOf(tenLines, [3, 7], testSealKey()), "the signature is not this key's"],
    ["in another order", seals.toReversed(), "The seal 1 stands after the seal 2"],
    ["there twice", [...seals, ...seals.slice(-1)], "The seal 2 stands after the seal 2"],
    [
      "under another number",
      seals.map((seal) => ({ ...seal, number: seal.number + 1 })),
      "its number in truth is 1",
    ],
    [
      "not one after the other",
      [...seals.slice(0, 1), ...sealsOf(tenLines, [4, 7], key).slice(1)],
      "The seal 2 does not follow on the seal 1",
    ],
    [
      "of other heads",
      seals.map((seal) => ({ ...seal, head: { ...seal.head, hash: hashLine("") } })),
      "the head is not under the seal",
    ],
  ])("is wrong where its seals are %s", async (_how, heads, why) => {
    const bytes = await written({ lines: text(tenLines), heads, publicKey });
    expect(await isRight(bytes)).toBe(false);
    const { findings } = await verdictOf(bytes);
    expect(findings.list.map(({ message }) => message).join()).toContain(why);
  });
});

// G1, G5
test("two verifiers agree on whatever is told of items, and on chains that are tampered with before they are exported", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          reference: fc.constant("DSR-1"),
          item: fc.constantFrom("a", "b"),
          revision: fc.integer({ min: 1, max: 3 }),
          change: fc.constantFrom<Change>("created", "changed", "changed", "left", "joined", "removed"),
          kind: fc.constantFrom("evidence-gap", "request"),
          closes: fc.array(
            fc.record(
              {
                reference: fc.constant("DSR-1"),
                item: fc.constantFrom("a", "b"),
                from: fc.integer({ min: 1, max: 2 }),
                to: fc.integer({ min: 1, max: 3 }),
              },
              { requiredKeys: ["reference", "item", "from"] },
            ),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 6 },
      ),
      fc.constantFrom("nothing", "nothing", "delete", "repeat", "swap"),
      fc.nat(5),
      async (told, tampering, place) => {
        const lines = chainOfChanges(told);
        const [one, two] = lines.slice(place, place + 2);
        if (one !== undefined && tampering === "delete") lines.splice(place, 1);
        if (one !== undefined && tampering === "repeat") lines.splice(place, 0, one);
        if (one !== undefined && two !== undefined && tampering === "swap") lines.splice(place, 2, two, one);
        await isRight(await exportOf(lines, { key }));
      },
    ),
    { numRuns: size(100, 5_000) },
  ));
