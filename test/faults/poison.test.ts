import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { forward } from "../../functions/delivery/forward.ts";
import { sweep } from "../../functions/delivery/sweep.ts";
import { commitCase } from "../../functions/request/request-store.ts";
import { pendingSince } from "../../shared/pending.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";
import { caseOf, caseRecord, imageRecord, openTestOffice } from "../functions/delivery/office.ts";
import { freshTable } from "../support/dynamodb.ts";
import { logged } from "../support/logged.ts";

/** An item under a case's key that is not as any flow stores one, and the stream's record of it. */
async function strangeItem(table: Table, pk: string, fields: Parameters<typeof marshall>[0]) {
  const keys = { pk, sk: caseSortKey, ...pendingSince(pk, new Date(0)) };
  const Item = { ...marshall(keys), ...marshall(fields) };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  return imageRecord(Item, pk);
}

/** With the rest of an item as much as DynamoDB takes. */
const large = "x".repeat(398 * 1024);

// E6, E7, H6
test("what nobody can read holds up none of the others in its batch, nor in a sweep, and only what may go better comes again", async () => {
  const table = await freshTable();
  const office = openTestOffice(table);
  const good = Array.from({ length: 19 }, () => caseOf());
  const huge = caseOf({ message: large.slice(0, 390 * 1024) });
  await Promise.all([...good, huge].map((of) => commitCase(table, of)));
  const poison = [
    await strangeItem(table, "DSR-NO-KIND", {}),
    await strangeItem(table, "DSR-OTHER-KIND", { kind: "invoice", v: 1 }),
    await strangeItem(table, "DSR-OTHER-VERSION", { ...caseOf(), v: 2 }),
    await strangeItem(table, "DSR-LARGE", { kind: "request", v: 1, submission: large }),
  ];
  const withoutKeys: DynamoDBRecord = { eventName: "INSERT", dynamodb: { SequenceNumber: "without keys" } };
  const records = [...good, huge].map((of) => caseRecord(of, of.reference));
  const batch = [...poison, withoutKeys].flatMap((one, n) => [one, ...records.slice(n * 4, n * 4 + 4)]);
  expect(batch).toHaveLength(25);

  const { batchItemFailures } = await forward(batch, office);
  expect(batchItemFailures).toEqual([{ itemIdentifier: "without keys" }]);
  expect(office.sent).toHaveLength(2 * 20);
  expect(new Set(office.sent.map(({ reference }) => reference))).toEqual(
    new Set([...good, huge].map(({ reference }) => reference)),
  );
  expect(logged.filter((line) => line.includes("CASE_UNREADABLE"))).toHaveLength(4);
  expect(logged.join("")).not.toContain("xxx");

  expect(await forward([withoutKeys], office)).toEqual({ batchItemFailures });
  const fresh = caseOf();
  await commitCase(table, fresh);
  expect(await sweep(office)).toEqual({ due: 5, sent: 2, remaining: 4 });
  expect(office.sent).toHaveLength(2 * 21);
});
