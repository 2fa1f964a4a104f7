import { describe, expect, test } from "vitest";
import type { Addition } from "../../../functions/evidence/chain-writer.ts";
import { type RecordDependencies, recordEvidence } from "../../../functions/evidence/record-evidence.ts";
import { hashLine } from "../../../shared/evidence/entry.ts";
import { logged, measured } from "../../support/logged.ts";
import { changedAt, recordOf } from "../../support/stream-records.ts";

const salt = Buffer.alloc(16, 7);
const mark = { number: 3, hash: hashLine("seal"), publicKey: "bWFkZSB1cA==", key: hashLine("key") };

function itemOf(controllerId: string, more: Record<string, unknown> = {}) {
  return { pk: "DSR-1", sk: "case", kind: "request", controllerId, revision: 1, salt, ...more };
}

function recorder(over: Partial<RecordDependencies> = {}) {
  const added: Addition[] = [];
  const seals: string[] = [];
  const dependencies: RecordDependencies = {
    add: async (addition) => void added.push(addition),
    latestSeal: async () => mark,
    seal: async () => void seals.push(added.map(({ chain }) => chain).join()),
    now: () => new Date("2026-11-22T13:00:00.000Z"),
    ...over,
  };
  return {
    added,
    seals,
    record: (records: ReturnType<typeof recordOf>[]) => recordEvidence(records, dependencies),
  };
}

describe("a batch of the stream", () => {
  test("is added chain by chain, in the order of its records, with the time of the first and the latest seal", async () => {
    const { added, record } = recorder();
    const later = new Date(changedAt.getTime() + 5_000);
    const response = await record([
      recordOf({ after: itemOf("voorbeeld-bv") }),
      recordOf({ after: itemOf("ander-bv") }, { at: later }),
      recordOf(
        { before: itemOf("voorbeeld-bv"), after: itemOf("voorbeeld-bv", { revision: 2 }) },
        { at: later },
      ),
    ]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(added).toMatchObject([
      {
        chain: "controllers/voorbeeld-bv",
        since: changedAt,
        seal: mark,
        changes: [{ revision: 1 }, { revision: 2 }],
      },
      { chain: "controllers/ander-bv", since: later, changes: [{ revision: 1 }] },
    ]);
    expect(added[0]?.changes[0]).not.toHaveProperty("record");
  });

  // G4, G5
  test("comes again as far as it belongs in a chain that could not be written to", async () => {
    const { record } = recorder({
      add: async ({ chain }) => {
        if (chain === "controllers/ander-bv") throw new Error("jan@example.org cannot be written");
      },
    });
    const response = await record([
      recordOf({ after: itemOf("voorbeeld-bv") }, { sequence: "10" }),
      recordOf({ after: itemOf("ander-bv") }, { sequence: "11" }),
    ]);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: "11" }] });
    expect(logged.join("")).toContain("EVIDENCE_NOT_RECORDED");
    expect(logged.join("")).not.toContain("jan@example.org");
  });

  test("adds to the metrics how long ago its first change was, also where it could not be recorded", async () => {
    const late = new Date(changedAt.getTime() + 60_000);
    const records = [
      recordOf({ after: itemOf("voorbeeld-bv") }, { at: late }),
      recordOf({ after: itemOf("ander-bv") }),
    ];
    await recorder().record(records);
    await recorder({ add: () => Promise.reject(new Error("no table")) }).record(records);
    expect(measured).toEqual([{ SecondsToRecord: 3_600 }, { SecondsToRecord: 3_600 }]);
  });

  const certificate = itemOf("voorbeeld-bv", {
    kind: "delivery",
    type: "certificate",
    sk: "delivery#certificate",
  });

  test("with a new certificate is sealed once it is recorded", async () => {
    const { seals, record } = recorder();
    await record([recordOf({ after: certificate })]);
    expect(seals).toEqual(["controllers/voorbeeld-bv"]);
  });

  test("without one is left to the hourly seal", async () => {
    const { seals, record } = recorder();
    await record([
      recordOf({ after: itemOf("voorbeeld-bv") }),
      recordOf({ before: certificate, after: { ...certificate, revision: 2 } }),
    ]);
    expect(seals).toEqual([]);
  });

  test("is not sealed for a certificate that could not be recorded, which comes again", async () => {
    const { seals, record } = recorder({ add: () => Promise.reject(new Error("no table")) });
    expect((await record([recordOf({ after: certificate })])).batchItemFailures).toHaveLength(1);
    expect(seals).toEqual([]);
  });

  test("does not wait for ever for a seal", async () => {
    const { record } = recorder({ seal: () => new Promise(() => {}), sealPatience: 5 });
    expect(await record([recordOf({ after: certificate })])).toEqual({ batchItemFailures: [] });
    expect(logged.join("")).toContain("EVIDENCE_NOT_SEALED");
  });

  test("counts as recorded where it could not be sealed", async () => {
    const { record } = recorder({ seal: () => Promise.reject(new Error("no key")) });
    expect(await record([recordOf({ after: certificate })])).toEqual({ batchItemFailures: [] });
    expect(logged.join("")).toContain("EVIDENCE_NOT_SEALED");
  });
});
