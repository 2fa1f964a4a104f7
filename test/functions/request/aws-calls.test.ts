import { randomBytes } from "node:crypto";
import type { Context } from "aws-lambda";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receiveRequest } from "../../../functions/request/receive-request.ts";
import { commitCase, readRequest } from "../../../functions/request/request-store.ts";
import { changeControllers, readController } from "../../../shared/controller-store.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import { remember } from "../../../shared/remember.ts";
import { freshTable } from "../../support/dynamodb.ts";

const submission = {
  controllerId: "voorbeeld-bv",
  rights: ["access"],
  dataSubject: { name: "Noor de Vries", email: "noor@example.org" },
};

// Every command that reaches the network counts, the SDK's own retries included.
const calls: string[] = [];
let post: (body: unknown, key?: string) => Promise<number>;

beforeAll(async () => {
  const table = await freshTable();
  await changeControllers(table, () => ({
    id: "voorbeeld-bv",
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
    storage: [],
    monthReading: "date_to_date",
    version: 1,
    changedAt: "2026-11-22T10:00:00.000Z",
    changedBy: "arn:aws:iam::000000000000:user/operator",
  }));
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        calls.push(String(commandName));
        return next(args);
      },
    { step: "finalizeRequest", priority: "low" },
  );
  const now = () => new Date();
  const handler = httpDoor(
    receiveRequest({
      readController: remember((id) => readController(table, id), 60_000, now),
      commitCase: (newCase) => commitCase(table, newCase),
      readRequest: (reference) => readRequest(table, reference),
      now,
    }),
  );
  post = async (body, key) => {
    const call = {
      headers: { "content-type": "application/json", ...(key && { "idempotency-key": key }) },
      body: JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: { http: { method: "POST" } },
    };
    const { statusCode } = await handler(call as unknown as Call, {} as Context);
    return statusCode;
  };
  await post(submission);
});

beforeEach(() => {
  calls.length = 0;
});

describe("the intake, warm and with the controller known to it", () => {
  test("makes one call to AWS for a submission that it accepts", async () => {
    expect(await post(submission)).toBe(201);
    expect(calls).toEqual(["PutItemCommand"]);
  });

  test("makes one call to AWS for a repetition", async () => {
    const key = randomBytes(24).toString("base64url");
    await post(submission, key);
    calls.length = 0;
    expect(await post(submission, key)).toBe(201);
    expect(calls).toEqual(["PutItemCommand"]);
  });

  test.each([
    ["null", null],
    ["an array", []],
    ["an unknown field", { ...submission, status: "closed" }],
    [
      "two addresses in one field",
      { ...submission, dataSubject: { name: "N", email: "a@b.example,c@d.example" } },
    ],
    [
      "a line break in a name",
      { ...submission, dataSubject: { name: "N\r\nBcc: x@y.example", email: "a@b.example" } },
    ],
    [
      "a name that is too long",
      { ...submission, dataSubject: { name: "é".repeat(201), email: "a@b.example" } },
    ],
    ["300 KB", { ...submission, message: "x".repeat(300_000) }],
    ["a controller id that cannot exist", { ...submission, controllerId: "No Such" }],
  ])("makes none for %s", async (_, body) => {
    expect(await post(body)).toBeGreaterThanOrEqual(400);
    expect(calls).toEqual([]);
  });

  test("makes none for a malformed idempotency key", async () => {
    expect(await post(submission, "short")).toBe(400);
    expect(calls).toEqual([]);
  });
});
