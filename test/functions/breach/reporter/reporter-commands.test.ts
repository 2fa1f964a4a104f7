import { beforeEach, describe, expect, test } from "vitest";
import { findReporter } from "../../../../functions/breach/reporter/reporter-store.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { logged } from "../../../support/logged.ts";
import { now, operator, operatorApi } from "../../operator/operator-api.ts";

let table: Table;
let call: ReturnType<typeof operatorApi>;
beforeEach(async () => {
  table = await freshTable();
  call = operatorApi(table);
});

const add = (name: unknown = "Night shift") => call("POST /reporters", { body: { name } });
const revoke = (id: string, arn = operator) =>
  call("POST /reporters/{id}/revoke", { id, iam: { userArn: arn } });

describe("reporters", () => {
  test("are given a code that is told once, and known by it from then on", async () => {
    const { status, body } = await add();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{12}$/),
      name: "Night shift",
      code: expect.stringMatching(/^[0-9A-Z]{26}$/),
      addedAt: now.toISOString(),
    });
    expect(await findReporter(table, body.code)).toMatchObject({ id: body.id, addedBy: operator });
  });

  // B2
  test("are listed without their codes and what is stored of those, and nothing of them is logged", async () => {
    const { body: added } = await add();
    const stored = await findReporter(table, added.code);
    const { status, body } = await call("GET /reporters");
    const { id, name, addedAt } = added;
    expect({ status, body }).toEqual({
      status: 200,
      body: { reporters: [{ id, name, addedAt, addedBy: operator }] },
    });
    expect(logged.join("")).toContain(`"code":"REPORTER_CHANGED","reporter":"${id}"`);
    for (const secret of [added.code, stored?.codeHash, name]) expect(logged.join("")).not.toContain(secret);
  });

  test("are revoked once; to do so again changes nothing", async () => {
    const { body: added } = await add();
    const first = await revoke(added.id);
    const { code, ...reporter } = added;
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      ...reporter,
      addedBy: operator,
      revokedAt: now.toISOString(),
      revokedBy: operator,
    });
    expect(await revoke(added.id, "arn:aws:iam::123456789012:user/other")).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect((await call("GET /reporters")).body).toEqual({ reporters: [first.body] });
  });

  test("cannot be revoked where there is none of that id, and none comes of it", async () => {
    expect(await revoke("000000000000")).toMatchObject({ status: 404 });
    expect((await call("GET /reporters")).body).toEqual({ reporters: [] });
  });

  // H2
  test.each([
    ["/name", { name: "" }],
    ["/name", { name: "Night\nshift" }],
    ["/name", {}],
    ["/id", { name: "Night shift", id: "chosen" }],
  ])("are not added with what is wrong at %s", async (pointer, body) => {
    expect(await call("POST /reporters", { body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
    expect((await call("GET /reporters")).body).toEqual({ reporters: [] });
  });
});
