import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { caseSortKey, type Table } from "../../shared/table.ts";
import { submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { faultsLeft, linesOf, setFaults, sweepIn } from "../support/faults.ts";
import type { LocalRun } from "../support/local-run.ts";
import { type OpenRun, startOpenRun } from "../support/open-run.ts";
import { command } from "../support/operator.ts";
import {
  mailsAbout,
  postRequest,
  receiptIn,
  statusOf,
  submitRequest,
  typeOf,
} from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";
import { itemsIn } from "../support/table-items.ts";

const within = 20_000;

let opened: OpenRun;
let table: Table;
let run: LocalRun;

beforeAll(async () => {
  opened = await startOpenRun();
  ({ run, main: table } = opened);
}, 90_000);

afterEach(() => setFaults(run));

afterAll(async () => {
  await opened?.close();
});

/** A request of somebody who has made none before. */
function anybodys() {
  const dataSubject = { name: "Noor de Vries", email: `${randomUUID()}@example.org` };
  return submission({ dataSubject: { ...submission().dataSubject, ...dataSubject } });
}

/** The references of all requests that are stored. */
async function requests(): Promise<string[]> {
  const keys = [...(await itemsIn(table)).keys()];
  return keys.flatMap((key) => (/^DSR-.*\/case$/.test(key) ? (key.split("/")[0] ?? []) : []));
}

async function typesOf(reference: string): Promise<(string | undefined)[]> {
  return mailsAbout(reference, await run.mails())
    .map(typeOf)
    .toSorted();
}

/** Waits until as many attempts to send about a case have come to nothing. */
function attemptsLost(reference: string, count: number): Promise<void> {
  const codes = ["DELIVERY_UNKNOWN", "DELIVERY_POSTPONED"];
  return eventually(
    () => expect(linesOf(run, "forward", codes, reference).length).toBeGreaterThanOrEqual(count),
    { within },
  );
}

describe("while DynamoDB", () => {
  const idempotent = () => ({ "idempotency-key": randomBytes(24).toString("base64url") });

  // A7
  test("throttles every write, a request is turned away and not stored, and goes through afterwards", async () => {
    const before = await requests();
    const [body, key] = [anybodys(), idempotent()];
    await setFaults(run, { service: "dynamodb", fault: "throttle", operation: "PutItem" });
    const refused = await postRequest(run.api, body, key);
    expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([503, expect.any(Number)]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await requests()).toEqual(before);

    await setFaults(run);
    const { reference } = await receiptIn(await postRequest(run.api, body, key));
    expect((await requests()).toSorted()).toEqual([...before, reference].toSorted());
  });

  // A8
  test("stores a request and its answer is lost every time, the same key gets the request that was stored", async () => {
    const before = await requests();
    const [body, key] = [anybodys(), idempotent()];
    await setFaults(run, { service: "dynamodb", fault: "drop", operation: "PutItem" });
    expect((await postRequest(run.api, body, key)).status).toBe(503);
    const stored = (await requests()).filter((reference) => !before.includes(reference));
    expect(stored).toHaveLength(1);

    await setFaults(run);
    const answer = await postRequest(run.api, body, key);
    expect(answer.headers.get("idempotent-replayed")).toBe("true");
    expect([(await receiptIn(answer)).reference]).toEqual(stored);
    expect(await requests()).toHaveLength(before.length + 1);
  });
});

describe("while SES", () => {
  // E3, E18
  test("is away, requests and reports are taken, and all is sent once when it is back, breaches first", async () => {
    const told = await command(run, "run", "faults", "--set", "ses=away", "--json");
    expect([told.exitCode, JSON.parse(told.stdout)]).toEqual([0, [{ service: "ses", fault: "away" }]]);
    const request = await submitRequest(run.api, anybodys());
    const breach = await submitReport(run.api, report(), run.reporterCode);
    await attemptsLost(request.reference, 2);
    await attemptsLost(breach.reference, 3);
    expect([await typesOf(request.reference), await typesOf(breach.reference)]).toEqual([[], []]);

    await setFaults(run);
    await sweepIn(run, 90);
    expect(await typesOf(breach.reference)).toEqual(["acknowledgement", "breach-notice", "breach-notice"]);
    expect(await typesOf(request.reference)).toEqual(["acknowledgement", "request"]);
    const order = (await run.mails()).map(typeOf);
    expect(order.lastIndexOf("breach-notice")).toBeLessThan(order.lastIndexOf("request"));
  });

  // E4, E5
  test.each(["hang", "drop"] as const)(
    "answers one mail with a %s, it is sent again, and twice at most",
    async (fault) => {
      await setFaults(run, { service: "ses", fault, operation: "SendRawEmail", times: 1 });
      const receipt = await submitRequest(run.api, anybodys());
      await eventually(async () => expect(await faultsLeft(run)).toEqual([]), { within });
      // What hangs is cut off.
      await setFaults(run);
      await attemptsLost(receipt.reference, 1);
      await sweepIn(run, 90);
      await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
      const types = await typesOf(receipt.reference);
      expect(new Set(types)).toEqual(new Set(["acknowledgement", "request"]));
      expect(types.length).toBeLessThanOrEqual(3);
    },
  );
});

describe("a record of the stream that breaks the function", () => {
  // E6, H3
  test("is given up and told of without what is in it, and holds up nobody", async () => {
    const folder = join(run.data, "dead-letters");
    const canary = `canary-${randomUUID()}`;
    const poison = {
      pk: { S: `DSR-${canary}` },
      sk: { S: caseSortKey },
      kind: { S: "request" },
      // More digits than a number of JavaScript holds, and no whole number: it cannot be read at all.
      v: { N: "12345678901234567890.5" },
      name: { S: canary },
    };
    const first = await submitRequest(run.api, anybodys());
    await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: [{ PutRequest: { Item: poison } }] } }),
    );
    const second = await submitRequest(run.api, anybodys());
    for (const receipt of [first, second])
      await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
    await eventually(() => expect(readdirSync(folder)).toHaveLength(1), { within });
    const { stdout } = await command(run, "run", "dead-letters", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      {
        queue: expect.stringMatching(/^ForwardUnread/),
        requestContext: {
          functionArn: expect.stringMatching(/:function:forward$/),
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 4,
        },
        DDBStreamBatchInfo: { batchSize: 1 },
      },
    ]);
    // Handed over again it is read from the stream again, and breaks the function again.
    const redriven = await command(run, "dead-letters", "redrive", "--function", "forward", "--json");
    expect(redriven.exitCode).toBe(1);
    expect(JSON.parse(redriven.stdout).letters).toMatchObject([
      { function: "forward", kind: "stream", outcome: "failed", removed: false },
    ]);
    const written = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    expect(written.join("")).not.toContain(canary);
    for (const { reference } of [first, second])
      expect(await typesOf(reference)).toEqual(["acknowledgement", "request"]);
  });
});
