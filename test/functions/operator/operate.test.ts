import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { listControllers } from "../../../shared/controller-store.ts";
import { operatorRoutes } from "../../../shared/routes.ts";
import type { Table } from "../../../shared/table.ts";
import { anyCredentials, freshTable } from "../../support/dynamodb.ts";
import { operator as caller, now, operatorApi } from "./operator-api.ts";

const input = {
  id: "voorbeeld-bv",
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: true,
  contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
};
const stored = { ...input, storage: [], monthReading: "date_to_date", changedAt: now.toISOString() };

let table: Table;
let call: ReturnType<typeof operatorApi>;
beforeEach(async () => {
  table = await freshTable();
  call = operatorApi(table);
});

const add = (changes: Record<string, unknown> = {}) =>
  call("POST /controllers", { body: { ...input, ...changes } });

describe("adding a controller", () => {
  test("stores it with the caller's ARN and answers with the record", async () => {
    const { status, headers, body } = await add();
    expect({ status, body }).toEqual({ status: 201, body: { ...stored, version: 1, changedBy: caller } });
    expect(headers).toMatchObject({ location: "/controllers/voorbeeld-bv" });
    expect((await call("GET /controllers/{id}", { id: "voorbeeld-bv" })).body).toEqual(body);
    expect((await call("GET /controllers")).body).toEqual({ controllers: [body] });
  });

  test("gives an unlisted one an id that nobody can guess", async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await add({ id: undefined, listed: false })).body.id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
  });

  test("warns of storage in a bucket that the settings do not name, and takes it nonetheless", async () => {
    const storage = [
      { bucket: "hosted", prefix: "voorbeeld/" },
      { bucket: "stack-bucket", prefix: "voorbeeld/" },
      { bucket: "elsewhere", prefix: "voorbeeld/" },
    ];
    const { status, body } = await add({ storage });
    const { warnings, ...record } = body;
    expect({ status, record }).toMatchObject({ status: 201, record: { storage } });
    expect(warnings).toEqual([
      "Nothing is destroyed in elsewhere/voorbeeld/: the bucket elsewhere is not among the storage buckets in the settings.",
    ]);
    expect((await call("GET /controllers/{id}", { id: input.id })).body).toEqual(record);
  });

  test("refuses an id that is in use", async () => {
    await add();
    expect(await add({ name: "Other" })).toMatchObject({ status: 409, body: { title: "Already exists" } });
    expect((await listControllers(table)).map(({ name }) => name)).toEqual([input.name]);
  });

  // H2, F12
  test.each([
    ["/name", { name: "Voorbeeld\r\nBcc: evil@x.example" }, /^This has to be one line/],
    [
      "/contacts/0/email",
      { contacts: [{ email: "x@processor.example", role: "privacy" }] },
      /^This is our own domain/,
    ],
    [
      "/contacts",
      { contacts: [{ email: "x@voorbeeld.example", role: "fallback" }] },
      /^At least one contact/,
    ],
    ["/storage/0/prefix", { storage: [{ bucket: "hosted", prefix: "" }] }, /^A prefix ends in \//],
    ["/storage/0/prefix", { storage: [{ bucket: "hosted", prefix: "taken/x/" }] }, /^This overlaps another/],
    ["/id", { id: "A" }, /^An id is 3 to 63/],
    ["/version", { version: 9 }, /^This field is not known/],
  ])("refuses what is wrong at %s with the reason", async (pointer, changes, detail) => {
    await add({ id: "other", storage: [{ bucket: "hosted", prefix: "taken/" }] });
    const { status, headers, body } = await add(changes);
    expect(status).toBe(400);
    expect(headers["content-type"]).toContain("application/problem+json");
    expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
    expect((await listControllers(table)).map(({ id }) => id)).toEqual(["other"]);
  });

  // H2
  test("refuses what is no JSON", async () => {
    expect(await call("POST /controllers", { body: "{" })).toMatchObject({ status: 400 });
    expect(await call("POST /controllers")).toMatchObject({ status: 400 });
    expect(await call("POST /controllers", { body: input, contentType: "text/plain" })).toMatchObject({
      status: 415,
    });
  });

  test("lets one of many win when they want the same id", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add()));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
  });

  // F12
  test("lets one of many win when their prefixes overlap", async () => {
    const prefixes = ["c/", "c/1/", "c/1/x/", "c/", "c/1/", "c/1/x/"];
    const answers = await Promise.all(
      prefixes.map((prefix, i) => add({ id: `controller-${i}`, storage: [{ bucket: "hosted", prefix }] })),
    );
    const won = answers.filter(({ status }) => status === 201).length;
    expect(won).toBe(1);
    expect(await listControllers(table)).toHaveLength(1);
  });
});

describe("changing a controller", () => {
  const change = (changes: Record<string, unknown>, arn = caller) =>
    call("PUT /controllers/{id}", {
      id: "voorbeeld-bv",
      body: { ...input, ...changes },
      iam: { userArn: arn },
    });

  test("replaces its data in the name of who changed it", async () => {
    await add({ monthReading: "full_calendar_month" });
    const other = "arn:aws:iam::123456789012:user/other";
    const { status, body } = await change({ name: "Voorbeeld N.V." }, other);
    expect(status).toBe(200);
    expect(body).toEqual({ ...stored, name: "Voorbeeld N.V.", version: 2, changedBy: other });
    expect(await listControllers(table)).toEqual([body]);
  });

  test("is refused where there is none of that id", async () => {
    expect(await change({})).toMatchObject({ status: 404 });
    expect(await listControllers(table)).toEqual([]);
  });

  // H2
  test("is refused when the data is wrong, and leaves the record as it was", async () => {
    const { body: before } = await add();
    expect(await change({ id: "other" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/id" }] },
    });
    expect(await change({ listed: false, id: undefined })).toMatchObject({ status: 400 });
    expect(await listControllers(table)).toEqual([before]);
  });

  test("keeps the end of its agreement", async () => {
    await add();
    const ended = await call("POST /controllers/{id}/termination", {
      id: input.id,
      body: { lastDay: "2026-12-31" },
    });
    const { status, body } = await change({ name: "Voorbeeld N.V." });
    const termination = { reference: ended.body.reference, phase: "terminated" };
    expect({ status, body }).toMatchObject({ status: 200, body: { version: 3, termination } });
  });

  // F12
  test("warns of storage in a bucket that the settings do not name", async () => {
    await add();
    const { status, body } = await change({ storage: [{ bucket: "elsewhere", prefix: "voorbeeld/" }] });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { version: 2, warnings: [expect.stringMatching(/the bucket elsewhere is not among/)] },
    });
    expect((await change({})).body).not.toHaveProperty("warnings");
  });

  test("at once with others loses none of the changes", async () => {
    await add();
    const answers = await Promise.all(["A", "B", "C", "D", "E"].map((name) => change({ name })));
    expect(answers.map(({ body }) => body.version).toSorted()).toEqual([2, 3, 4, 5, 6]);
  });
});

describe("the operator API", () => {
  test.each(operatorRoutes.map(({ method, path }) => `${method} ${path}`))(
    "does nothing for a caller without a name: %s",
    async (routeKey) => {
      for (const iam of [null, {}, { userArn: "" }, { userArn: null }]) {
        expect(await call(routeKey, { id: "voorbeeld-bv", body: input, iam })).toMatchObject({ status: 403 });
      }
      expect(await listControllers(table)).toEqual([]);
    },
  );

  test("shows nothing that is no controller", async () => {
    await add();
    for (const id of ["other", "#registry", "", "__proto__"]) {
      expect(await call("GET /controllers/{id}", { id })).toMatchObject({ status: 404 });
    }
    expect(await call("GET /toString")).toMatchObject({ status: 404 });
  });

  test("says when to come back where the store does not answer", async () => {
    const client = new DynamoDBClient({
      endpoint: "http://127.0.0.1:1",
      region: "eu-central-1",
      credentials: anyCredentials,
      maxAttempts: 1,
    });
    const answer = await operatorApi({ client, name: "table" })("GET /controllers");
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
  });
});
