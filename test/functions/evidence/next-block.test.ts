import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOf, nextBlock, noEnd } from "../../../functions/evidence/next-block.ts";
import type { RecordedChange } from "../../../functions/evidence/recorded-change.ts";
import { headOf } from "../../../shared/evidence/block.ts";
import { beforeTheFirst, type Entry, hashLine } from "../../../shared/evidence/entry.ts";
import { rootOf, treeRoot } from "../../../shared/evidence/merkle-tree.ts";

const chain = "controllers/voorbeeld-bv";
const now = new Date("2026-11-22T12:00:00.000Z");

const change = (n: number, item = "case"): RecordedChange => ({
  chain,
  kind: "request",
  reference: `DSR-${n}`,
  item,
  revision: 1,
  change: "created",
  digest: hashLine(`item ${n}`),
});

const linesOf = ({ lines }: { lines: string }) => lines.split("\n").slice(0, -1);
const entriesOf = (block: { lines: string }): Entry[] => linesOf(block).map((line) => JSON.parse(line));

describe("a block", () => {
  test("begins a chain with entry 1, which has none before it", () => {
    const { block, rest } = nextBlock(chain, noEnd, [change(1), change(2)], now, undefined);
    expect(block).toMatchObject({ number: 1, first: 1, count: 2, at: now.toISOString() });
    expect(rest).toEqual([]);
    const [first, second] = entriesOf(block);
    expect(first).toMatchObject({ ...change(1), v: 1, sequence: 1, previous: beforeTheFirst });
    expect(second?.previous).toBe(hashLine(linesOf(block)[0] ?? ""));
    expect(block.hash).toBe(hashLine(linesOf(block)[1] ?? ""));
  });

  test("goes on where the one before ended, however the changes are spread over blocks", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        let end = noEnd;
        const lines: string[] = [];
        for (const size of sizes) {
          const changes = Array.from({ length: size }, (_, n) => change(lines.length + n));
          const { block } = nextBlock(chain, end, changes, now, undefined);
          lines.push(...linesOf(block));
          end = endOf(block);
        }
        const hashes = lines.map(hashLine);
        const entries = lines.map((line): Entry => JSON.parse(line));
        expect(entries.map(({ sequence }) => sequence)).toEqual(lines.map((_, n) => n + 1));
        expect(entries.map(({ previous }) => previous)).toEqual([beforeTheFirst, ...hashes.slice(0, -1)]);
        expect(end.head).toEqual({ sequence: lines.length, hash: hashes.at(-1) });
        expect(rootOf(end.peaks)).toBe(treeRoot(hashes));
      }),
    );
  });

  // G7
  test("is not older than the one before where the clock has run backwards", () => {
    const { block: first } = nextBlock(chain, noEnd, [change(1)], now, undefined);
    const earlier = new Date(now.getTime() - 3_600_000);
    const { block } = nextBlock(chain, endOf(first), [change(2)], earlier, undefined);
    expect(block.at).toBe(now.toISOString());
    expect(entriesOf(block)[0]).toMatchObject({ sequence: 2, at: now.toISOString() });
  });

  test("holds no more than an item of DynamoDB can, and leaves the rest to the next", () => {
    const changes = Array.from({ length: 300 }, (_, n) => change(n, "x".repeat(1_000)));
    const { block, rest } = nextBlock(chain, noEnd, changes, now, undefined);
    expect(Buffer.byteLength(JSON.stringify(block))).toBeLessThan(400 * 1024 - 100_000);
    expect(block.count + rest.length).toBe(300);
    expect(rest[0]).toEqual(changes[block.count]);
    expect(headOf(block).sequence).toBe(block.count);
  });

  test("names the latest seal", () => {
    const seal = { number: 3, hash: hashLine("seal"), publicKey: "bWFkZSB1cA==", key: hashLine("key") };
    expect(nextBlock(chain, noEnd, [change(1)], now, seal).block.seal).toEqual(seal);
  });
});
