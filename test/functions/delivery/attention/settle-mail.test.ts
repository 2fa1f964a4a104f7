import { beforeEach, describe, expect, test } from "vitest";
import { referencePrefixes } from "../../../../shared/reference.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { delivery } from "../../../support/submissions.ts";
import { itemsUnder, putItems } from "../../../support/table-items.ts";
import { now, operator, operatorApi } from "../../operator/operator-api.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const because = "Told by telephone.";
const route = "POST /mails/{reference}/{delivery}/settle";
const failed = delivery({
  ...{ reference, id: "request", state: "undelivered" },
  undeliveredAt: "2026-11-22T09:15:00.000Z",
});
const desk = delivery({
  ...{ reference, id: "request_2", type: "desk", state: "delivered" },
  ...{ register: "attention", receivedAt: "2026-11-22T09:16:00.000Z" },
});

let table: Table;
let call: ReturnType<typeof operatorApi>;

beforeEach(async () => {
  table = await freshTable();
  call = operatorApi(table);
  await putItems(
    table,
    [failed, desk].map((one) => ({ pk: reference, sk: `delivery#${one.id}`, ...one })),
  );
});

const settle = (mail = "request_2", body: unknown = { because }) =>
  call(route, { id: reference, delivery: mail, body });

describe("settling a mail", () => {
  test("takes it off the list, leaves its state, and says who did so, when and why", async () => {
    expect((await call("GET /status")).body).toMatchObject({
      at: now.toISOString(),
      concerns: [{ kind: "undelivered", reference }],
      counts: { red: 1, yellow: 0 },
    });
    const settled = { at: now.toISOString(), by: operator, because };
    expect(await settle()).toMatchObject({ status: 200, body: { reference, id: "request_2", settled } });
    const { register: _, receivedAt: __, ...rest } = desk;
    expect((await itemsUnder(table, reference)).get(`${reference}/delivery#request_2`)).toEqual({
      ...{ pk: reference, sk: "delivery#request_2" },
      ...rest,
      settled,
    });
    const { concerns, counts } = (await call("GET /status")).body;
    expect({ concerns, counts }).toEqual({ concerns: [], counts: { red: 0, yellow: 0 } });
  });

  test.each(Object.values(referencePrefixes))("is for mails of cases of any kind: %s", async (prefix) => {
    const of = `${prefix}-7K3M-9QXT-0000`;
    const put = [failed, desk].map((one) => ({ ...one, reference: of }));
    await putItems(
      table,
      put.map((one) => ({ pk: of, sk: `delivery#${one.id}`, ...one })),
    );
    expect((await call("GET /status")).body.concerns).toContainEqual(
      expect.objectContaining({ reference: of }),
    );
    const settled = await call(route, { id: of, delivery: "request_2", body: { because } });
    expect(settled).toMatchObject({ status: 200, body: { reference: of } });
  });

  test("once more with the same words is the same, with others is refused", async () => {
    const first = await settle();
    expect(await settle()).toEqual(first);
    expect(await settle("request_2", { because: "Told by letter." })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("Nobody has to look after this mail.") },
    });
  });

  test("can be done again where the mail then fails in another way", async () => {
    await settle();
    const [before] = [...(await itemsUnder(table, reference)).values()].filter(({ settled }) => settled);
    await putItems(table, [
      {
        ...before,
        pk: reference,
        sk: "delivery#request_2",
        register: "attention",
        receivedAt: now.toISOString(),
      },
    ]);
    const why = "The desk was out of order; told in person.";
    expect(await settle("request_2", { because: why })).toMatchObject({
      status: 200,
      body: { settled: { because: why } },
    });
    expect((await call("GET /status")).body.concerns).toEqual([]);
  });

  test("is refused of a mail that nobody has to look after, and of none", async () => {
    expect((await settle("request")).status).toBe(409);
    expect((await settle("request_3")).status).toBe(404);
    expect((await settle("no mail")).status).toBe(404);
    expect((await call(route, { id: "controllers", delivery: "a", body: { because } })).status).toBe(404);
    expect((await settle("request_2", {})).status).toBe(400);
    expect((await itemsUnder(table, reference)).size).toBe(2);
  });
});
