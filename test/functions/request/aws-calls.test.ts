import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receiveRequest } from "../../../functions/request/receive-request.ts";
import { commitCase, readRequest } from "../../../functions/request/request-store.ts";
import { readController } from "../../../shared/controller-store.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import { remember } from "../../../shared/remember.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { lambdaContext, post as postCall, submission, voorbeeld } from "../../support/submissions.ts";

// Every command that reaches the network counts, the SDK's own retries included.
const calls: string[] = [];
let post: (body: unknown, key?: string) => Promise<number>;

beforeAll(async () => {
  const table = await freshTable();
  await changeControllers(table, () => voorbeeld());
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
  post = async (body, key) =>
    (await handler(postCall(body, key ? { "idempotency-key": key } : {}), lambdaContext())).statusCode;
  await post(submission());
});

beforeEach(() => {
  calls.length = 0;
});

describe("the intake, warm and with the controller known to it", () => {
  test("makes one call to AWS for a submission that it accepts", async () => {
    expect(await post(submission())).toBe(201);
    expect(calls).toEqual(["PutItemCommand"]);
  });

  test("makes one call to AWS for a repetition", async () => {
    const key = randomBytes(24).toString("base64url");
    await post(submission(), key);
    calls.length = 0;
    expect(await post(submission(), key)).toBe(201);
    expect(calls).toEqual(["PutItemCommand"]);
  });

  test.each([
    ["null", null],
    ["an array", []],
    ["an unknown field", { ...submission(), status: "closed" }],
    [
      "two addresses in one field",
      { ...submission(), dataSubject: { name: "N", email: "a@b.example,c@d.example" } },
    ],
    [
      "a line break in a name",
      { ...submission(), dataSubject: { name: "N\r\nBcc: x@y.example", email: "a@b.example" } },
    ],
    [
      "a name that is too long",
      { ...submission(), dataSubject: { name: "é".repeat(201), email: "a@b.example" } },
    ],
    ["300 KB", { ...submission(), message: "x".repeat(300_000) }],
    ["a controller id that cannot exist", { ...submission(), controllerId: "No Such" }],
  ])("makes none for %s", async (_, body) => {
    expect(await post(body)).toBeGreaterThanOrEqual(400);
    expect(calls).toEqual([]);
  });

  test("makes only the look-up for a controller that does not exist", async () => {
    expect(await post(submission({ controllerId: "nobody-knows" }))).toBe(404);
    expect(calls).toEqual(["GetItemCommand"]);
  });

  test("makes none for a malformed idempotency key", async () => {
    expect(await post(submission(), "short")).toBe(400);
    expect(calls).toEqual([]);
  });
});
