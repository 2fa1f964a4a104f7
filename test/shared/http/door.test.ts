import { describe, expect, test } from "vitest";
import { submissionSchema } from "../../../functions/request/submission.ts";
import { answer, json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import { type Answerer, httpDoor, loggedRefusal, type Refuse } from "../../../shared/http/door.ts";
import { idempotencyKey } from "../../../shared/http/idempotency-key.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { logged } from "../../support/logged.ts";
import { call, lambdaContext, post, submission } from "../../support/submissions.ts";

const open = (answer: Answerer, event = call()) => httpDoor(answer)(event, lambdaContext());
const openIn = (acceptLanguage: string | undefined) =>
  open(
    (_, language) => json(200, { language }),
    call({ headers: acceptLanguage === undefined ? {} : { "accept-language": acceptLanguage } }),
  );
const throwing = (thrown: unknown) =>
  open(() => {
    throw thrown;
  });

describe("the language of an answer", () => {
  test.each([
    ["en", "en"],
    ["EN", "en"],
    ["en-GB", "en"],
    ["nl-BE,nl;q=0.9,en;q=0.8", "nl"],
    ["de,en;q=0.1", "en"],
    ["nl;q=0,en", "en"],
    ["nl;q=0.2,en;q=0.7", "en"],
  ])("for %s is %s", async (acceptLanguage, language) => {
    expect((await openIn(acceptLanguage)).body).toBe(JSON.stringify({ language }));
  });

  // H11
  test.each([
    undefined,
    "",
    "*",
    "de",
    "junk;;;q=%%%",
    "en;q=junk",
    "q=1",
    "__proto__",
    "constructor",
    "\0",
    ",".repeat(10_000),
    "x-".repeat(5_000),
  ])("for %j is the default one", async (acceptLanguage) => {
    expect((await openIn(acceptLanguage)).body).toBe('{"language":"nl"}');
  });

  test("is also that of a refusal and of a failure", async () => {
    const english = call({ headers: { "accept-language": "en" } });
    for (const thrown of [new Refusal("not_found"), new Error("unexpected")]) {
      const answer = await open(() => {
        throw thrown;
      }, english);
      expect(answer.headers["content-language"]).toBe("en");
    }
  });

  // H5
  test("does not stay for the next caller", async () => {
    await openIn("en");
    expect((await openIn(undefined)).body).toBe('{"language":"nl"}');
  });
});

describe("every answer of a door", () => {
  // B9
  test.each([
    ["what was asked", () => json(200, {})],
    [
      "a refusal",
      () => {
        throw new Refusal("not_found");
      },
    ],
    [
      "a failure",
      () => {
        throw new Error("unexpected");
      },
    ],
  ])("carries the security headers: %s", async (_, answer) => {
    expect((await open(answer)).headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "strict-transport-security": expect.any(String),
      "content-security-policy": expect.any(String),
    });
  });
});

describe("what is thrown behind a door", () => {
  test("as a refusal is its problem, with its headers", async () => {
    const answer = await throwing(new Refusal("method_not_allowed", { headers: { allow: "GET" } }));
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: "GET" } });
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "REQUEST_REFUSED", reason: "method_not_allowed" },
    ]);
  });

  test("as a refusal is logged with the name of its cause", async () => {
    await throwing(new Refusal("not_stored", { cause: new TypeError("noor@example.org") }));
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "error", code: "STORE_UNAVAILABLE", error: "TypeError" },
    ]);
  });

  // H7, H3
  test.each([
    ["an error", new Error("noor@example.org")],
    ["an error with a status of its own", Object.assign(new Error("noor@example.org"), { statusCode: 200 })],
    ["a frozen error", Object.freeze(new Error("noor@example.org"))],
    ["a text", "noor@example.org"],
    ["nothing", undefined],
    ["null", null],
  ])("otherwise is a 500 that tells nothing, in the answer or in the log: %s", async (_, thrown) => {
    const answer = await throwing(thrown);
    expect(answer.statusCode).toBe(500);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(["type", "title", "status", "detail"]);
    expect(logged).toHaveLength(1);
    expect(answer.body + logged.join("")).not.toContain("noor");
  });

  test.each([
    ["a refusal", new Refusal("not_found"), "not_found"],
    ["what is none", new Error("unexpected"), undefined],
  ])("is said as the door says it: %s", async (_, thrown, reason) => {
    const say: Refuse = (refusal, language, { rawPath }) =>
      answer(418, [refusal?.reason, language, rawPath].join(" "), {});
    const door = httpDoor(() => {
      throw thrown;
    }, say);
    const asked = call({ path: "/status", headers: { "accept-language": "en" } });
    const { statusCode, body } = await door(asked, lambdaContext());
    expect([statusCode, body]).toEqual([418, `${reason ?? ""} en /status`]);
    expect(logged).toHaveLength(1);
  });

  test("is told whether it is a refusal, and logged", () => {
    const refusal = new Refusal("invalid_input");
    expect(loggedRefusal(refusal)).toBe(refusal);
    expect(loggedRefusal(new RangeError("noor@example.org"))).toBeUndefined();
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "REQUEST_REFUSED", reason: "invalid_input" },
      expect.objectContaining({ level: "error", code: "UNEXPECTED_ERROR", error: "RangeError" }),
    ]);
  });

  // A9, H7
  test("a call that runs out of its time is answered before the function is stopped", async () => {
    const handler = httpDoor(() => new Promise(() => {}));
    const answer = await handler(call(), { ...lambdaContext(), getRemainingTimeInMillis: () => 30 });
    expect(answer.statusCode).toBe(500);
    expect(JSON.parse(logged.join(""))).toMatchObject({ code: "UNEXPECTED_ERROR", error: "TimeoutError" });
  });
});

// C11, H3
test.each([
  ["broken JSON", { body: '{"email": canary@example.org' }],
  ["an unknown field", post({ ...submission(), "canary\n{": "canary" })],
  ["an address that is none", post(submission({ dataSubject: { name: "canary", email: "canary" } }))],
  ["a malformed key", post(submission(), { "idempotency-key": "canary\n" })],
  ["another media type", { headers: { "content-type": "canary" } }],
])("a refused call leaves nothing of itself in the log: %s", async (_, changes) => {
  const answer = await open(
    (event) => {
      idempotencyKey(event.headers["idempotency-key"]);
      return json(201, validate(submissionSchema, jsonBody(event).value));
    },
    { ...post(submission()), ...changes },
  );
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  expect(logged).toHaveLength(1);
  expect(logged.join("")).not.toContain("canary");
});
