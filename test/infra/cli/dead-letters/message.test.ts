import { describe, expect, test } from "vitest";
import { readMessage } from "../../../../infra/cli/dead-letters/message.ts";

const functionArn = "arn:aws:lambda:eu-central-1:111122223333:function:Meldpunt-Sweep-1:$LATEST";
const sentAt = "2026-11-22T10:16:00.000Z";
const message = (body: unknown, attributes: Record<string, string> = {}) => ({
  id: "1",
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes,
  sentAt,
});

/** As in the AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations". */
const invocation = (requestPayload: unknown) => ({
  version: "1.0",
  timestamp: "2026-11-22T10:15:00.000Z",
  requestContext: {
    requestId: "79b4f56e-95b1-4643-9700-2807f4e68189",
    functionArn,
    condition: "RetriesExhausted",
    approximateInvokeCount: 3,
  },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload: { errorType: "TimeoutError", errorMessage: "noor@example.org" },
});

describe("a message of Lambda", () => {
  test("that tells of an event holds that, and of the error its type", () => {
    const event = { source: "aws.ses", detail: {} };
    expect(readMessage(message(invocation(event)))).toEqual({
      letter: { kind: "event", at: "2026-11-22T10:15:00.000Z", why: "TimeoutError", tries: 3 },
      functionArn,
      stretch: undefined,
      event,
    });
  });

  test.each([{ source: "aws.scheduler", "detail-type": "Scheduled Event" }, {}, null])(
    "that tells of what a schedule sent (%j) is about a run",
    (event) => {
      expect(readMessage(message(invocation(event)))?.letter.kind).toBe("run");
    },
  );

  test("that tells of an event that got too old before the function had it says so", () => {
    const {
      responsePayload: _,
      responseContext: __,
      requestContext,
      ...rest
    } = invocation({ source: "aws.ses" });
    const old = {
      ...rest,
      requestContext: { ...requestContext, condition: "EventAgeExceeded", approximateInvokeCount: 0 },
    };
    expect(readMessage(message(old))?.letter).toMatchObject({ why: "EventAgeExceeded", tries: 0 });
  });

  test("that tells of stream records says where they are", () => {
    const { requestPayload: _, ...rest } = invocation({});
    const stretch = {
      shardId: "shardId-1",
      startSequenceNumber: "800000000003126276362",
      endSequenceNumber: "800000000003126276363",
      approximateArrivalOfFirstRecord: "2026-11-22T10:14:00Z",
      approximateArrivalOfLastRecord: "2026-11-22T10:14:00Z",
      batchSize: 2,
      streamArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/t/stream/s",
    };
    expect(readMessage(message({ ...rest, DDBStreamBatchInfo: stretch }))).toMatchObject({
      letter: { kind: "stream" },
      stretch,
    });
  });
});

describe("a message of EventBridge", () => {
  test("holds the event that could not be handed over", () => {
    const event = { source: "aws.ses", detail: {} };
    const attributes = {
      RULE_ARN: "arn:aws:events:eu-central-1:111122223333:rule/r",
      TARGET_ARN: functionArn,
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: "no",
      RETRY_ATTEMPTS: "20",
    };
    expect(readMessage(message(event, attributes))).toEqual({
      letter: { kind: "event", at: sentAt, why: "NO_PERMISSIONS", tries: 21 },
      functionArn,
      event,
    });
  });

  test("of a schedule is about a run, whatever is in it", () => {
    const attributes = {
      SCHEDULE_ARN: "arn:schedule",
      TARGET_ARN: functionArn,
      ERROR_CODE: "ThrottlingException",
    };
    expect(readMessage(message("not JSON", attributes))).toMatchObject({
      letter: { kind: "run", tries: undefined },
      event: {},
    });
  });
});

test.each(["{}", "hello", '{"version":"1.0"}'])("a message that says %s is nobody's of ours", (body) => {
  expect(readMessage(message(body))).toBeUndefined();
});
