import {
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { dueReferences, fanOut, move, readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { type DeliveryMove, deliveryMoves, deliveryStates } from "../../../shared/delivery.ts";
import { readDossier } from "../../../shared/dossier.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { Table } from "../../../shared/table.ts";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";
import { interceptedTable } from "../../support/intercept.ts";
import { delivery } from "../../support/submissions.ts";
import { caseOf } from "./office.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

/** A case of its own, stored, with these deliveries planned for it. */
async function storedCase(...ids: string[]) {
  const stored = caseOf();
  const { reference } = stored;
  await commitCase(table, stored);
  return { reference, deliveries: ids.map((id) => delivery({ reference, id })) };
}

/** A stored delivery in that state. */
async function storedDelivery(changes: Parameters<typeof delivery>[0] = {}) {
  const stored = delivery({ reference: caseOf().reference, ...changes });
  const item = { pk: stored.reference, sk: `delivery#${stored.id}`, ...stored };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
  return { reference: stored.reference, id: stored.id };
}

/** Marks a case as the destruction of a controller's data does. */
async function mark(reference: string, marks: { edition?: number; leaving?: boolean }) {
  const [[name, value] = []] = Object.entries(marks);
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: marshall({ pk: reference, sk: "case" }),
      UpdateExpression: `SET ${name} = :value`,
      ExpressionAttributeValues: marshall({ ":value": value }),
    }),
  );
}

async function deliveriesOf(reference: string) {
  return (await readDossier(table, reference))?.deliveries ?? [];
}

describe("fanning out", () => {
  test("stores every delivery and takes the case out of what is pending", async () => {
    const { reference, deliveries } = await storedCase("a", "b");
    expect(await fanOut(table, reference, deliveries, ["case"])).toBe(true);
    const dossier = await readDossier(table, reference);
    expect(dossier?.deliveries).toEqual(deliveries);
    expect(dossier?.case).toMatchObject({ reference });
    expect(dossier?.case).not.toHaveProperty("pendingShard");
    expect(dossier?.case).not.toHaveProperty("pendingAt");
  });

  // E1
  test("happens once, also when many begin it together", async () => {
    const { reference, deliveries } = await storedCase("a", "b");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => fanOut(table, reference, deliveries, ["case"])),
    );
    expect(outcomes.filter((one) => one.status === "fulfilled" && one.value)).toHaveLength(1);
    expect(await fanOut(table, reference, deliveries, ["case"])).toBe(false);
    expect(await deliveriesOf(reference)).toEqual(deliveries);
  });

  test("in parts leaves the case pending until the last of them", async () => {
    const { reference, deliveries } = await storedCase("a", "b");
    expect(await fanOut(table, reference, deliveries.slice(0, 1), [])).toBe(true);
    expect((await readDossier(table, reference))?.unplanned).toEqual(["case"]);
    expect(await fanOut(table, reference, deliveries.slice(1), ["case"])).toBe(true);
    expect((await readDossier(table, reference))?.unplanned).toEqual([]);
  });

  test("of nothing is done without asking the store", async () => {
    expect(await fanOut({ ...table, name: "no-such-table" }, "DSR-X", [], [])).toBe(true);
  });

  // E1
  test("leaves everything as it is when one of the deliveries is there", async () => {
    const { reference, deliveries } = await storedCase("a", "b");
    await storedDelivery({ reference, id: "b", state: "accepted" });
    expect(await fanOut(table, reference, deliveries, ["case"])).toBe(false);
    const dossier = await readDossier(table, reference);
    expect(dossier?.deliveries.map(({ id, state }) => [id, state])).toEqual([["b", "accepted"]]);
    expect(dossier?.case).toHaveProperty("pendingShard");
  });

  // E17
  test("of a case that is gone stores nothing", async () => {
    const { reference } = caseOf();
    expect(await fanOut(table, reference, [delivery({ reference })], ["case"])).toBe(false);
    expect(await fanOut(table, reference, [delivery({ reference })], [])).toBe(false);
    expect(await readDossier(table, reference)).toBeUndefined();
  });

  // F13
  test.each([
    ["is being destroyed", { leaving: true }, undefined],
    ["a controller has been taken out of since it was read", { edition: 1 }, undefined],
    ["a controller has been taken out of once more", { edition: 2 }, 1],
  ])("of a case that %s stores nothing", async (_, marks, edition) => {
    const { reference, deliveries } = await storedCase("a");
    await mark(reference, marks);
    expect(await fanOut(table, reference, deliveries, ["case"], edition)).toBe(false);
    expect(await fanOut(table, reference, deliveries, [], edition)).toBe(false);
    expect(await deliveriesOf(reference)).toEqual([]);
  });

  test("of a case goes by the edition in which that was read", async () => {
    const { reference, deliveries } = await storedCase("a");
    await mark(reference, { edition: 2 });
    expect(await fanOut(table, reference, deliveries, ["case"], 2)).toBe(true);
  });

  test("that the store does not take is no answer", async () => {
    const gone = { ...table, name: "no-such-table" };
    await expect(fanOut(gone, "DSR-X", [delivery()], ["case"])).rejects.toThrow();
  });
});

describe("a move", () => {
  // E1, E11
  test("is made from the states it starts from, and from no other", async () => {
    const tried = (Object.keys(deliveryMoves) as DeliveryMove[]).flatMap((name) =>
      deliveryStates.map((state) => ({ name, state })),
    );
    const outcomes = await Promise.all(
      tried.map(async ({ name, state }) => {
        const key = await storedDelivery({ state });
        const moved = await move(table, key, name, { set: {} });
        return { name, state, moved: moved?.state, stored: await storedState(key) };
      }),
    );
    const expected = tried.map(({ name, state }) => {
      const { from, to } = deliveryMoves[name];
      return (from as readonly string[]).includes(state)
        ? { name, state, moved: to, stored: to }
        : { name, state, moved: undefined, stored: state };
    });
    expect(outcomes).toEqual(expected);
  });

  async function storedState({ reference, id }: { reference: string; id: string }) {
    const Key = marshall({ pk: reference, sk: `delivery#${id}` });
    const { Item = {} } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    return unmarshall(Item).state;
  }

  test("writes what is set, removes what is null, and gives the delivery after it", async () => {
    const leaseUntil = "2026-11-22T10:00:12.000Z";
    const key = await storedDelivery({ state: "sending", leaseUntil, reason: "Throttling" });
    const moved = await move(table, key, "accept", {
      set: { messageId: "m", leaseUntil: null, reason: null },
    });
    const { leaseUntil: _, reason: __, ...rest } = delivery({ ...key, state: "accepted", messageId: "m" });
    expect(moved).toEqual(rest);
  });

  // E11
  test("sets a default only where nothing stands", async () => {
    const empty = await storedDelivery({ state: "sending" });
    const full = await storedDelivery({ state: "accepted", messageId: "first" });
    const changes = { set: {}, defaults: { messageId: "second" } };
    expect((await move(table, empty, "deliver", changes))?.messageId).toBe("second");
    expect((await move(table, full, "deliver", changes))?.messageId).toBe("first");
  });

  // E4
  test("of an older attempt is not made once a newer one has begun", async () => {
    const key = await storedDelivery({ state: "sending", attempt: 2 });
    expect(await move(table, { ...key, attempt: 1 }, "accept", { set: {} })).toBeUndefined();
    expect((await move(table, { ...key, attempt: 2 }, "accept", { set: {} }))?.state).toBe("accepted");
  });

  // E4
  test("that claims a delivery is won by one of those who try at once", async () => {
    const key = await storedDelivery({ attempt: 3 });
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => move(table, { ...key, attempt: 3 }, "claim", { set: { attempt: 4 } })),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test("is made once a transaction on the same delivery is over", async () => {
    const key = await storedDelivery({ state: "sending", attempt: 1 });
    let refused = 0;
    const busy: Table = { ...table, client: dynamoDbClient() };
    busy.client.middlewareStack.add(
      (next) => async (args) => {
        if (refused++ > 0) return next(args);
        throw new TransactionConflictException({ message: "busy", $metadata: {} });
      },
      { step: "initialize" },
    );
    expect((await move(busy, { ...key, attempt: 1 }, "accept", { set: {} }))?.state).toBe("accepted");
    expect(refused).toBe(2);
  });

  // E11
  test("of an unknown delivery is not made, and makes none", async () => {
    const { reference } = caseOf();
    expect(await move(table, { reference, id: "request" }, "deliver", { set: {} })).toBeUndefined();
    expect(await readDossier(table, reference)).toBeUndefined();
  });
});

describe("reading a delivery", () => {
  test("gives it as it is now, and costs one consistent read", async () => {
    const key = await storedDelivery({ token: "0123456789ABCDEFGHJKMNPQRS" });
    const calls: unknown[] = [];
    const watched = interceptedTable(table, ({ name, input }, proceed) => {
      calls.push([name, Object(input).ConsistentRead]);
      return proceed();
    });
    expect(await readDelivery(watched, key.reference, key.id)).toEqual(
      delivery({ ...key, token: "0123456789ABCDEFGHJKMNPQRS" }),
    );
    expect(calls).toEqual([["GetItem", true]]);
  });

  test("that there is none of gives nothing", async () => {
    const { reference, id } = await storedDelivery();
    expect(await readDelivery(table, reference, "desk")).toBeUndefined();
    expect(await readDelivery(table, caseOf().reference, id)).toBeUndefined();
  });

  test.each(["", "a#b", "../case", "a b", "é", "a\n", "x".repeat(201), "x".repeat(5_000)])(
    "whose id can be none gives nothing, without asking the store: %j",
    async (id) => {
      expect(await readDelivery({ ...table, name: "no-such-table" }, "DSR-X", id)).toBeUndefined();
    },
  );

  // H6
  test("of an unknown version is no delivery", async () => {
    const key = await storedDelivery({ ...Object({ v: 2 }) });
    await expect(readDelivery(table, key.reference, key.id)).rejects.toThrow();
  });

  test("that the store does not give is no absence", async () => {
    await expect(readDelivery({ ...table, name: "no-such-table" }, "DSR-X", "request")).rejects.toThrow();
  });
});

describe("what is due", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));

  async function put(into: Table, reference: string, sk: string, due: Date) {
    const item = { pk: reference, sk, ...pendingSince(reference, due) };
    await into.client.send(new PutItemCommand({ TableName: into.name, Item: marshall(item) }));
  }

  const shardOf = (reference: string) => pendingSince(reference, at(0)).pendingShard;

  test("is found over all shards, once for each case, longest due first, and without what is due later", async () => {
    const own = await freshTable();
    const references = Array.from({ length: 40 }, (_, n) => `DSR-${String(39 - n).padStart(4, "0")}`);
    await Promise.all(references.map((reference, n) => put(own, reference, "delivery#a", at(n))));
    await Promise.all(references.map((reference, n) => put(own, reference, "delivery#b", at(n + 1))));
    expect(new Set(references.map(shardOf)).size).toBe(8);
    expect(await dueReferences(own, at(29))).toEqual(references.slice(0, 30));
    expect(await dueReferences(own, new Date(at(0).getTime() - 1))).toEqual([]);
    expect(await dueReferences(own, at(60))).toEqual(references);
  });

  test("is found beyond the first page of a shard", async () => {
    const own = await freshTable();
    // A page ends at 1 MB, and the index holds keys only.
    const items = Array.from({ length: 1_100 }, (_, n) => ({
      pk: "DSR-FIRST",
      sk: `delivery#${n}#${"x".repeat(950)}`,
      ...pendingSince("DSR-FIRST", at(0)),
    }));
    while (items.length > 0) {
      const puts = items.splice(0, 25).map((item) => ({ PutRequest: { Item: marshall(item) } }));
      await own.client.send(new BatchWriteItemCommand({ RequestItems: { [own.name]: puts } }));
    }
    const last = Array.from({ length: 100 }, (_, n) => `DSR-${n}`).find(
      (reference) => shardOf(reference) === shardOf("DSR-FIRST"),
    );
    await put(own, last ?? "", "case", at(1));
    expect(await dueReferences(own, at(2))).toEqual(["DSR-FIRST", last]);
  });

  // A7
  test("is no empty list when the store does not answer", async () => {
    await expect(dueReferences({ ...table, name: "no-such-table" }, at(0))).rejects.toThrow();
  });
});
