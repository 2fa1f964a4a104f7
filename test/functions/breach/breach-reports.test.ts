import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { type BreachDependencies, breachReports } from "../../../functions/breach/breach-reports.ts";
import {
  appendEntry,
  commitBreach,
  readBreach,
  readHistory,
  readReceiptHash,
} from "../../../functions/breach/breach-store.ts";
import { mostControllers } from "../../../functions/breach/report.ts";
import { makeReporter, type Reporter } from "../../../functions/breach/reporter/reporter.ts";
import {
  addReporter,
  findReporter,
  readReporter,
  revokeReporter,
} from "../../../functions/breach/reporter/reporter-store.ts";
import { readControllers } from "../../../shared/controller-store.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import { remember, rememberEach, rememberedFor } from "../../../shared/remember.ts";
import { exampleLtd, report } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged } from "../../support/logged.ts";
import { call, lambdaContext, voorbeeld } from "../../support/submissions.ts";

const key = "a secret from a random source";
const operator = "arn:aws:iam::000000000000:user/operator";

/** The door over a table of its own with both demo controllers and one reporter; every call to AWS is counted. */
async function door(changes: Partial<BreachDependencies> = {}) {
  const table = await freshTable();
  await changeControllers(table, () => voorbeeld());
  await changeControllers(table, () => exampleLtd());
  const { reporter, code } = makeReporter("Subprocessor B.V.", operator, new Date());
  await addReporter(table, reporter);
  const calls: string[] = [];
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        calls.push(String(commandName));
        return next(args);
      },
    { step: "finalizeRequest", priority: "low" },
  );
  const clock = { time: Date.parse("2026-11-22T10:15:00Z") };
  const now = () => new Date(clock.time);
  const handler = httpDoor(
    breachReports({
      readControllers: rememberEach((ids) => readControllers(table, ids), rememberedFor, now),
      findReporter: remember((given) => findReporter(table, given), rememberedFor, now),
      readReporter: remember((id) => readReporter(table, id), rememberedFor, now),
      commitBreach: (newCase) => commitBreach(table, newCase),
      readReceiptHash: (reference) => readReceiptHash(table, reference),
      readBreach: (reference) => readBreach(table, reference),
      readHistory: (reference) => readHistory(table, reference),
      appendEntry: (entry) => appendEntry(table, entry),
      now,
      ...changes,
    }),
  );
  const answer = (event: Call) => handler(event, lambdaContext());
  /** A report that is accepted; the calls that it took are forgotten. */
  const accepted = async (value: unknown = report(), authorization = `Bearer ${code}`) => {
    const { statusCode, body } = await answer(post(value, { authorization }));
    expect(statusCode).toBe(201);
    calls.length = 0;
    return JSON.parse(body);
  };
  return { table, reporter, code, calls, clock, answer, accepted };
}

const bytes = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const post = (value: unknown, headers: Record<string, string> = {}): Call =>
  call({
    method: "POST",
    path: "/breach-reports",
    headers: { "content-type": "application/json", ...headers },
    body: bytes(value),
  });

const read = (reference: string | undefined, authorization?: string): Call =>
  call({
    path: "/breach-reports/{reference}",
    ...(reference !== undefined && { reference }),
    headers: authorization === undefined ? {} : { authorization },
  });

const add = (reference: string | undefined, value: unknown, headers: Record<string, string> = {}): Call =>
  call({
    method: "POST",
    path: "/breach-reports/{reference}/updates",
    ...(reference !== undefined && { reference }),
    headers: { "content-type": "application/json", ...headers },
    body: bytes(value),
  });

const bearer = (code: string) => ({ authorization: `Bearer ${code}` });

describe("POST /breach-reports", () => {
  test("answers 201 with the receipt and where to find the report", async () => {
    const { answer, code } = await door();
    const { statusCode, headers, body } = await answer(
      post(report(), { "idempotency-key": key, ...bearer(code) }),
    );
    const receipt = JSON.parse(body);
    expect(statusCode).toBe(201);
    expect(receipt).toEqual({
      reference: expect.stringMatching(/^BR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      receiptCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      status: "received",
      receivedAt: "2026-11-22T10:15:00.000Z",
      controllers: [
        { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
        { id: "example-ltd", name: "Example Ltd" },
      ],
    });
    expect(headers.location).toBe(`/breach-reports/${receipt.reference}`);
    expect(headers).not.toHaveProperty("idempotent-replayed");
  });

  // B1, B2
  test("takes the code in lower case too, and any other that comes as none, without a 401", async () => {
    const { answer, code } = await door();
    const status = async (headers: Record<string, string>) =>
      JSON.parse((await answer(post(report(), headers))).body).status;
    expect(await status({ authorization: `bearer ${code.toLowerCase()}` })).toBe("received");
    for (const authorization of [
      `Bearer ${"Z".repeat(26)}`,
      `Basic ${code}`,
      `Bearer ${code} `,
      `Bearer ${code}0`,
      code,
      "Bearer",
      "",
      "Bearer ".repeat(10_000),
    ]) {
      expect(await status({ authorization })).toBe("held");
    }
    expect(await status({})).toBe("held");
  });

  // B1
  test("holds what comes with a revoked code, at the latest after five seconds", async () => {
    const { table, reporter, clock, accepted } = await door();
    expect((await accepted()).status).toBe("received");
    await revokeReporter(table, reporter.id, operator, new Date());
    clock.time += 4_999;
    expect((await accepted()).status).toBe("received");
    clock.time += 1;
    expect((await accepted()).status).toBe("held");
  });

  // B1
  test("takes a receipt code for nobody's reporter code", async () => {
    const { accepted } = await door();
    const { receiptCode } = await accepted();
    expect((await accepted(report(), `Bearer ${receiptCode}`)).status).toBe("held");
  });

  // B2, C11
  test("leaves neither code in the log", async () => {
    const { answer, code } = await door();
    const { body } = await answer(post(report(), bearer(code)));
    await answer(post({ ...report(), controllerIds: ["no-such"] }, bearer(code)));
    const log = logged.join("");
    expect(log).toContain(JSON.parse(body).reference);
    for (const secret of [code, code.toLowerCase(), JSON.parse(body).receiptCode])
      expect(log).not.toContain(secret);
  });

  // A1, B2
  test("answers a repetition with the same bytes, and says so, whatever code comes with it", async () => {
    const { answer, code, calls } = await door();
    const first = await answer(post(report(), { "idempotency-key": key, ...bearer(code) }));
    for (const headers of [bearer(code), {}, { "accept-language": "en" }]) {
      calls.length = 0;
      const again = await answer(post(report(), { "idempotency-key": `"${key}"`, ...headers }));
      expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotent-replayed": "true" } });
      expect(calls).toEqual(["PutItemCommand"]);
    }
  });

  // A2
  test("answers another body under the same key with 422", async () => {
    const { answer } = await door();
    await answer(post(report(), { "idempotency-key": key }));
    const other = await answer(post(report({ occurrence: "suspected" }), { "idempotency-key": key }));
    expect(other.statusCode).toBe(422);
  });

  // A3
  test("answers fifty identical ones at once with one report", async () => {
    const { answer, code } = await door();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => answer(post(report(), { "idempotency-key": key, ...bearer(code) }))),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers["idempotent-replayed"])).toHaveLength(1);
  });

  test("asks one thing of AWS once the controllers and the reporter are remembered", async () => {
    const { answer, code, calls, accepted } = await door();
    await answer(post(report(), bearer(code)));
    expect(calls.toSorted()).toEqual(["BatchGetItemCommand", "GetItemCommand", "PutItemCommand"]);
    await accepted();
    await answer(post(report(), bearer(code)));
    expect(calls).toEqual(["PutItemCommand"]);
  });

  // A5, A12, A13, A14, A16
  test.each<[number, string, Call]>([
    [400, "a malformed key", post(report(), { "idempotency-key": "short" })],
    [400, "an empty key", post(report(), { "idempotency-key": "" })],
    [400, "a key of __proto__", post(report(), { "idempotency-key": "__proto__" })],
    [415, "another media type", { ...post(report()), headers: { "content-type": "text/plain" } }],
    [413, "300 KB", post(JSON.stringify("x".repeat(300_000)))],
    [400, "broken JSON", post("{")],
    [400, "JSON 20,000 deep", post("[".repeat(20_000) + "]".repeat(20_000))],
    [400, "half a surrogate pair", post(`{ "description": "\\ud800" }`)],
    [400, "null", post(null)],
    [400, "a list", post([])],
    [400, "a field of ours", post({ ...report(), reporterId: "reporter0001" })],
    [400, "no controllers", post({ ...report(), controllerIds: [] })],
    [400, "a controller id that cannot be", post(report({ controllerIds: ["No Such"] }))],
    [
      400,
      "501 controllers",
      post(report({ controllerIds: Array.from({ length: 501 }, (_, n) => `c-${n}`) })),
    ],
  ])("answers %i and asks nothing of AWS for %s", async (status, _, event) => {
    const { answer, calls } = await door();
    const { statusCode, headers } = await answer(event);
    expect(statusCode).toBe(status);
    expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(calls).toEqual([]);
  });

  // A13
  test("takes a repeated member by its last value, and one named __proto__ for an unknown field", async () => {
    const { accepted, answer } = await door();
    const twice = JSON.stringify(report()).replace("{", `{"occurrence":"suspected",`);
    expect((await accepted(twice)).status).toBe("received");
    const odd = await answer(
      post(JSON.stringify(report()).replace("{", `{"__proto__":{"began":"confirmed"},`)),
    );
    expect(JSON.parse(odd.body).errors).toMatchObject([{ pointer: "/__proto__" }]);
  });

  // A17
  test("answers 400 with the pointer of a controller that is not known, and stores nothing", async () => {
    const { answer, calls } = await door();
    const { statusCode, body } = await answer(post(report({ controllerIds: ["voorbeeld-bv", "no-such"] })));
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      type: "urn:problem-type:meldpunt:invalid-input",
      errors: [{ pointer: "/controllerIds/1", detail: expect.stringContaining("niet") }],
    });
    expect(calls).toEqual(["BatchGetItemCommand"]);
  });

  // H6
  test("answers 500 for a controller that a newer release wrote, and does not say that there is none", async () => {
    const { table, answer } = await door();
    const newer = { pk: "controllers", sk: "newer-bv", kind: "controller", v: 2 };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(newer) }));
    const { statusCode, body } = await answer(post(report({ controllerIds: ["voorbeeld-bv", "newer-bv"] })));
    expect(statusCode).toBe(500);
    expect(JSON.parse(body)).not.toHaveProperty("errors");
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { level: "error", code: "UNEXPECTED_ERROR", error: "UnreadableController" },
    ]);
  });

  // A15
  test("answers 413 for what DynamoDB would not take, before the call", async () => {
    const controllerIds = Array.from({ length: mostControllers }, (_, n) => `c-${n}`);
    const readMany = async () =>
      new Map(controllerIds.map((id) => [id, voorbeeld({ id: `c-${id}`, name: "😀".repeat(200) })]));
    const { answer, calls } = await door({ readControllers: readMany });
    expect((await answer(post(report({ controllerIds })))).statusCode).toBe(413);
    expect(calls).toEqual([]);
  });

  // A7
  test.each(["readControllers", "findReporter", "commitBreach"])(
    "answers 503 with Retry-After when %s fails",
    async (name) => {
      const down = async () => {
        throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
      };
      const { answer, code } = await door({ [name]: down });
      const { statusCode, headers } = await answer(post(report(), bearer(code)));
      expect({ statusCode, retryAfter: headers["retry-after"] }).toEqual({
        statusCode: 503,
        retryAfter: "5",
      });
    },
  );
});

describe("GET /breach-reports/{reference}", () => {
  test("tells the holder of the code how the report stands, without the code", async () => {
    const { answer, calls, accepted } = await door();
    const { receiptCode, ...facts } = await accepted();
    const { statusCode, body } = await answer(read(facts.reference, `Bearer ${receiptCode}`));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({
      ...facts,
      controllers: facts.controllers.map((controller: object) => ({ ...controller, status: "received" })),
      waiting: false,
      timeline: [{ at: "2026-11-22T10:15:00.000Z", event: "received" }],
      attachments: [],
    });
    expect(calls).toEqual(["QueryCommand", "QueryCommand"]);
  });

  test("takes the reference and the code in lower case too", async () => {
    const { answer, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const lower = read(reference.toLowerCase(), `bearer ${receiptCode.toLowerCase()}`);
    expect((await answer(lower)).statusCode).toBe(200);
  });

  // B8, B2
  test("gives one and the same 404 to whoever does not hold both, the reporter included", async () => {
    const { answer, code, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const right = `Bearer ${receiptCode}`;
    const answers = await Promise.all(
      [
        read("BR-0000-0000-0000", right),
        read("BR-0000-0000-0000", `Bearer ${"0".repeat(26)}`),
        read(reference, `Bearer ${"0".repeat(26)}`),
        read(reference, `Bearer ${code}`),
        read(reference, `Basic ${receiptCode}`),
        read(reference, `${right}0`),
        read(reference, ""),
        read(reference),
        read("nonsense", right),
        read("reporters", right),
        read("__proto__", right),
        read(`${reference}\n`, right),
        read("", right),
        read(undefined, right),
      ].map(answer),
    );
    expect(answers[0]?.statusCode).toBe(404);
    for (const other of answers) expect(other).toEqual(answers[0]);
  });

  // B8
  test("reads one item for who knows the reference and no code, as for who knows neither", async () => {
    const untouched = async () => expect.fail("the report was read");
    const { answer, calls, accepted } = await door({ readBreach: untouched, readHistory: untouched });
    const { reference } = await accepted();
    const wrong = "0".repeat(26);
    for (const named of [reference, "BR-0000-0000-0000"]) {
      for (const event of [read(named, `Bearer ${wrong}`), add(named, { note: "Onzin." }, bearer(wrong))]) {
        calls.length = 0;
        expect((await answer(event)).statusCode).toBe(404);
        expect(calls).toEqual(["QueryCommand"]);
      }
    }
  });

  // B8
  test("looks up nothing for a reference or a code that cannot be", async () => {
    const { answer, calls, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    await answer(read("reporters", `Bearer ${receiptCode}`));
    await answer(read(`DSR${reference.slice(2)}`, `Bearer ${receiptCode}`));
    await answer(read(reference, "Bearer short"));
    expect(calls).toEqual([]);
  });
});

describe("POST /breach-reports/{reference}/updates", () => {
  const news = { consequences: "Ongewenste post." };

  test("answers 201 with the number of the update", async () => {
    const { answer, calls, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const { statusCode, headers, body } = await answer(add(reference, news, bearer(receiptCode)));
    expect(statusCode).toBe(201);
    expect(headers.location).toBe(`/breach-reports/${reference}`);
    expect(JSON.parse(body)).toEqual({
      reference,
      update: 1,
      status: "received",
      receivedAt: "2026-11-22T10:15:00.000Z",
    });
    expect(calls).toEqual(["QueryCommand", "QueryCommand", "GetItemCommand", "TransactWriteItemsCommand"]);
    const second = await answer(add(reference.toLowerCase(), { note: "Twee." }, bearer(receiptCode)));
    expect(JSON.parse(second.body)).toMatchObject({ reference, update: 2 });
  });

  // A1, A2
  test("answers a repetition with the same bytes and says so, and another body with 422", async () => {
    const { answer, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const headers = { "idempotency-key": key, ...bearer(receiptCode) };
    const first = await answer(add(reference, news, headers));
    const again = await answer(add(reference, news, headers));
    expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotent-replayed": "true" } });
    expect((await answer(add(reference, { note: "Iets anders." }, headers))).statusCode).toBe(422);
  });

  // A4
  test("takes the key of the report for another", async () => {
    const { answer, code } = await door();
    const { body } = await answer(post(report(), { "idempotency-key": key, ...bearer(code) }));
    const { reference, receiptCode } = JSON.parse(body);
    const updated = await answer(add(reference, news, { "idempotency-key": key, ...bearer(receiptCode) }));
    expect(updated.statusCode).toBe(201);
  });

  // B8, B2
  test("gives one and the same 404 to whoever does not hold both, the reporter included", async () => {
    const { answer, code, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const answers = await Promise.all(
      [
        add("BR-0000-0000-0000", news, bearer(receiptCode)),
        add(reference, news, bearer("0".repeat(26))),
        add(reference, news, bearer(code)),
        add(reference, news),
        add(reference, "{", bearer("short")),
        add("nonsense", news, bearer(receiptCode)),
        add("reporters", news, bearer(receiptCode)),
        add(undefined, news, bearer(receiptCode)),
      ].map(answer),
    );
    expect(answers[0]?.statusCode).toBe(404);
    for (const other of answers) expect(other).toEqual(answers[0]);
  });

  // A5, A12, A14, A16
  test.each<[number, string, unknown, Record<string, string>]>([
    [400, "a malformed key", news, { "idempotency-key": "short" }],
    [415, "another media type", news, { "content-type": "text/plain" }],
    [413, "300 KB", JSON.stringify("x".repeat(300_000)), {}],
    [400, "broken JSON", "{", {}],
    [400, "nothing in it", {}, {}],
    [400, "a field of ours", { ...news, vouched: true }, {}],
    [400, "another occurrence", { ...news, occurrence: "confirmed" }, {}],
  ])("answers %i and asks nothing of AWS for %s", async (status, _, value, headers) => {
    const { answer, calls, accepted } = await door();
    const { reference, receiptCode } = await accepted();
    const { statusCode } = await answer(add(reference, value, { ...bearer(receiptCode), ...headers }));
    expect(statusCode).toBe(status);
    expect(calls).toEqual([]);
  });

  test("answers 409 with the reason once the report was dismissed", async () => {
    const { table, answer, accepted } = await door();
    const { reference, receiptCode } = await accepted(report({ occurrence: "suspected" }));
    await appendEntry(table, {
      v: 1,
      kind: "breach-entry",
      reference,
      sequence: 1,
      move: "dismiss",
      at: "2026-11-22T10:20:00.000Z",
      by: operator,
      vouched: true,
      because: "Dit bestand is niet van ons.",
    });
    const { statusCode, body } = await answer(add(reference, news, bearer(receiptCode)));
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).detail).toContain("Dit bestand is niet van ons.");
  });

  // A9
  test("answers 503 when the store fails, and the same key succeeds then", async () => {
    let isDown = true;
    const flaky = async (): Promise<Reporter | undefined> => {
      if (isDown) throw Object.assign(new Error("down"), { name: "TimeoutError" });
      return undefined;
    };
    const { answer, accepted } = await door({ readReporter: flaky });
    const { reference, receiptCode } = await accepted();
    const headers = { "idempotency-key": key, ...bearer(receiptCode) };
    const failed = await answer(add(reference, news, headers));
    expect({ statusCode: failed.statusCode, retryAfter: failed.headers["retry-after"] }).toEqual({
      statusCode: 503,
      retryAfter: "5",
    });
    isDown = false;
    expect((await answer(add(reference, news, headers))).statusCode).toBe(201);
  });
});
