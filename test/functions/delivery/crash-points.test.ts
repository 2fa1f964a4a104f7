import { beforeAll, describe, expect, test } from "vitest";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { leaseMilliseconds } from "../../../shared/delivery.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { type KillPoint, killable } from "./kill-switch.ts";
import { caseOf, caseRecord, openTestOffice, type TestOffice } from "./office.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const hour = 3_600_000;

/** The ways in which a case that is stored gets its mails, alone at first, or where SES had postponed them all. */
const flows: Record<
  string,
  { prepare: (office: TestOffice, of: RequestCase) => Promise<unknown>; run: Run }
> = {
  "the stream": { prepare: async () => {}, run: (office, of) => forward([caseRecord(of)], office) },
  "the sweep of a case that nobody planned": { prepare: async () => {}, run: (office) => sweep(office) },
  "the sweep of mails that SES had postponed": {
    prepare: async (office, of) => {
      const takes = office.answer;
      office.answer = () => ({ kind: "postponed", reason: "Throttling", isRate: false });
      await forward([caseRecord(of)], office);
      office.answer = takes;
      office.pass(hour);
    },
    run: (office) => sweep(office),
  },
};

type Run = (office: TestOffice, of: RequestCase) => Promise<unknown>;

async function prepared(name: string) {
  const flow = flows[name];
  if (!flow) throw new Error(`no flow ${name}`);
  const office = openTestOffice(table);
  const of = caseOf();
  await commitCase(table, of);
  // Other crashes happen in the same table at the same time.
  const { dueReferences } = office;
  office.dueReferences = async (at) => (await dueReferences(at)).filter((due) => due === of.reference);
  await flow.prepare(office, of);
  return { office, of, run: flow.run };
}

/** The calls of one undisturbed run. */
async function callsOf(name: string): Promise<string[]> {
  const { office, of, run } = await prepared(name);
  const { office: counted, calls } = killable(office);
  await run(counted, of);
  return calls;
}

/** Kills a run at the point, lets everything recover, and tells what was in doubt and which mails went out. */
async function crash(name: string, point: KillPoint) {
  const { office, of, run } = await prepared(name);
  await run(killable(office, point).office, of).catch(() => {});
  const stored = (await office.readDossier(of.reference))?.deliveries ?? [];
  const inDoubt = office.sent.filter(({ id }) => stored.find((one) => one.id === id)?.state === "sending");

  await forward([caseRecord(of)], office);
  office.pass(leaseMilliseconds);
  await sweep(office);
  office.pass(hour);
  await sweep(office);

  const settled = (await office.readDossier(of.reference))?.deliveries ?? [];
  return {
    inDoubt: inDoubt.length,
    sent: office.sent.map(({ id }) => id).sort(),
    states: settled.map(({ id, state }) => [id, state]),
  };
}

describe.each(Object.keys(flows))("%s, killed before and after each of its calls,", (name) => {
  // E4, E1, H7
  test("loses no mail, and repeats at most one, only where SES had taken it and we had not written so", async () => {
    const calls = await callsOf(name);
    const points = calls.flatMap((_, n): KillPoint[] => [
      { call: n + 1, when: "before" },
      { call: n + 1, when: "after" },
    ]);
    expect(points.length).toBeGreaterThanOrEqual(12);
    const crashes = points.map(async (point) => {
      const at = `${point.when} call ${point.call}, ${calls[point.call - 1]}`;
      return { at, ...(await crash(name, point)) };
    });
    for (const { at, inDoubt, sent, states } of await Promise.all(crashes)) {
      expect(states, at).toEqual([
        ["acknowledgement", "accepted"],
        ["request", "accepted"],
      ]);
      expect(new Set(sent), at).toEqual(new Set(["acknowledgement", "request"]));
      expect(inDoubt, at).toBeLessThanOrEqual(1);
      expect(sent.length, at).toBe(2 + inDoubt);
    }
  });
});

test("forwarding a request takes at most seven calls, two of them sends", async () => {
  const calls = await callsOf("the stream");
  expect(calls.length).toBeLessThanOrEqual(7);
  expect(calls.filter((call) => call === "mailer")).toHaveLength(2);
});
