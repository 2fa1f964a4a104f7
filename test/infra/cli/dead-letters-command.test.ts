import { describe, expect, test } from "vitest";
import { cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:";

const letters = [
  {
    queue: "Unread",
    version: "1.0",
    timestamp: "2026-11-22T10:15:00.000Z",
    requestContext: {
      functionArn: `${functionArn}forward`,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 4,
    },
    DDBStreamBatchInfo: {
      shardId: "shardId-1",
      startSequenceNumber: "100",
      endSequenceNumber: "101",
      approximateArrivalOfFirstRecord: "2026-11-22T10:14:00.000Z",
      approximateArrivalOfLastRecord: "2026-11-22T10:14:00.000Z",
      batchSize: 2,
      streamArn: "arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/s",
    },
  },
  {
    queue: "Missed",
    version: "1.0",
    timestamp: "2026-11-22T11:15:00.000Z",
    requestContext: {
      functionArn: `${functionArn}sweep`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 1,
    },
    responsePayload: { errorType: "TimeoutError" },
  },
];

async function list(body: unknown, ...args: string[]) {
  const { url, received } = await cannedServer({ status: 200, body });
  const folder = await folderWith({ "run.json": runFile(url) });
  const ended = await meldpunt(["run", "dead-letters", ...args], { MELDPUNT_DATA: folder });
  expect(received).toMatchObject([{ method: "GET", path: "/dead-letters" }]);
  return ended;
}

describe("meldpunt run dead-letters", () => {
  test("lists what was given up: when, by which function, why, how often it was tried and where it was", async () => {
    const { exitCode, stdout } = await list(letters);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/ {2,}/g, " | ")).toBe(
      `2026-11-22T10:15:00.000Z | forward | reported a failure | tried 4 times | records 100 to 101
2026-11-22T11:15:00.000Z | sweep | TimeoutError | tried once | an event
`,
    );
  });

  test("gives programs all that is known, and says when there is nothing", async () => {
    expect(JSON.parse((await list(letters, "--json")).stdout)).toEqual(letters);
    expect((await list([])).stdout).toBe("Nothing was given up.\n");
  });
});
