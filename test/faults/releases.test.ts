import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { breachCaseSchema, breachEntrySchema } from "../../functions/breach/breach.ts";
import { breachFlow } from "../../functions/breach/breach-flow.ts";
import { reporterSchema } from "../../functions/breach/reporter/reporter.ts";
import { move } from "../../functions/delivery/delivery-store.ts";
import { digestSchema } from "../../functions/delivery/digest/digest.ts";
import { digestFlow } from "../../functions/delivery/digest/digest-flow.ts";
import { forward } from "../../functions/delivery/forward.ts";
import { letterFlows } from "../../functions/delivery/letters/letter-flow.ts";
import { sweep } from "../../functions/delivery/sweep.ts";
import { assistanceSchemas } from "../../functions/duties/assistance/assistance.ts";
import { auditSchemas } from "../../functions/duties/audits/audit.ts";
import { instructionSchemas } from "../../functions/duties/instructions/instruction.ts";
import { readRecords } from "../../functions/duties/record.ts";
import { statementSchemas } from "../../functions/duties/statements/statement-case.ts";
import { changeSchemas } from "../../functions/duties/sub-processors/change-case.ts";
import { lastSeal } from "../../functions/evidence/seal-store.ts";
import { contactChangeSchema } from "../../functions/operator/contact-change/contact-change.ts";
import { contactChangeFlow } from "../../functions/operator/contact-change/contact-change-flow.ts";
import { requestCaseSchema } from "../../functions/request/request.ts";
import { requestEntrySchema } from "../../functions/request/request-entry.ts";
import { requestFlow } from "../../functions/request/request-flow.ts";
import { terminationEntrySchema, terminationSchema } from "../../functions/termination/agreement.ts";
import { destructionSchema } from "../../functions/termination/destruction.ts";
import { terminationFlow } from "../../functions/termination/termination-flow.ts";
import { uploadSchema } from "../../shared/attachments/upload.ts";
import { parseControllerItem, parseRegistryItem } from "../../shared/controller-item.ts";
import { readableControllers } from "../../shared/controller-store.ts";
import { readVersions } from "../../shared/controller-versions.ts";
import { deliverySchema } from "../../shared/delivery.ts";
import { blockSchema } from "../../shared/evidence/block.ts";
import { gapSchema } from "../../shared/evidence/gap.ts";
import type { Table } from "../../shared/table.ts";
import { imageRecord, openTestOffice, type TestOffice } from "../functions/delivery/office.ts";
import { dynamoDbClient, freshTable } from "../support/dynamodb.ts";
import { logged } from "../support/logged.ts";
import { itemsIn } from "../support/table-items.ts";
import { type Attributes, type Release, releases } from "./releases.ts";

// During a deployment functions of two releases work on one table, and a function of the new one gets what the stream still
// has from the old one.

type Reader = (item: Attributes) => unknown;

const by =
  (schema: { parse: (item: unknown) => unknown }): Reader =>
  (item) =>
    schema.parse(unmarshall(item));

/** Reads it out of a table in which there is nothing else. */
const outOfTable =
  (read: (table: Table, item: Record<string, string>) => Promise<unknown>): Reader =>
  async (item) => {
    const table = await tableOf([item]);
    return read(table, unmarshall(item));
  };

const anything = { parse: (value: unknown) => value } as never;

/** How each kind of item is read. */
const readers: Readonly<Record<string, Reader>> = {
  assistance: by(assistanceSchemas.case),
  audit: by(auditSchemas.case),
  "audit-entry": by(auditSchemas.entry),
  breach: by(breachCaseSchema),
  "breach-entry": by(breachEntrySchema),
  "contact-change": by(contactChangeSchema),
  controller: parseControllerItem,
  "controller-registry": parseRegistryItem,
  "controller-version": outOfTable((table, { controllerId = "" }) => readVersions(table, controllerId)),
  delivery: by(deliverySchema),
  destruction: by(destructionSchema),
  digest: by(digestSchema),
  "evidence-block": by(blockSchema),
  "evidence-gap": by(gapSchema),
  "evidence-seal": outOfTable(lastSeal),
  "processor-record": outOfTable((table, { topic = "" }) => readRecords(table, topic, anything)),
  reporter: by(reporterSchema),
  request: by(requestCaseSchema),
  "request-entry": by(requestEntrySchema),
  statement: by(statementSchemas.case),
  "statement-entry": by(statementSchemas.entry),
  "sub-processor-change": by(changeSchemas.case),
  "sub-processor-change-entry": by(changeSchemas.entry),
  termination: by(terminationSchema),
  "termination-entry": by(terminationEntrySchema),
  "unlawful-instruction": by(instructionSchemas.case),
  upload: by(uploadSchema),
};

const kindOf = (item: Attributes) => item.kind?.S ?? "";

const everything = releases.flatMap(({ name, left }) =>
  left.map((item) => ({ name, kind: kindOf(item), item })),
);
const firstOfEachKind = Object.keys(readers).flatMap(
  (kind) => everything.find((one) => one.kind === kind) ?? [],
);

/** A table that holds what is given to it as it is, without the stamp of our own client. */
async function tableOf(items: readonly Attributes[]): Promise<Table> {
  const table = await freshTable();
  const client = dynamoDbClient();
  for (const Item of items) await client.send(new PutItemCommand({ TableName: table.name, Item }));
  client.destroy();
  return table;
}

const hours = { noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 };
const twoDays = 2 * 86_400_000;

/** This release's functions on that table, after all that was written there. */
function officeOn(table: Table): TestOffice {
  const office = openTestOffice(table);
  office.flows = {
    request: requestFlow(3),
    breach: breachFlow(hours),
    termination: terminationFlow,
    "contact-change": contactChangeFlow(office.desks.privacy),
    digest: digestFlow,
    ...letterFlows,
  };
  office.readControllers = (ids) => readableControllers(table, ids);
  office.pass(twoDays);
  return office;
}

const controllersOf = ({ left }: Release) => left.filter(({ pk }) => pk?.S === "controllers");
const recordsOf = (items: readonly Attributes[]) => items.map((item, n) => imageRecord(item, String(n)));
const troubles = () => logged.filter((line) => /UNREADABLE|NOT_FINISHED|UNEXPECTED/.test(line));

// H6
describe("an item that a release before this one wrote", () => {
  test("is here of every kind that is read", () => {
    const sources = globSync("{functions,shared}/**/*.ts", { cwd: join(import.meta.dirname, "../..") });
    const kinds = sources.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, "../..", file), "utf8");
      return [...text.matchAll(/kind: z\.literal\("([a-z-]+)"\)/g)].map(([, kind = ""]) => kind);
    });
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(readers).sort());
    expect(firstOfEachKind.map(({ kind }) => kind)).toEqual(Object.keys(readers));
  });

  test.each(everything)("is read: $kind of $name", async ({ kind, item }) => {
    expect([await readers[kind]?.(item)].flat()).toEqual([expect.anything()]);
  });

  test.each(releases)("is carried on with, and nothing of it is in the way: $name", async (release) => {
    const table = await tableOf(release.left);
    await sweep(officeOn(table));
    expect(troubles()).toEqual([]);
    const delivered = [...(await itemsIn(table)).values()].filter(({ state }) => state === "delivered");
    for (const item of delivered) {
      const { reference, id } = deliverySchema.parse(item);
      expect(await move(table, { reference, id }, "bounce", { set: {} })).toMatchObject({
        state: "undelivered",
      });
    }
  });

  test.each(releases)("and that the stream still has is sent, all of it: $name", async (release) => {
    const { committed } = release;
    const table = await tableOf([...controllersOf(release), ...committed]);
    const office = officeOn(table);
    expect(await forward(recordsOf(committed), office)).toEqual({ batchItemFailures: [] });
    expect(troubles()).toEqual([]);
    const told = new Set(office.sent.map(({ reference }) => reference));
    expect([...told].sort()).toEqual(committed.map(({ pk }) => pk?.S).sort());
  });
});

// H6
describe("an item that a release after this one wrote", () => {
  test.each(firstOfEachKind)(
    "with something new beside what is known is read: $kind",
    async ({ kind, item }) => {
      const read = await readers[kind]?.({ ...item, addedLater: { S: "new" } });
      expect([read].flat()).toEqual([expect.anything()]);
    },
  );

  test.each(firstOfEachKind)(
    "in a form that is not known is not taken for one that is: $kind",
    async ({ kind, item }) => {
      await expect(async () => readers[kind]?.({ ...item, v: { N: "2" } })).rejects.toThrow();
    },
  );

  test.each(releases)("is parked: as it is, in nobody's way, and named: $name", async (release) => {
    const newer = release.committed.map((item): Attributes => ({ ...item, v: { N: "2" } }));
    const table = await tableOf([...controllersOf(release), ...newer]);
    const before = await itemsIn(table);
    const office = officeOn(table);
    expect(await forward(recordsOf(newer), office)).toEqual({ batchItemFailures: [] });
    expect(troubles()).toHaveLength(newer.length);
    expect(await sweep(office)).toMatchObject({ sent: 0, remaining: newer.length });
    expect(await itemsIn(table)).toEqual(before);
  });
});
