import { GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { openCase, type RequestCase } from "../../../functions/request/request.ts";
import { commitCase, readRequest } from "../../../functions/request/request-store.ts";
import type { Table } from "../../../shared/table.ts";
import { upload } from "../../support/attachments.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { delivery, requestCase, submission } from "../../support/submissions.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

/** A case under a reference of its own. */
function newCase(
  key: string,
  changes: Partial<RequestCase> = {},
): { case: RequestCase; receiptCode: string } {
  const opened = openCase(
    {
      submission: submission(),
      body: "body",
      key,
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      language: "nl",
      at: new Date("2026-11-22T10:15:00Z"),
    },
    0,
  );
  return { ...opened, case: { ...opened.case, ...changes } };
}

const put = (item: Record<string, unknown>) =>
  table.client.send(
    new PutItemCommand({ TableName: table.name, Item: marshall(item, { removeUndefinedValues: true }) }),
  );

async function stored(reference: string) {
  const Key = marshall({ pk: reference, sk: "case" });
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
}

describe("committing a case", () => {
  test("stores it whole, with what finds it again", async () => {
    const { case: made, receiptCode } = newCase("whole");
    expect(await commitCase(table, made)).toBeUndefined();
    const item = await stored(made.reference);
    expect(item).toMatchObject({ pk: made.reference, sk: "case", ...made });
    expect(item).toMatchObject({
      kind: "request",
      v: 1,
      pendingShard: expect.stringMatching(/^[0-7]$/),
      pendingAt: made.receivedAt,
      controllerId: "voorbeeld-bv",
    });
    expect(JSON.stringify(item)).not.toContain(receiptCode);
  });

  test("of nobody's controller leaves it out of the index by controller", async () => {
    const { case: made } = newCase("desk");
    const { controllerId: _, ...desk } = { ...made, controller: null };
    await commitCase(table, desk);
    const item = await stored(made.reference);
    expect(item).toMatchObject({ controller: null });
    expect(item).not.toHaveProperty("controllerId");
  });

  // A1, A2
  test("a second time changes nothing and gives what stands there", async () => {
    const { case: first } = newCase("twice");
    await commitCase(table, first);
    const other = { ...first, bodyHash: "other", receivedAt: "2026-11-23T10:15:00.000Z" };
    expect(await commitCase(table, other)).toEqual(first);
    expect(await stored(first.reference)).toMatchObject({ bodyHash: first.bodyHash });
  });

  // A3
  test("fifty times at once makes one item, that all others are given", async () => {
    const alone = await freshTable();
    const attempts = Array.from({ length: 50 }, (_, n) => newCase("at once", { bodyHash: `attempt ${n}` }));
    const outcomes = await Promise.all(attempts.map((attempt) => commitCase(alone, attempt.case)));
    const { Items = [] } = await alone.client.send(new ScanCommand({ TableName: alone.name }));
    const [item = {}, ...more] = Items.map((attributes) => unmarshall(attributes));
    expect(more).toEqual([]);
    const others = outcomes.filter((existing) => existing !== undefined);
    expect(others).toHaveLength(49);
    expect(new Set(others.map(({ bodyHash }) => bodyHash))).toEqual(new Set([item.bodyHash]));
  });

  // A15, C9
  test("holds the largest submission that the schema takes", async () => {
    const large = "😀".repeat(200);
    const largest = newCase("largest", {
      submission: submission({
        organisation: large,
        dataSubject: {
          name: large,
          email: "noor@example.org",
          identifiers: Array.from({ length: 10 }, () => ({ type: "other", value: large })),
        },
        representative: { name: large, email: "noor@example.org", capacity: large },
        message: "😀".repeat(10_000),
      }),
    }).case;
    expect(await commitCase(table, largest)).toBeUndefined();
    expect(await commitCase(table, largest)).toEqual(largest);
  });

  // H6
  test("where a newer release's case stands fails, and leaves that one as it is", async () => {
    const { case: made } = newCase("newer");
    await put({ pk: made.reference, sk: "case", ...made, v: 2 });
    await expect(commitCase(table, made)).rejects.toThrow();
    expect(await stored(made.reference)).toMatchObject({ v: 2 });
  });

  test("fails when there is no such table", async () => {
    await expect(commitCase({ ...table, name: "no-such-table" }, requestCase())).rejects.toThrow();
  });
});

describe("reading a request", () => {
  test("gives the case, its deliveries and its forms for files", async () => {
    const { case: made } = newCase("read");
    await commitCase(table, made);
    const [first, second] = [
      delivery({ reference: made.reference }),
      delivery({ reference: made.reference, id: "acknowledgement", type: "acknowledgement" }),
    ];
    for (const each of [first, second]) {
      await put({ pk: made.reference, sk: `delivery#${each.id}`, ...each });
    }
    const form = upload({ reference: made.reference });
    await put({ pk: made.reference, sk: "upload#1", ...form });
    expect(await readRequest(table, made.reference)).toEqual({
      case: made,
      entries: [],
      deliveries: [second, first],
      uploads: [form],
    });
  });

  test("gives nothing where there is no case", async () => {
    await put({ pk: "DSR-0000-0000-0000", sk: "delivery#request", ...delivery() });
    expect(await readRequest(table, "DSR-0000-0000-0000")).toBeUndefined();
    expect(await readRequest(table, "DSR-1111-1111-1111")).toBeUndefined();
  });

  // H6
  test("of an unknown version fails", async () => {
    const { case: made } = newCase("unknown version");
    await put({ pk: made.reference, sk: "case", ...made, v: 2 });
    await expect(readRequest(table, made.reference)).rejects.toThrow();
  });
});
