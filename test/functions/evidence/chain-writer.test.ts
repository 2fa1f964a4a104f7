import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { chainWriter } from "../../../functions/evidence/chain-writer.ts";
import type { RecordedChange } from "../../../functions/evidence/recorded-change.ts";
import { headOf } from "../../../shared/evidence/block.ts";
import { lastBlock, listChains, readBlocks } from "../../../shared/evidence/chain-reader.ts";
import { beforeTheFirst, type Entry, hashLine } from "../../../shared/evidence/entry.ts";
import { inChunks } from "../../../shared/parallel.ts";
import type { Table } from "../../../shared/table.ts";
import { freshEvidenceTable } from "../../support/dynamodb.ts";
import { interceptedTable } from "../../support/intercept.ts";
import { size } from "../../support/size.ts";

let table: Table;

beforeAll(async () => {
  table = await freshEvidenceTable();
});

const since = new Date();
const now = () => new Date();
const pause = () => setImmediate();

function changesOf(chain: `controllers/${string}`, count: number, reference = "DSR-1"): RecordedChange[] {
  return Array.from({ length: count }, (_, n) => ({
    chain,
    kind: "request",
    reference,
    item: "case",
    revision: n + 1,
    change: n === 0 ? "created" : "changed",
    digest: hashLine(`${reference} ${n}`),
  }));
}

async function linesIn(chain: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const block of readBlocks(table, chain)) lines.push(...block.lines.split("\n").slice(0, -1));
  return lines;
}

async function entriesIn(chain: string): Promise<Entry[]> {
  return (await linesIn(chain)).map((line) => JSON.parse(line));
}

/** That a chain is one: numbers without a hole, each entry on the hash of the one before. */
function expectOneChain(lines: readonly string[]): void {
  const entries = lines.map((line): Entry => JSON.parse(line));
  const hashes = lines.map(hashLine);
  expect(entries.map(({ sequence }) => sequence)).toEqual(lines.map((_, n) => n + 1));
  expect(entries.map(({ previous }) => previous)).toEqual([beforeTheFirst, ...hashes.slice(0, -1)]);
}

describe("a chain", () => {
  test("is named once it has a block", async () => {
    const chain = "controllers/nieuw-bv";
    expect(await listChains(table)).not.toContain(chain);
    await chainWriter({ table, now })({ chain, changes: changesOf(chain, 1), since, seal: undefined });
    expect(await listChains(table)).toContain(chain);
    expect((await lastBlock(table, chain))?.number).toBe(1);
  });

  test("gets one block for all that is added at once", async () => {
    const chain = "controllers/burst-bv";
    await chainWriter({ table, now })({ chain, changes: changesOf(chain, 100), since, seal: undefined });
    expect(await lastBlock(table, chain)).toMatchObject({ number: 1, count: 100 });
  });

  test("holds a change once, though it comes again to the same writer, to another, or with new ones", async () => {
    const chain = "controllers/herhaald-bv";
    const changes = changesOf(chain, 5);
    const [writer, other] = [chainWriter({ table, now }), chainWriter({ table, now })];
    const add = (some: RecordedChange[]) => ({ chain, changes: some, since, seal: undefined }) as const;
    await writer(add(changes.slice(0, 2)));
    await writer(add(changes.slice(0, 3)));
    await other(add(changes.slice(0, 4)));
    await writer(add(changes));
    expect((await entriesIn(chain)).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    expectOneChain(await linesIn(chain));
  });

  test("looks back as far as a late change goes, also where its writer knew only the last blocks", async () => {
    const chain = "controllers/laat-bv";
    const changes = changesOf(chain, 3);
    const clock = { at: new Date("2026-11-22T00:00:00.000Z") };
    const late = { chain, changes: changes.slice(0, 1), since: clock.at, seal: undefined } as const;
    await chainWriter({ table, now: () => clock.at })(late);
    clock.at = new Date("2026-11-22T12:00:00.000Z");
    const writer = chainWriter({ table, now: () => clock.at });
    await writer({ chain, changes: changes.slice(1, 2), since: clock.at, seal: undefined });
    await writer(late);
    await writer({ ...late, changes });
    expect((await entriesIn(chain)).map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  test("tells of a change that somebody made past us, though it repeats a revision", async () => {
    const chain = "controllers/buitenom-bv";
    const [change] = changesOf(chain, 1);
    if (!change) throw new Error("there is no change");
    const edited = { ...change, change: "changed" as const, digest: hashLine("edited") };
    const writer = chainWriter({ table, now });
    await writer({ chain, changes: [change], since, seal: undefined });
    await writer({ chain, changes: [edited], since, seal: undefined });
    expect((await entriesIn(chain)).map(({ revision }) => revision)).toEqual([1, 1]);
  });

  test("rather holds a change twice than not at all where nothing tells it from another", async () => {
    const chain = "controllers/zonder-zout-bv";
    const [{ digest: _, ...undigested }] = changesOf(chain, 1) as [RecordedChange];
    const writer = chainWriter({ table, now });
    for (const changes of [[undigested], [undigested]])
      await writer({ chain, changes, since, seal: undefined });
    expect(await entriesIn(chain)).toHaveLength(2);
  });

  // G4
  test("is one, without a gap, where eight writers add to it at once, in few conditional writes", async () => {
    const chain = "controllers/druk-bv";
    const writers = 8;
    const each = size(250, 1_250);
    let writes = 0;
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const counted = interceptedTable(table, ({ name }, proceed) => {
          if (name === "PutItem") writes += 1;
          return proceed();
        });
        const add = chainWriter({ table: counted, now });
        for (const changes of inChunks(changesOf(chain, each, `DSR-${writer}`), 100)) {
          await add({ chain, changes, since, seal: undefined });
        }
      }),
    );
    const lines = await linesIn(chain);
    expect(lines).toHaveLength(writers * each);
    expectOneChain(lines);
    for (let writer = 0; writer < writers; writer++) {
      const own = lines
        .map((line): Entry => JSON.parse(line))
        .filter(({ reference }) => reference === `DSR-${writer}`);
      expect(own.map(({ revision }) => revision)).toEqual(own.map((_, n) => n + 1));
    }
    const blocks = writers * Math.ceil(each / 100);
    const last = await lastBlock(table, chain);
    expect(last?.number).toBe(blocks);
    expect(last && headOf(last).sequence).toBe(writers * each);
    // Each block, the chain's name for whoever believes to be the first, and what others were quicker with.
    expect(writes).toBeLessThanOrEqual(blocks * writers + writers);
  });

  test("is given up for now where others do not stop writing to it", async () => {
    const chain = "controllers/bezet-bv";
    const others = chainWriter({ table, now });
    let n = 0;
    const blocked = interceptedTable(table, async ({ name }, proceed) => {
      if (name === "PutItem") {
        n += 1;
        const changes = changesOf(chain, 1, `DSR-OTHER-${n}`);
        await others({ chain, changes, since, seal: undefined });
      }
      return proceed();
    });
    const add = chainWriter({ table: blocked, now, pause });
    await expect(add({ chain, changes: changesOf(chain, 1), since, seal: undefined })).rejects.toThrow(
      "others kept writing to a chain of evidence",
    );
    expectOneChain(await linesIn(chain));
  });
});
