import { hash } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openStackBox } from "../../../../infra/cli/dead-letters/stack-box.ts";
import { redrivePolicy } from "../../../../infra/operator-policies.ts";
import { awsServer, endpoint, queryAnswer, type WireAnswers } from "../aws-wire.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const place = "arn:aws:lambda:eu-central-1:111122223333:function";
const forwardArn = `${place}:Meldpunt-Forward-1`;
const resources = [
  ["AWS::SQS::Queue", "ForwardUnreadQueue048F5DA3", `${endpoint}/111122223333/unread`],
  ["AWS::SQS::Queue", "MissedRunsQueue77661CF6", `${endpoint}/111122223333/missed`],
  ["AWS::Lambda::Function", "ForwardFunction18A53A8D", "Meldpunt-Forward-1"],
  ["AWS::Lambda::Function", "SealsSealEvidenceFunctionCEC4C84C", "Meldpunt-Seal-1"],
  ["AWS::Lambda::EventSourceMapping", "ForwardNewCases7785C3C8", "mapping-1"],
];
const summaries = resources.map(
  ([type, logicalId, physicalId]) => `<member><ResourceType>${type}</ResourceType>
    <LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>
    <ResourceStatus>UPDATE_COMPLETE</ResourceStatus></member>`,
);

const message = (id: string, body: unknown) => ({
  MessageId: id,
  ReceiptHandle: `receipt-${id}`,
  Body: JSON.stringify(body),
  // The SDK compares it.
  MD5OfBody: hash("md5", JSON.stringify(body)),
  Attributes: { SentTimestamp: "1795300000000" },
  MessageAttributes: {},
});
const lambdaMessage = (functionArn: string, more: object) => ({
  version: "1.0",
  timestamp: "2026-11-22T10:15:00.000Z",
  requestContext: { functionArn, condition: "RetryAttemptsExhausted", approximateInvokeCount: 4 },
  ...more,
});
const stretch = {
  shardId: "shardId-1",
  startSequenceNumber: "9",
  endSequenceNumber: "9",
  approximateArrivalOfFirstRecord: "2026-11-22T10:14:00.000Z",
  approximateArrivalOfLastRecord: "2026-11-22T10:14:00.000Z",
  batchSize: 1,
  streamArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/Meldpunt-Table-1/stream/s",
};
const changes = message("m1", lambdaMessage(forwardArn, { DDBStreamBatchInfo: stretch }));
const seal = lambdaMessage(`${place}:Meldpunt-Seal-1:$LATEST`, {
  requestPayload: { source: "aws.scheduler" },
});
const run = message("m2", { ...seal, timestamp: "2026-11-22T09:00:00.000Z" });
const foreign = message("m3", "hello");

const record = (SequenceNumber: string, pk: string) => ({
  eventName: "INSERT",
  dynamodb: { SequenceNumber, ApproximateCreationDateTime: 1_795_300_000, Keys: { pk: { S: pk } } },
});
const pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: "DSR-" }] } } } });

const answers: WireAnswers = {
  ListStackResources: queryAnswer(
    "ListStackResources",
    `<StackResourceSummaries>${summaries.join("")}</StackResourceSummaries>`,
  ),
  GetEventSourceMapping: {
    body: { FunctionArn: forwardArn, FilterCriteria: { Filters: [{ Pattern: pattern }] } },
  },
  GetQueueAttributes: { body: { Attributes: { ApproximateNumberOfMessagesNotVisible: "0" } } },
  GetShardIterator: { body: { ShardIterator: "1" } },
  GetRecords: { body: { Records: [record("9", "DSR-1")] } },
  Invoke: { body: { batchItemFailures: [] } },
  DeleteMessage: { body: {} },
  ChangeMessageVisibility: { body: {} },
};

/** A stack in whose queues these messages lie, and which answers otherwise as told. */
async function open(queues: Record<string, object[]>, others: WireAnswers = {}) {
  const { url, calls } = await awsServer({
    ...answers,
    ReceiveMessage: (input) => {
      const waiting = queues[JSON.parse(input).QueueUrl.split("/").at(-1)] ?? [];
      return { body: { Messages: waiting.splice(0, 10) } };
    },
    ...others,
  });
  vi.stubEnv("AWS_ENDPOINT_URL", url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const region = "eu-central-1";
  const stack = { name: "Meldpunt", status: "", outputs: new Map(), region, credentials };
  const box = await openStackBox({ ...stack, api: { url, region, credentials } });
  const asked = (operation: string) =>
    calls.filter((call) => call.operation === operation).map(({ input }) => JSON.parse(input));
  const [first, ...more] = box.letters;
  if (!first) throw new Error("nothing was given up");
  return { box, asked, first, more, calls };
}

describe("the dead-letter queues of a stack", () => {
  test("are read to their ends, oldest first, by the names that people know", async () => {
    const many = Array.from({ length: 12 }, (_, i) => message(`f${i}`, "hello"));
    const { box } = await open({ unread: [changes, ...many], missed: [run] });
    expect(box.letters.map(({ kind, function: name, queue }) => [kind, name, queue]).slice(0, 3)).toEqual([
      ["unreadable", "", "ForwardUnreadQueue"],
      ["unreadable", "", "ForwardUnreadQueue"],
      ["unreadable", "", "ForwardUnreadQueue"],
    ]);
    expect(box.letters.slice(-2)).toMatchObject([
      { id: "m2", kind: "run", function: "seal-evidence", queue: "MissedRunsQueue" },
      { id: "m1", kind: "stream", function: "forward", why: "RetryAttemptsExhausted", tries: 4 },
    ]);
    expect(box.letters).toHaveLength(14);
  });

  test("tell how much in them others hold", async () => {
    const held = { body: { Attributes: { ApproximateNumberOfMessagesNotVisible: "2" } } };
    const { box } = await open({ unread: [changes] }, { GetQueueAttributes: held });
    expect(box.heldByOthers).toBe(4);
  });

  test("are as before for others once they are closed", async () => {
    const { box, asked } = await open({ unread: [changes] });
    await box.close();
    expect(asked("ChangeMessageVisibility")).toMatchObject([
      { ReceiptHandle: "receipt-m1", VisibilityTimeout: 0 },
    ]);
    expect(asked("DeleteMessage")).toEqual([]);
  });
});

describe("messages that were received", () => {
  test("are let go where another queue cannot be read", async () => {
    const released: string[] = [];
    const opening = open(
      {},
      {
        ReceiveMessage: (input) => {
          if (!JSON.parse(input).QueueUrl.endsWith("/unread")) return { code: "AccessDeniedException" };
          return { body: { Messages: [changes] } };
        },
        ChangeMessageVisibility: (input) => {
          released.push(JSON.parse(input).ReceiptHandle);
          return { body: {} };
        },
      },
    );
    await expect(opening).rejects.toThrow();
    expect(released).toEqual(["receipt-m1"]);
  });

  test("are no matter where SQS does not hold them any more", async () => {
    const { box } = await open(
      { unread: [changes] },
      { ChangeMessageVisibility: { code: "MessageNotInflight" } },
    );
    await expect(box.close()).resolves.toBeUndefined();
  });
});

describe("a letter of a stack", () => {
  test("about changes hands the function what its mapping would, and is deleted", async () => {
    const both = { body: { Records: [record("8", "caps"), record("9", "DSR-1")] } };
    const { box, first, asked } = await open({ unread: [changes] }, { GetRecords: both });
    expect(await box.handOver([first])).toEqual({ outcome: "done" });
    expect(asked("Invoke")).toMatchObject([
      { Records: [{ dynamodb: { SequenceNumber: "9" }, eventSourceARN: stretch.streamArn }] },
    ]);
    expect(asked("DeleteMessage")).toMatchObject([{ ReceiptHandle: "receipt-m1" }]);
    await box.close();
    expect(asked("ChangeMessageVisibility")).toEqual([]);
  });

  test("about changes that the stream has forgotten calls nobody", async () => {
    const { box, first, asked } = await open(
      { unread: [changes] },
      { GetShardIterator: { code: "TrimmedDataAccessException" } },
    );
    expect(await box.handOver([first])).toEqual({ outcome: "gone" });
    expect([asked("Invoke"), asked("DeleteMessage")]).toEqual([[], []]);
    await box.remove([first]);
    expect(asked("DeleteMessage")).toHaveLength(1);
  });

  test("about runs is settled for all of them by one", async () => {
    const again = { ...run, MessageId: "m4", ReceiptHandle: "receipt-m4" };
    const { box, first, more, asked } = await open(
      { missed: [run, again] },
      { Invoke: { body: { number: 1 } } },
    );
    expect(await box.handOver([first, ...more])).toEqual({ outcome: "done" });
    expect(asked("Invoke")).toEqual([{ source: "aws.scheduler" }]);
    expect(asked("DeleteMessage")).toHaveLength(2);
  });

  test.each([
    ["that its function could not handle", { body: { batchItemFailures: [{}] } }, "reported 1 failures"],
    ["that nobody may hand over", { code: "AccessDeniedException" }, "UnknownError"],
  ])("%s stays", async (_, invoke, why) => {
    const { box, first, asked } = await open({ unread: [changes] }, { Invoke: invoke });
    expect(await box.handOver([first])).toMatchObject({ outcome: "failed", why });
    expect(asked("DeleteMessage")).toEqual([]);
  });

  test.each([
    ["that nobody of ours sent", foreign],
    ["about a function of somebody else's", message("m5", lambdaMessage(`${place}:Other`, {}))],
  ])("%s is handed to nobody", async (_, sent) => {
    const { box, first, asked } = await open({ unread: [sent] });
    expect(first).toMatchObject({ kind: "unreadable", function: "" });
    expect(await box.handOver([first])).toMatchObject({ outcome: "failed" });
    expect(asked("Invoke")).toEqual([]);
  });
});

test("who redrives has the rights that it takes, and no others", async () => {
  const { box, first, calls } = await open({ unread: [changes, foreign] });
  const [, last] = box.letters;
  await box.handOver([last ?? first]);
  await box.close();
  const rights: Record<string, string> = { Invoke: "InvokeFunction" };
  const used = new Set(calls.map(({ operation }) => rights[operation] ?? operation));
  const { Statement } = redrivePolicy({ region: "r", account: "a", stack: "s" });
  const allowed = Statement.flatMap(({ Action }) => Action).map((right) => right.split(":")[1] ?? "");
  expect([...used].sort()).toEqual(allowed.sort());
});
