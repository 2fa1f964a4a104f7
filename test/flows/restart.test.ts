import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { pendingSince } from "../../shared/pending.ts";
import { breachStatus, submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { dynamoDbClient, stackTable } from "../support/dynamodb.ts";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { mailsAbout, statusOf, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

let data: string;
const runs: LocalRun[] = [];

async function start(environment: Record<string, string> = {}): Promise<LocalRun> {
  const run = await startLocalRun({ data, environment });
  runs.push(run);
  return run;
}

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "meldpunt-"));
});

afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 10 });
});

describe("a run that is killed right after it accepted requests", () => {
  // A10, E4
  test("loses none, nor a breach report: the next run sends every mail, and the one after its stop has it all", {
    timeout: 240_000,
  }, async () => {
    const first = await start();
    const receipts = await Promise.all(
      Array.from({ length: 3 }, () => submitRequest(first.api, submission())),
    );
    const breach = await submitReport(first.api, report(), first.reporterCode);
    await first.kill();

    const areForwarded = async ({ api }: LocalRun) => {
      const statuses = await Promise.all(receipts.map((receipt) => statusOf(api, receipt)));
      expect(statuses).toEqual(receipts.map(() => "forwarded"));
      expect((await breachStatus(api, breach)).status).toBe("forwarded");
    };
    const second = await start();
    expect(second.reporterCode).toBe(first.reporterCode);
    await eventually(
      async () => {
        await areForwarded(second);
        const mails = await second.mails();
        const ofBreach = mailsAbout(breach.reference, mails);
        expect(new Set(ofBreach.map((mail) => mail.destination.to[0]))).toEqual(
          new Set(["privacy@voorbeeld.example", "privacy@example-ltd.example", report().reporter.email]),
        );
        for (const { reference } of receipts) {
          const types = mailsAbout(reference, mails).map(typeOf);
          expect(new Set(types)).toEqual(new Set(["request", "acknowledgement"]));
        }
      },
      { within: 60_000 },
    );
    const mails = await second.mails();
    // A second copy only where the kill fell between the acceptance and our write. The mails of one case go one
    // after the other, so that is one of them at most.
    for (const { reference } of receipts) expect(mailsAbout(reference, mails).length).toBeLessThanOrEqual(3);
    expect(await second.stop()).toBe(0);

    const third = await start();
    await areForwarded(third);
    expect((await third.mails()).slice(0, mails.length)).toEqual(mails);
  });
});

/** Lets the mail to the controller be due again, as a failed attempt leaves it. */
async function postpone(reference: string): Promise<void> {
  const client = dynamoDbClient();
  const { tableName } = stackTable();
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :reference",
      FilterExpression: "#type = :request",
      ExpressionAttributeNames: { "#type": "type" },
      ExpressionAttributeValues: marshall({ ":reference": reference, ":request": "request" }),
    }),
  );
  expect(Items).toHaveLength(1);
  const { sk } = unmarshall(Items[0] ?? {});
  const { pendingShard, pendingAt } = pendingSince(reference, new Date(Date.now() - 1_000));
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: marshall({ pk: reference, sk }),
      UpdateExpression: "SET #state = :pending, pendingShard = :shard, pendingAt = :at",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: marshall({
        ":pending": "pending",
        ":shard": pendingShard,
        ":at": pendingAt,
      }),
    }),
  );
}

describe("a run on a DynamoDB that is there already", () => {
  // No other test starts a local run on it: the two would share one table, and each sends what it finds.
  const environment = () => ({ AWS_ENDPOINT_URL_DYNAMODB: inject("dynamodb") });
  const copies = async (run: LocalRun, reference: string) =>
    mailsAbout(reference, await run.mails()).filter((mail) => typeOf(mail) === "request").length;

  test("sends at its start what is due, which no stream record asks for", { timeout: 180_000 }, async () => {
    const first = await start(environment());
    const receipt = await submitRequest(first.api, submission());
    await eventually(async () => expect(await statusOf(first.api, receipt)).toBe("forwarded"), {
      within: 20_000,
    });
    expect(await copies(first, receipt.reference)).toBe(1);
    await first.stop();
    await postpone(receipt.reference);

    const second = await start(environment());
    await eventually(async () => expect(await copies(second, receipt.reference)).toBe(2), { within: 20_000 });
    expect(await readdir(join(data, "dynamodb"))).toEqual([]);
  });
});
