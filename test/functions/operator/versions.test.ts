import { beforeEach, describe, expect, test } from "vitest";
import { readVersions } from "../../../shared/controller-versions.ts";
import type { Table } from "../../../shared/table.ts";
import { agreement } from "../../support/agreements.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { interceptedTable } from "../../support/intercept.ts";
import { itemsIn, putItems } from "../../support/table-items.ts";
import { operator as caller, now, operatorApi } from "./operator-api.ts";

const id = "voorbeeld-bv";
const input = {
  id,
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: true,
  contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
};
const at = now.toISOString();

let table: Table;
let call: ReturnType<typeof operatorApi>;
beforeEach(async () => {
  table = await freshTable();
  call = operatorApi(table);
});

const add = (changes: object = {}) => call("POST /controllers", { body: { ...input, ...changes } });
const change = (changes: object = {}, iam = { userArn: caller }) =>
  call("PUT /controllers/{id}", { id, body: { ...input, ...changes }, iam });
const versions = async () => (await call("GET /controllers/{id}/versions", { id })).body.versions;

describe("the versions of a controller's record", () => {
  test("are all there, the oldest first, each with who made it, when and why", async () => {
    const { body: first } = await add({ agreement: agreement() });
    const other = "arn:aws:iam::123456789012:user/other";
    const because = "Addendum van 1 maart:\neen tweede subverwerker.";
    const { body: second } = await change({ because }, { userArn: other });
    await call("POST /controllers/{id}/termination", { id, body: { lastDay: "2026-12-31" } });
    await call("POST /controllers/{id}/termination/withdraw", { id });
    expect(second).not.toHaveProperty("because");
    expect(await versions()).toEqual([
      { version: 1, at, by: caller, record: first },
      { version: 2, at, by: other, because, record: second },
      expect.objectContaining({
        version: 3,
        record: expect.objectContaining({
          termination: { reference: expect.any(String), phase: "terminated" },
        }),
      }),
      { version: 4, at, by: caller, record: { ...second, version: 4, changedBy: caller } },
    ]);
  });

  test("belong to the controller, so that its chain has them and they go with its data", async () => {
    await add();
    const items = await itemsIn(table);
    expect(items.get(`VER-${id}/000001`)).toMatchObject({ kind: "controller-version", controllerId: id });
  });

  test("end with the record as it is, also where it is older than the versions", async () => {
    const { body: record } = await add();
    const items = await itemsIn(table);
    table = await freshTable();
    call = operatorApi(table);
    await putItems(
      table,
      [...items.values()].filter(({ pk }) => pk === "controllers"),
    );
    expect(await versions()).toEqual([{ version: 1, at, by: caller, record }]);
    await change({ name: "Voorbeeld N.V." });
    expect(await versions()).toMatchObject([{ version: 2, record: { name: "Voorbeeld N.V." } }]);
  });

  test("are as many as changes, whatever comes at once or is cut off", async () => {
    await add();
    const cutOff = interceptedTable(table, async ({ name }, proceed) => {
      if (name === "TransactWriteItems") throw new Error("the connection broke");
      return proceed();
    });
    const refused = operatorApi(cutOff)("PUT /controllers/{id}", { id, body: input });
    expect((await refused).status).toBeGreaterThanOrEqual(500);
    await Promise.all(["A", "B", "C"].map((name) => change({ name })));
    const kept = await readVersions(table, id);
    expect(kept.map(({ record }) => record.version)).toEqual([1, 2, 3, 4]);
  });

  test("are none of a controller that there is not", async () => {
    expect(await call("GET /controllers/{id}/versions", { id })).toMatchObject({ status: 404 });
  });

  // H2
  test("are not made by what is refused", async () => {
    await add();
    for (const wrong of [{ because: "" }, { because: "a\u0000" }, { because: "x".repeat(2_001) }]) {
      expect(await change(wrong)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: "/because" }] },
      });
    }
    expect(await change({ agreement: { countries: ["UK"] } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/agreement/countries/0", detail: expect.stringMatching(/ISO 3166-1/) }] },
    });
    expect(await versions()).toHaveLength(1);
  });
});
