import { describe, expect, test } from "vitest";
import { type DeadLetter, eventLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import type { StoredLetter } from "../../../../infra/local/dead-letters/dead-letter-files.ts";
import { localHandOver, outcomeOf } from "../../../../infra/local/dead-letters/hand-over.ts";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";
import type { StreamRecord } from "../../../../infra/local/streams/stream-record.ts";

const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:forward";
const stretch: NonNullable<DeadLetter["DDBStreamBatchInfo"]> = {
  shardId: "shard",
  startSequenceNumber: "1",
  endSequenceNumber: "1",
  approximateArrivalOfFirstRecord: "2026-11-22T10:14:00.000Z",
  approximateArrivalOfLastRecord: "2026-11-22T10:14:00.000Z",
  batchSize: 1,
  streamArn: "arn:stream",
};
const record = { eventID: "1" } as StreamRecord;
const well: Invocation = { ok: true, result: null };

/** Hands over what these letters are about; the function ends so, and the stream still has these records. */
async function handOver(
  letters: Partial<StoredLetter>[],
  { ends = well, event, records }: { ends?: Invocation; event?: unknown; records?: StreamRecord[] } = {},
) {
  const plain = eventLetter({ functionArn, attempts: 1, errorType: "Error", at: new Date(0) });
  const stored = letters.map((letter, id) => ({ queue: "Q", id: String(id), ...plain, ...letter }));
  const invoked: unknown[] = [];
  const removed: string[] = [];
  const end = await localHandOver({
    deadLetters: {
      list: () => stored,
      eventOf: (id) => (id === "0" ? event : undefined),
      remove: (ids) => void removed.push(...ids),
    },
    pool: {
      invoke: async (name, payload) => {
        invoked.push([name, payload]);
        return ends;
      },
    },
    readRecords: async () => records,
  })(stored.map(({ id }) => id));
  return { end, invoked, removed };
}

describe("handing over", () => {
  test("an event that is still known gives it to the function, and takes the letter out", async () => {
    const event = { source: "aws.ses" };
    expect(await handOver([{ source: "aws.ses" }], { event })).toEqual({
      end: { outcome: "done" },
      invoked: [["forward", event]],
      removed: ["0"],
    });
  });

  test("runs by the clock makes one run for all of them, also after a restart", async () => {
    expect(await handOver([{}, {}])).toEqual({
      end: { outcome: "done" },
      invoked: [["forward", {}]],
      removed: ["0", "1"],
    });
  });

  test("records gives the function those that the stream has", async () => {
    const { invoked, removed } = await handOver([{ DDBStreamBatchInfo: stretch }], { records: [record] });
    expect([invoked, removed]).toEqual([[["forward", { Records: [record] }]], ["0"]]);
  });

  test.each([
    ["an event that is not known any more", [{ source: "aws.ses" }]],
    ["records that the stream has forgotten", [{ DDBStreamBatchInfo: stretch }]],
    ["nothing", []],
  ])("%s calls nobody, and leaves it there", async (_, letters) => {
    expect(await handOver(letters)).toEqual({ end: { outcome: "gone" }, invoked: [], removed: [] });
  });

  test("leaves there what the function fails on again, and tells the error's type alone", async () => {
    const ends: Invocation = {
      ok: false,
      error: { errorType: "TypeError", errorMessage: "noor@example.org" },
    };
    const { end, removed } = await handOver([{}], { ends });
    expect([end, removed]).toEqual([{ outcome: "failed", why: "TypeError" }, []]);
  });
});

describe("a function that was handed records", () => {
  test.each([null, "", {}, { batchItemFailures: [] }, { due: 1 }])("ends well with %j", (result) => {
    expect(outcomeOf(result)).toEqual({ outcome: "done" });
  });

  test("has failed where it reports failures", () => {
    const result = { batchItemFailures: [{ itemIdentifier: "1" }] };
    expect(outcomeOf(result)).toEqual({ outcome: "failed", why: "reported 1 failures" });
  });
});
