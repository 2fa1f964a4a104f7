import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { type BreachCase, openBreach } from "../../../functions/breach/breach.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { commitBreach } from "../../../functions/breach/breach-store.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { leaseMilliseconds } from "../../../shared/delivery.ts";
import type { Table } from "../../../shared/table.ts";
import { report } from "../../support/breaches.ts";
import { type Consumption, countConsumption } from "../../support/consumption.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { size } from "../../support/size.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { killable } from "../delivery/kill-switch.ts";
import { imageRecord, openTestOffice, type TestOffice } from "../delivery/office.ts";

let table: Table;
let office: TestOffice;
let consumption: Consumption;

beforeEach(async () => {
  table = await freshTable();
  consumption = countConsumption(table.client);
  office = openTestOffice(table);
  const hours = { noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 };
  office.flows = { ...office.flows, breach: breachFlow(hours) };
});

/** A confirmed report that names so many controllers, stored; and the stream's record of it. */
async function reportOn(count: number) {
  const controllers = Array.from({ length: count }, (_, n) => ({ id: `c-${n}`, name: `Nummer ${n} B.V.` }));
  for (const { id, name } of controllers) {
    const contacts = [{ email: `privacy@${id}.example`, role: "privacy" as const }];
    office.controllers.set(id, voorbeeld({ id, name, contacts }));
  }
  const reported = report({ controllerIds: controllers.map(({ id }) => id) });
  const { case: of } = openBreach(
    {
      report: reported,
      body: JSON.stringify(reported),
      key: `the key of ${count}`,
      controllers,
      reporterId: "reporter0001",
      language: "nl",
      at: new Date(office.now().getTime() - 1_000),
    },
    0,
  );
  await commitBreach(table, of);
  const item = { pk: of.reference, sk: "case", ...of };
  return { of, record: imageRecord(marshall(item, { removeUndefinedValues: true }), "1") };
}

const everyNotice = ({ controllers }: BreachCase) => controllers.map(({ id }) => `notice-1-${id}`).sort();
const sentNotices = () => office.sent.flatMap(({ id }) => (id.startsWith("notice") ? [id] : [])).sort();

describe("a report of 500 controllers", () => {
  test("becomes 500 notices, none twice", { timeout: 120_000 }, async () => {
    const { of, record } = await reportOn(500);
    const ofCommit = consumption.writeUnits;
    expect(await forward([record], office)).toEqual({ batchItemFailures: [] });
    expect(sentNotices()).toEqual(everyNotice(of));
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
    const { writeUnits, calls } = consumption;
    process.stderr.write(
      `500 controllers, by DynamoDB Local's count: ${ofCommit} write units to commit, ${writeUnits - ofCommit} to forward ` +
        `(${((writeUnits - ofCommit) / 500).toFixed(1)} a notice), ${calls} calls to DynamoDB, ${office.sent.length} to SES\n`,
    );
    expect(office.sent).toHaveLength(501);
    expect((writeUnits - ofCommit) / 500).toBeLessThanOrEqual(5);
  });

  // E4
  test("whose forwarding is killed midway is finished by the sweep", { timeout: 120_000 }, async () => {
    const { of, record } = await reportOn(size(50, 500));
    const point = { call: of.controllers.length, when: "after" as const };
    await forward([record], killable(office, point).office);
    expect(sentNotices().length).toBeGreaterThan(0);
    expect(sentNotices().length).toBeLessThan(of.controllers.length);
    office.pass(leaseMilliseconds);
    expect(await sweep(office)).toMatchObject({ due: 1, remaining: 0 });
    expect([...new Set(sentNotices())]).toEqual(everyNotice(of));
    expect(sentNotices().length).toBeLessThanOrEqual(of.controllers.length + 1);
  });
});
