import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { type BreachCase, openBreach } from "../../../functions/breach/breach.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { appendEntry, commitBreach } from "../../../functions/breach/breach-store.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import type { Table } from "../../../shared/table.ts";
import { entry, parties, report } from "../../support/breaches.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { size } from "../../support/size.ts";
import { type KillPoint, killable } from "../delivery/kill-switch.ts";
import { imageRecord, openTestOffice, type TestOffice } from "../delivery/office.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const minute = 60_000;
const hour = 60 * minute;
let made = 0;

/** A held report of its own, stored, at an office that sees no other. */
async function held(): Promise<{
  office: TestOffice;
  of: BreachCase;
  begin: (by?: TestOffice) => Promise<unknown>;
}> {
  const office = openTestOffice(table);
  office.flows = {
    breach: breachFlow({ noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 }),
  };
  made += 1;
  const { case: of } = openBreach(
    {
      report: report(),
      body: "body",
      key: `the key of held report ${made}`,
      controllers: parties,
      reporterId: undefined,
      language: "nl",
      at: office.now(),
    },
    0,
  );
  await commitBreach(table, of);
  const { dueReferences } = office;
  office.dueReferences = async (at) => (await dueReferences(at)).filter((due) => due === of.reference);
  const item = marshall({ pk: of.reference, sk: "case", ...of }, { removeUndefinedValues: true });
  return { office, of, begin: (by = office) => forward([imageRecord(item, "1")], by) };
}

const reminders = ({ sent }: TestOffice) => sent.filter(({ id }) => id.includes("reminder")).length;

/** Lets the sweep run every half hour, for so long. */
async function sweepFor(office: TestOffice, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 30 * minute) {
    office.pass(30 * minute);
    await sweep(office);
  }
}

describe("a desk that does nothing", () => {
  test("is reminded after an hour and then every four, until it decides", async () => {
    const { office, of, begin } = await held();
    await begin();
    await sweepFor(office, 30 * minute);
    expect(reminders(office)).toBe(0);
    await sweepFor(office, 30 * minute);
    expect(reminders(office)).toBe(1);
    await sweepFor(office, 8 * hour);
    expect(reminders(office)).toBe(3);
    const { reference } = of;
    await appendEntry(table, entry({ reference, move: "dismiss", by: "arn:desk", because: "Een oefening." }));
    await sweepFor(office, 12 * hour);
    expect(reminders(office)).toBe(3);
    const states = (await office.readDossier(reference))?.deliveries.map(({ state }) => state);
    expect(states).not.toContain("pending");
  });

  test("gets one reminder, not all that were missed, when nothing ran for a day", async () => {
    const { office, begin } = await held();
    await begin();
    office.pass(24 * hour);
    await sweep(office);
    expect(reminders(office)).toBe(1);
    await sweepFor(office, 4 * hour);
    expect(reminders(office)).toBe(2);
  });

  // E4
  test("goes on being reminded wherever the process that reminds it is killed", {
    timeout: size(120_000, 600_000),
  }, async () => {
    const { office, begin } = await held();
    const first = killable(office);
    await begin(first.office);
    office.pass(hour);
    const second = killable(office);
    await sweep(second.office);
    const points = [...first.calls, ...second.calls].flatMap((_, n): KillPoint[] => [
      { call: n + 1, when: "before" },
      { call: n + 1, when: "after" },
    ]);
    expect(points.length).toBeGreaterThan(20);
    for (const point of points.filter((_, n) => n % size(4, 1) === 0)) {
      const { office: next, begin: beginNext } = await held();
      const mortal = killable(next, point).office;
      await beginNext(mortal).catch(() => {});
      next.pass(hour);
      await sweep(mortal).catch(() => {});
      await sweepFor(next, 13 * hour);
      const at = `${point.when} call ${point.call}`;
      expect(reminders(next), at).toBeGreaterThanOrEqual(3);
      expect(reminders(next), at).toBeLessThanOrEqual(5);
    }
  });
});
