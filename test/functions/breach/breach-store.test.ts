import { GetItemCommand, PutItemCommand, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import {
  appendEntry,
  commitBreach,
  listBreaches,
  readBreach,
  readHistory,
  readReceiptHash,
} from "../../../functions/breach/breach-store.ts";
import { mostControllers } from "../../../functions/breach/report.ts";
import { entrySortKey, type Table } from "../../../shared/table.ts";
import { upload } from "../../support/attachments.ts";
import { breachCase, entry, noticeDelivery, report } from "../../support/breaches.ts";
import { countConsumption } from "../../support/consumption.ts";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

const reference = breachCase().reference;

const put = (item: Record<string, unknown>) =>
  table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));

async function stored(sk: string) {
  const Key = marshall({ pk: reference, sk });
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
}

/** 500 controllers, each with the longest name that one can have, in characters of this many bytes. */
const crowd = (character: string) =>
  Array.from({ length: mostControllers }, (_, n) => ({
    id: `controller-${n}`.padEnd(63, "x"),
    name: character.repeat(200),
  }));

describe("committing a breach report", () => {
  test("stores it whole, in the index of what is pending and in the register", async () => {
    const made = breachCase();
    expect(await commitBreach(table, made)).toBeUndefined();
    expect(await stored("case")).toMatchObject({ pk: reference, sk: "case", ...made });
    expect(await listBreaches(table)).toEqual([reference]);
    const { Items = [] } = await table.client.send(
      new ScanCommand({ TableName: table.name, IndexName: "pending" }),
    );
    expect(Items.map((item) => unmarshall(item).pk)).toEqual([reference]);
  });

  // A1, A2
  test("a second time changes nothing and gives what stands there", async () => {
    const made = breachCase();
    await commitBreach(table, made);
    expect(await commitBreach(table, { ...made, bodyHash: "other", began: "held" })).toEqual(made);
    expect(await stored("case")).toMatchObject({ bodyHash: made.bodyHash, began: "confirmed" });
  });

  // A3
  test("fifty times at once makes one item, that all others are given", async () => {
    const attempts = Array.from({ length: 50 }, (_, n) => breachCase({ bodyHash: `attempt ${n}` }));
    const outcomes = await Promise.all(attempts.map((attempt) => commitBreach(table, attempt)));
    const others = outcomes.filter((existing) => existing !== undefined);
    expect(others).toHaveLength(49);
    expect(new Set(others.map(({ bodyHash }) => bodyHash))).toEqual(
      new Set([(await stored("case"))?.bodyHash]),
    );
  });

  // A15
  test("of the most controllers with long names is possible", async () => {
    const made = breachCase({ controllers: crowd("é") });
    expect(await commitBreach(table, made)).toBeUndefined();
    expect(await commitBreach(table, made)).toEqual(made);
  });

  // A15
  test("that DynamoDB would not take is refused before the call", async () => {
    const untouchable = { ...table, client: dynamoDbClient() };
    untouchable.client.middlewareStack.add(() => async () => expect.fail("AWS was called"));
    await expect(commitBreach(untouchable, breachCase({ controllers: crowd("😀") }))).rejects.toMatchObject({
      reason: "body_too_large",
    });
  });

  // H6
  test("where a newer release's case stands fails, and leaves that one as it is", async () => {
    const made = breachCase();
    await put({ pk: reference, sk: "case", ...made, v: 2 });
    await expect(commitBreach(table, made)).rejects.toThrow();
    expect(await stored("case")).toMatchObject({ v: 2 });
  });
});

describe("an entry", () => {
  test("is stored beside the case under its number", async () => {
    await commitBreach(table, breachCase());
    const made = entry({ sequence: 12 });
    expect(await appendEntry(table, made)).toBe(true);
    expect(await stored(entrySortKey(12))).toMatchObject({ pk: reference, sk: "case#000012", ...made });
  });

  test("does not replace another of the same number", async () => {
    await commitBreach(table, breachCase());
    await appendEntry(table, entry());
    expect(await appendEntry(table, entry({ note: "Iets anders." }))).toBe(false);
    expect(await stored(entrySortKey(1))).not.toHaveProperty("note");
  });

  // A15
  test("of the most controllers with the longest ids fits beside all that can be written in one", async () => {
    const concerns = crowd("x").map(({ id }) => id);
    const changes = { cause: "x".repeat(256 * 1024) };
    await commitBreach(table, breachCase());
    const consumption = countConsumption(table.client);
    expect(await appendEntry(table, entry({ changes, concerns }))).toBe(true);
    const ofLongest = consumption.writeUnits;
    expect(await appendEntry(table, entry({ sequence: 2, concerns }))).toBe(true);
    process.stderr.write(
      `An entry about 500 controllers, by DynamoDB Local's count: ${consumption.writeUnits - ofLongest} write units\n`,
    );
    // Two for each KB, of which the ids are 32, and those for the check of the case.
    expect(consumption.writeUnits - ofLongest).toBeLessThanOrEqual(80);
    expect((await readHistory(table, reference))?.entries).toMatchObject([{ concerns }, { concerns }]);
  });

  // A8
  test("whose answer was lost finds itself, also when its mails have been planned meanwhile", async () => {
    const made = {
      ...entry({ concerns: ["voorbeeld-bv", "example-ltd"] }),
      pendingShard: "3",
      pendingAt: "2026-11-22T11:15:00.000Z",
    };
    await commitBreach(table, breachCase());
    await appendEntry(table, made);
    expect(await appendEntry(table, made)).toBe(true);
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall({ pk: reference, sk: entrySortKey(1) }),
        UpdateExpression: "REMOVE pendingShard, pendingAt, concerns[0]",
      }),
    );
    expect(await appendEntry(table, made)).toBe(true);
  });

  // F13
  test.each([
    ["that is not there", undefined, undefined],
    ["that is being destroyed", { leaving: true as const }, undefined],
    ["that a controller has been taken out of since it was read", { edition: 2 }, 1],
  ])("is not stored beside a case %s", async (_, marks, edition) => {
    if (marks) await commitBreach(table, breachCase(marks));
    expect(await appendEntry(table, entry(), edition)).toBe(false);
    expect(await stored(entrySortKey(1))).toBeUndefined();
  });

  test("is stored beside a case of the edition in which that was read", async () => {
    await commitBreach(table, breachCase({ edition: 2 }));
    expect(await appendEntry(table, entry(), 2)).toBe(true);
  });
});

describe("reading a breach report", () => {
  test("gives its entries in their order, however many, and for the dossier its deliveries and forms for files", async () => {
    const made = breachCase();
    const numbers = [1, 2, 9, 10, 11, 100];
    await commitBreach(table, made);
    for (const sequence of numbers.toReversed()) await appendEntry(table, entry({ sequence }));
    const notice = noticeDelivery();
    await put({ pk: reference, sk: `delivery#${notice.id}`, ...notice });

    const { controllerId: _, ...form } = upload({ reference });
    await put({ pk: reference, sk: "upload#1", ...form });

    const entries = numbers.map((sequence) => entry({ sequence }));
    expect(await readHistory(table, reference)).toEqual({ case: made, entries });
    expect(await readBreach(table, reference)).toEqual({
      case: made,
      entries,
      deliveries: [notice],
      uploads: [form],
    });
  });

  test("reads on where one answer does not hold it all", async () => {
    const description = "😀".repeat(10_000);
    const changes = {
      description,
      cause: description,
      consequences: description,
      measuresTaken: description,
    };
    await commitBreach(table, breachCase({ report: report({ description }) }));
    for (const sequence of [1, 2, 3, 4, 5, 6, 7, 8]) await appendEntry(table, entry({ sequence, changes }));
    expect((await readHistory(table, reference))?.entries.map(({ sequence }) => sequence)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  // B8
  test("gives what opens it alone, however much there is of it", async () => {
    await commitBreach(table, breachCase());
    await appendEntry(table, entry());
    expect(await readReceiptHash(table, reference)).toBe(breachCase().receiptHash);
  });

  // F13
  test("gives nothing of one that is being destroyed", async () => {
    await commitBreach(table, breachCase({ leaving: true }));
    expect(await readReceiptHash(table, reference)).toBeUndefined();
    expect(await readHistory(table, reference)).toBeUndefined();
    expect(await readBreach(table, reference)).toBeUndefined();
  });

  test("gives nothing where there is none", async () => {
    await commitBreach(table, breachCase());
    expect(await readReceiptHash(table, "BR-0000-0000-0000")).toBeUndefined();
    expect(await readHistory(table, "BR-0000-0000-0000")).toBeUndefined();
    expect(await readBreach(table, "BR-0000-0000-0000")).toBeUndefined();
  });

  // H6
  test("of which an entry is a newer release's fails", async () => {
    await commitBreach(table, breachCase());
    await put({ pk: reference, sk: entrySortKey(1), ...entry(), v: 2 });
    await expect(readHistory(table, reference)).rejects.toThrow();
  });
});

test("the register lists every report, newest first, and no entry", async () => {
  const days = ["2026-11-20", "2026-11-22", "2026-11-21"];
  for (const day of days) {
    const made = breachCase({ reference: `BR-${day}`, receivedAt: `${day}T10:15:00.000Z` });
    await commitBreach(table, made);
    await appendEntry(table, entry({ reference: made.reference }));
  }
  expect(await listBreaches(table)).toEqual(["BR-2026-11-22", "BR-2026-11-21", "BR-2026-11-20"]);
});
