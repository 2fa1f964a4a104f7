import { describe, expect, test } from "vitest";
import { receiveRequest } from "../../../../functions/request/receive-request.ts";
import { requestDependencies } from "../../../../functions/request/request-dependencies.ts";
import { readCursor } from "../../../../functions/termination/restore/cursor.ts";
import type { Step } from "../../../../functions/termination/restore/restoration.ts";
import { withdrawTermination } from "../../../../functions/termination/withdraw.ts";
import { httpDoor } from "../../../../shared/http/door.ts";
import { readPartition } from "../../../../shared/query.ts";
import { recorded, type Table } from "../../../../shared/table.ts";
import { freshEvidenceTable } from "../../../support/dynamodb.ts";
import { interceptedTable } from "../../../support/intercept.ts";
import { lambdaContext, post, submission } from "../../../support/submissions.ts";
import { putItems } from "../../../support/table-items.ts";
import { canary } from "../destruction-buckets.ts";
import { breachItems } from "../destruction-items.ts";
import { destroyNotBefore, hour, operator } from "../destruction-world.ts";
import { allSteps, contentOf, destroyed, type RestoreWorld, restoreWorld } from "./restore-world.ts";

async function textOf(table: Table): Promise<string> {
  return JSON.stringify(await contentOf(table));
}

const partsOf = (steps: readonly Step[]) => steps.flatMap(({ controllers }) => controllers);

/** What the door of requests answers to one for this controller, over that table. */
async function asked(table: Table, controllerId: string): Promise<number> {
  const handler = httpDoor(receiveRequest(requestDependencies(table, () => new Date())));
  return (await handler(post(submission({ controllerId })), lambdaContext())).statusCode ?? 0;
}

// F15
describe("a table from before a destruction", () => {
  test("holds what the serving one does, once all is done again: nothing of the controller's, and all of the others'", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    expect(await textOf(restored)).toContain(canary);
    const steps = await allSteps(of.dependencies(restored));
    expect(steps.at(-1)).toMatchObject({ left: 0 });
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
    expect(await textOf(restored)).not.toContain(canary);
    const [part] = steps.flatMap(({ controllers }) => controllers).filter(({ id }) => id === "voorbeeld-bv");
    expect(part).toMatchObject({ record: "taken_over", agreements: [of.world.reference] });
    expect(part?.removed.reports).toHaveLength(2);
    expect(part?.removed.items).toMatchObject({ request: 2, delivery: 5, upload: 1 });
    expect(await readPartition(restored, "processor")).toMatchObject([
      { sk: "restored", kind: "restoration", table: restored.name, by: operator },
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/@|Vries/);
  });

  test("takes no request for the controller then, and goes on taking those for others", async () => {
    const of = await restoreWorld();
    const [restored, other] = [await of.recoveryPoint(), await of.recoveryPoint()];
    await destroyed(of);
    expect(await asked(restored, "voorbeeld-bv")).toBe(201);
    await allSteps(of.dependencies(restored));
    await allSteps(of.dependencies(other, { live: undefined }));
    expect(await asked(restored, "voorbeeld-bv")).toBe(410);
    expect(await asked(other, "voorbeeld-bv")).toBe(404);
    for (const table of [restored, other]) expect(await asked(table, "example-ltd")).toBe(201);
  });

  test("comes to the same in many short steps, and when all is done once more", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    const steps = await allSteps(of.dependencies(restored, { hasTime: () => false }));
    expect(steps.length).toBeGreaterThan(10);
    const after = await contentOf(restored);
    expect(after).toEqual(await contentOf(of.world.table));
    const again = await allSteps(of.dependencies(restored));
    expect(again.at(-1)).toMatchObject({ left: 0 });
    expect(again.flatMap(({ controllers }) => controllers.map(({ removed }) => removed))).toEqual([
      { items: {}, reports: [] },
    ]);
    expect(await contentOf(restored)).toEqual(after);
  });

  test("is not changed by a look at it, which tells the same", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    const before = await contentOf(restored);
    const looked = await allSteps(of.dependencies(restored, { isDry: true }));
    expect(await contentOf(restored)).toEqual(before);
    const cursors = (
      await allSteps(of.dependencies(restored, { isDry: true, hasTime: () => false }))
    ).flatMap(({ cursor }) => cursor ?? []);
    expect(cursors.length).toBeGreaterThan(0);
    for (const cursor of cursors) expect(readCursor(cursor)).toMatchObject({ destroyed: [] });
    const done = await allSteps(of.dependencies(restored));
    expect(looked.flatMap(({ controllers }) => controllers)).toEqual(
      done.flatMap(({ controllers }) => controllers),
    );
    expect(looked.at(-1)).not.toHaveProperty("left");
  });

  test("names the controller nowhere any more where the serving one is lost", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    const lost = { ...of.world.table, name: "no-such-table" };
    const certificate = { pk: of.world.reference, sk: "delivery#certificate-3", kind: "delivery", v: 1 };
    await putItems(of.world.table, [{ ...certificate, controllerId: "voorbeeld-bv", revision: 1 }]);
    await of.record();
    const steps = await allSteps(of.dependencies(restored, { live: lost }));
    expect(steps.at(-1)).toMatchObject({ left: 0 });
    expect(steps.flatMap(({ controllers }) => controllers)).toMatchObject([
      { id: "voorbeeld-bv", record: "removed" },
      { id: null },
    ]);
    expect(JSON.stringify(steps)).not.toContain("unfinished");
    expect(await textOf(restored)).not.toMatch(/"voorbeeld-bv"/);
    const others = Object.entries(await contentOf(of.world.table)).filter(
      ([key]) => key !== "controllers/voorbeeld-bv" && !key.startsWith("AGR-"),
    );
    expect(await contentOf(restored)).toEqual(Object.fromEntries(others));
  });

  test("is searched for what the evidence has a gap of", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    of.world.pass(hour);
    await of.world.run();
    await of.record();
    of.world.pass(hour);
    await of.world.run();
    await of.record(({ pk }) => pk.startsWith("DSR-") || pk.startsWith("BR-"));
    const steps = await allSteps(of.dependencies(restored));
    expect(steps.at(-1)).toMatchObject({ left: 0 });
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
  });

  test("is not said to be ready while it holds something of a kind that this release does not know", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    await putItems(restored, [
      { pk: "XYZ-1", sk: "case", kind: "later", v: 9, controllerId: "voorbeeld-bv" },
    ]);
    const steps = await allSteps(of.dependencies(restored));
    expect(steps.at(-1)).toMatchObject({ left: 1 });
    expect(await readPartition(restored, "processor")).toEqual([]);
  });

  test("keeps a breach report that the controller has still to be told of", async () => {
    const of = await restoreWorld();
    of.world.setClock(destroyNotBefore);
    await of.world.run();
    const late = breachItems("late", ["voorbeeld-bv"], new Date(destroyNotBefore.getTime() + 30_000));
    await putItems(of.world.table, late);
    await of.record();
    const restored = await of.recoveryPoint();
    of.world.pass(hour);
    await of.world.run();
    await of.record();
    await allSteps(of.dependencies(restored));
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
    expect(await readPartition(restored, late[0]?.pk ?? "")).toHaveLength(late.length);
  });

  test("keeps what was put in the place of something that was removed", async () => {
    const of = await restoreWorld();
    await destroyed(of);
    const restored = await of.recoveryPoint();
    const [gone] = of.world.cases.ours.filter(({ kind }) => kind === "request");
    const again = { ...Object(gone), controllerId: "example-ltd", writtenAt: new Date().toISOString() };
    await putItems(restored, [again]);
    await allSteps(of.dependencies(restored));
    expect(await readPartition(restored, again.pk)).toEqual([again]);
  });
});

// F15
describe("a table from before the end of an agreement was taken back", () => {
  test("is not destroyed in: the end is taken back in it too, and other changes are told", async () => {
    const of = await restoreWorld();
    const [restored, other] = [await of.recoveryPoint(), await of.recoveryPoint()];
    await withdrawTermination({ table: of.world.table, now: of.world.now }, operator, "voorbeeld-bv");
    const reference = await of.world.terminate("example-ltd");
    await of.record();
    const steps = await allSteps(of.dependencies(restored));
    expect(steps.flatMap(({ controllers }) => controllers)).toMatchObject([
      { id: "example-ltd", record: "taken_over", agreements: [reference] },
      { id: "voorbeeld-bv", record: "taken_over", agreements: [of.world.reference] },
    ]);
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
    const alone = await allSteps(of.dependencies(other, { live: undefined }));
    const happened = alone.flatMap((step) => Object.entries(step.happened));
    expect(happened).toEqual(
      expect.arrayContaining([
        ["terminations", [reference]],
        ["withdrawals", [of.world.reference]],
      ]),
    );
    // Nothing drives a destruction without this item.
    const keys = (await readPartition(other, of.world.reference)).map(({ sk }) => sk);
    expect(keys).not.toContain("destruction");
    expect(keys).toContain("case");
  });
});

// F15
describe("a table from before a destruction that is still under way", () => {
  /** The destruction has begun, and its time is up with the first records that it deletes. */
  async function underWay(of: RestoreWorld): Promise<void> {
    of.world.pass(hour);
    let isUp = false;
    const table = recorded(
      interceptedTable(of.world.table, ({ name }, proceed) => {
        isUp ||= name === "BatchWriteItem";
        return proceed();
      }),
    );
    await of.world.run({ table, remainingTime: () => (isUp ? 0 : 900_000) });
    await of.record();
    expect(isUp).toBe(true);
    expect(await of.world.controller()).toMatchObject({ termination: { phase: "destroying" } });
  }

  test("has lost what is destroyed by now, and the destruction goes on in it to its end", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint("to serve");
    of.world.pass(hour);
    await of.world.run();
    await underWay(of);
    const steps = await allSteps(of.dependencies(restored));
    expect(steps.at(-1)).toMatchObject({ left: 0 });
    expect(partsOf(steps)[0]).toMatchObject({ id: "voorbeeld-bv", record: "taken_over" });
    const keysIn = async (table: Table) => Object.keys(await contentOf(table));
    expect(await keysIn(restored)).toEqual(await keysIn(of.world.table));
    expect(await asked(restored, "voorbeeld-bv")).toBe(410);

    of.world.pass(hour);
    expect(await of.world.run({ table: restored })).toMatchObject({ destroyed: 1, remaining: 0 });
    expect(await textOf(restored)).not.toContain(canary);
  });

  test("takes no request where the serving one is lost, and says that nothing goes on with it", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    of.world.pass(hour);
    await of.world.run();
    await underWay(of);
    const steps = await allSteps(of.dependencies(restored, { live: undefined }));
    expect(partsOf(steps)).toMatchObject([
      { id: "voorbeeld-bv", record: "removed", unfinished: true },
      { id: null },
    ]);
    expect(await asked(restored, "voorbeeld-bv")).toBe(404);
    expect(await textOf(restored)).not.toMatch(/"voorbeeld-bv"/);
  });

  test("goes on by itself where the intake was closed before, although the serving one is lost", async () => {
    const of = await restoreWorld();
    of.world.pass(hour);
    await of.world.run();
    const restored = await of.recoveryPoint();
    await of.record();
    await underWay(of);
    const steps = await allSteps(of.dependencies(restored, { live: undefined }));
    expect(partsOf(steps)[0]).toMatchObject({ id: "voorbeeld-bv", record: "kept" });
    expect(JSON.stringify(steps)).not.toContain("unfinished");
    expect(await asked(restored, "voorbeeld-bv")).toBe(410);
    expect(await readPartition(restored, of.world.reference)).toContainEqual(
      expect.objectContaining({ sk: "destruction" }),
    );
  });
});

// F15
describe("how far the evidence is read back", () => {
  const heartbeatAt = (writtenAt: string) => ({
    pk: "evidence",
    sk: "heartbeat",
    kind: "heartbeat",
    writtenAt,
  });
  const minute = 60_000;

  test("is to just before the last heartbeat that the restored table holds, and no further", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    const later = new Date(Date.now() + 30 * minute);
    await putItems(restored, [heartbeatAt(later.toISOString())]);
    const before = await contentOf(restored);
    const now = () => new Date(later.getTime() + minute);
    const steps = await allSteps(of.dependencies(restored, { now }));
    expect(steps[0]).toMatchObject({ since: new Date(later.getTime() - 5 * minute).toISOString() });
    expect(partsOf(steps)).toEqual([]);
    expect(await contentOf(restored)).toEqual(before);
  });

  test("is to its beginning where there is no heartbeat, or one from a clock that ran ahead", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    await putItems(restored, [heartbeatAt(new Date(Date.now() + 30 * minute).toISOString())]);
    const [step] = await allSteps(of.dependencies(restored));
    expect(step?.since).toBeNull();
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
  });

  test("cannot be said where the evidence is lost: then nothing counts as done again", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    const before = await contentOf(restored);
    const evidence = await freshEvidenceTable();
    await expect(allSteps(of.dependencies(restored, { evidence }))).rejects.toMatchObject({
      reason: "invalid_input",
      errors: [{ pointer: "/table", code: expect.stringMatching(/no chain/) }],
    });
    expect(await contentOf(restored)).toEqual(before);
  });
});
