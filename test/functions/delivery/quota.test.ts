import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, describe, expect, test } from "vitest";
import { type Quota, sesQuota, watchQuota } from "../../../functions/delivery/quota.ts";
import { anyCredentials } from "../../support/dynamodb.ts";
import { failing, type SesStub, startSesStub } from "./ses-stub.ts";

const stub = await startSesStub();
const client = new SESClient({
  endpoint: stub.endpoint,
  region: "eu-central-1",
  credentials: anyCredentials,
  maxAttempts: 1,
});
afterAll(() => stub.close());

/** SES's answer to who asks for the quota. */
function telling(most: number, sent: number): SesStub["answer"] {
  const xml = `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>${most}</Max24HourSend><SentLast24Hours>${sent}</SentLast24Hours><MaxSendRate>14</MaxSendRate></GetSendQuotaResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetSendQuotaResponse>`;
  return (response) => response.writeHead(200, { "content-type": "text/xml" }).end(xml);
}

// B7
describe("the daily quota", () => {
  test("is what SES tells", async () => {
    stub.answer = telling(50_000, 123);
    expect(await sesQuota(client)()).toEqual({ most: 50_000, sent: 123 });
  });

  test.each([
    ["there is none", telling(-1, 123)],
    ["SES tells nothing", failing(400, "Throttling", "Rate exceeded")],
    [
      "the answer cannot be read",
      (response: Parameters<SesStub["answer"]>[0]) => response.writeHead(200).end("x"),
    ],
  ])("is unknown where %s", async (_, answer) => {
    stub.answer = answer;
    expect(await sesQuota(client)()).toBeUndefined();
  });
});

/** A watched quota, how often it was read, and a clock that only the test moves. */
function watched(quota: Quota | undefined) {
  let now = 0;
  let reads = 0;
  const read = async () => {
    reads += 1;
    return quota;
  };
  const watch = watchQuota(read, () => new Date(now));
  return { ...watch, reads: () => reads, pass: (milliseconds: number) => (now += milliseconds) };
}

// B7
describe("a watched quota", () => {
  test("is read once in five minutes, also for those who ask at once", async () => {
    const quota = watched({ most: 100, sent: 10 });
    await Promise.all(Array.from({ length: 4 }, () => quota.read()));
    quota.pass(299_999);
    expect(await quota.read()).toEqual({ most: 100, sent: 10 });
    expect(quota.reads()).toBe(1);
    quota.pass(1);
    await quota.read();
    expect(quota.reads()).toBe(2);
  });

  test("counts what is sent until it is read again", async () => {
    const quota = watched({ most: 100, sent: 10 });
    await quota.read();
    quota.sent();
    quota.sent();
    expect(await quota.read()).toEqual({ most: 100, sent: 12 });
    quota.pass(300_000);
    expect(await quota.read()).toEqual({ most: 100, sent: 10 });
  });

  test("that is unknown stays so for as long", async () => {
    const quota = watched(undefined);
    quota.sent();
    expect(await quota.read()).toBeUndefined();
    expect(await quota.read()).toBeUndefined();
    expect(quota.reads()).toBe(1);
  });
});
