import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";
import { deliverBatch, type GivenUp } from "../../../../infra/local/streams/deliver-batch.ts";
import type { StreamMapping } from "../../../../infra/local/streams/stream-mapping.ts";
import type { StreamRecord } from "../../../../infra/local/streams/stream-record.ts";

const mapping: StreamMapping = {
  logicalId: "Mapping",
  tableName: "table",
  functionName: "forward",
  functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:forward",
  batchSize: 10,
  windowMs: 0,
  startingPosition: "TRIM_HORIZON",
  retries: 0,
  bisect: false,
  failureQueue: undefined,
  reportsFailures: true,
  matches: () => true,
};

const failure: Invocation = { ok: false, error: { errorType: "Error", errorMessage: "broken" } };

function record(sequenceNumber: string): StreamRecord {
  return {
    eventID: sequenceNumber,
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: { SequenceNumber: sequenceNumber },
    eventSourceARN: "arn",
  };
}

/** Delivers to a function that answers as `answer` says, and tells what happened. */
async function deliver(
  sequenceNumbers: string[],
  answer: (records: string[], call: number) => Invocation,
  settings: Partial<StreamMapping> = {},
) {
  const calls: string[][] = [];
  const checkpoints: string[] = [];
  const givenUp: GivenUp[] = [];
  const pool = {
    async invoke(_: string, event: unknown) {
      const batch: StreamRecord[] = Object(event).Records;
      calls.push(batch.map(({ dynamodb }) => dynamodb.SequenceNumber));
      return answer(calls.at(-1) ?? [], calls.length);
    },
  };
  const giveUp = (stretch: GivenUp) => void givenUp.push(stretch);
  const { signal } = new AbortController();
  const delivery = { mapping: { ...mapping, ...settings }, pool, giveUp, signal };
  await deliverBatch(delivery, sequenceNumbers.map(record), (upTo) => void checkpoints.push(upTo));
  return { calls, checkpoints, givenUp: givenUp.map(toNumbers) };
}

/** The records by their numbers. */
function toNumbers({ records, ...how }: GivenUp) {
  return { records: records.map(({ dynamodb }) => dynamodb.SequenceNumber), ...how };
}

function failing(...identifiers: (string | null)[]): Invocation {
  return {
    ok: true,
    result: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
  };
}

describe("a batch", () => {
  test.each([
    ["no failures", failing()],
    ["nothing", { ok: true, result: null } as const],
    ["an empty object", { ok: true, result: {} } as const],
  ])("is handled when the function reports %s", async (_, answer) => {
    expect(await deliver(["1", "2"], () => answer)).toEqual({
      calls: [["1", "2"]],
      checkpoints: ["2"],
      givenUp: [],
    });
  });

  // E7
  test("is taken up again from its lowest failing record", async () => {
    const { calls, checkpoints } = await deliver(
      ["1", "2", "3", "4"],
      (_, call) => (call === 1 ? failing("4", "2") : failing()),
      { retries: 1 },
    );
    expect(calls).toEqual([
      ["1", "2", "3", "4"],
      ["2", "3", "4"],
    ]);
    expect(checkpoints).toEqual(["1", "4"]);
  });

  test.each([
    ["names a record that is not in it", failing("9")],
    ["names a record without its number", failing(null)],
    ["is not understood", { ok: true, result: { batchItemFailures: "2" } } as const],
    ["is an error", failure],
  ])("is tried again as a whole when the answer %s", async (_, answer) => {
    const { calls } = await deliver(["1", "2"], (_, call) => (call === 1 ? answer : failing()), {
      retries: 1,
    });
    expect(calls).toEqual([
      ["1", "2"],
      ["1", "2"],
    ]);
  });

  test("is handled by any result when the mapping asks for no report", async () => {
    const { calls } = await deliver(["1", "2"], () => failing("1"), { reportsFailures: false });
    expect(calls).toHaveLength(1);
  });

  // E6
  test("is halved until the record that breaks the function is alone and given up", async () => {
    const { calls, givenUp, checkpoints } = await deliver(
      ["1", "2", "3", "4"],
      (records) => (records.includes("3") ? failure : failing()),
      { bisect: true },
    );
    expect(calls).toEqual([["1", "2", "3", "4"], ["1", "2"], ["3", "4"], ["3"], ["4"]]);
    expect(givenUp).toEqual([{ records: ["3"], attempts: 1, errorType: "Error" }]);
    expect(checkpoints.at(-1)).toBe("4");
  });

  // E6
  test("is halved without a retry being counted, and the record that stands alone has them all", async () => {
    const { calls, givenUp } = await deliver(
      ["1", "2", "3", "4"],
      (records) => (records.includes("1") ? failure : failing()),
      { bisect: true, retries: 1 },
    );
    expect(calls).toEqual([["1", "2", "3", "4"], ["1", "2"], ["1"], ["1"], ["2"], ["3", "4"]]);
    expect(givenUp).toEqual([{ records: ["1"], attempts: 2, errorType: "Error" }]);
  });

  // E6, E7
  test("is split at the record that is reported, which is then told from those after it", async () => {
    const { calls, givenUp } = await deliver(
      ["1", "2", "3", "4"],
      (records) => (records.includes("3") ? failing("3") : failing()),
      { bisect: true },
    );
    expect(calls).toEqual([["1", "2", "3", "4"], ["3", "4"], ["3"], ["4"]]);
    expect(givenUp).toEqual([{ records: ["3"], attempts: 1, errorType: undefined }]);
  });

  test("whose retries are used up is given up, and what comes after it goes on", async () => {
    const { calls, givenUp, checkpoints } = await deliver(["1", "2"], () => failure, { retries: 1 });
    expect(calls).toHaveLength(2);
    expect(givenUp).toEqual([{ records: ["1", "2"], attempts: 2, errorType: "Error" }]);
    expect(checkpoints).toEqual(["2"]);
  });

  test("that cannot be split takes what comes after the reported record with it, as on AWS", async () => {
    const { calls, givenUp } = await deliver(["1", "2", "3"], () => failing("2"));
    expect(calls).toEqual([["1", "2", "3"]]);
    expect(givenUp).toEqual([{ records: ["2", "3"], attempts: 1, errorType: undefined }]);
  });

  test.each([0, 5])("is left where it is when the local run stops, with %i retries", async (retries) => {
    const stopping = new AbortController();
    const checkpoints: string[] = [];
    const pool = {
      async invoke() {
        stopping.abort();
        return failure;
      },
    };
    const giveUp = () => expect.unreachable();
    const delivery = { mapping: { ...mapping, retries }, pool, giveUp, signal: stopping.signal };
    await deliverBatch(delivery, [record("1")], (upTo) => void checkpoints.push(upTo));
    expect(checkpoints).toEqual([]);
  });

  // E6, E7
  test("always ends with every record handled or given up, each given-up one truly broken", async () => {
    const batches = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(batches, fc.func(fc.boolean()), async (numbers, isBroken) => {
        const sorted = numbers.toSorted((a, b) => a - b).map(String);
        const handled = new Set<string>();
        const { givenUp, checkpoints } = await deliver(
          sorted,
          (records) => {
            const broken = records.filter((each) => isBroken(each));
            for (const each of records) if (!broken.includes(each)) handled.add(each);
            return failing(...broken);
          },
          { bisect: true },
        );
        const lost = givenUp.flatMap(({ records }) => records);
        expect([...new Set([...handled, ...lost])].toSorted()).toEqual(sorted.toSorted());
        expect(lost.every((each) => isBroken(each))).toBe(true);
        expect(checkpoints.at(-1)).toBe(sorted.at(-1));
      }),
      { numRuns: 50 },
    );
  });
});
