import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { outcomeOf } from "../../../functions/termination/conclude.ts";
import type { Destruction } from "../../../functions/termination/destruction.ts";
import type { Planning } from "../../../functions/termination/planning.ts";
import { remainsOf } from "../../../functions/termination/remains.ts";
import { beginLife } from "../../faults/crash-points.ts";
import { logged } from "../../support/logged.ts";
import { putItems } from "../../support/table-items.ts";
import { expectDestroyed, lookAt } from "./after-destruction.ts";
import { unknownItem } from "./destruction-items.ts";
import {
  type DestructionWorld,
  day,
  destructionWorld,
  hour,
  planning,
  watched,
} from "./destruction-world.ts";
import { destroyed, history, outcome, place, termination } from "./terminations.ts";

const incomplete = { due: 1, destroyed: 0, remaining: 1 };

/** Two runs: the one that closes the intake, and the one that destroys. */
async function runTwice(world: DestructionWorld) {
  world.pass(hour);
  await world.run();
  world.pass(hour);
  return world.run();
}

/** An object is locked in the bucket: S3 refuses to delete it until it is released. */
function lock(world: DestructionWorld, key: string): () => void {
  const bucket = world.buckets["hosted-bucket"];
  const { deleteVersions } = bucket;
  bucket.deleteVersions = async (versions) => {
    await deleteVersions(versions.filter((one) => one.key !== key));
    return versions.filter((one) => one.key === key).map((version) => ({ version, code: "AccessDenied" }));
  };
  return () => {
    bucket.deleteVersions = deleteVersions;
  };
}

async function entriesOf(world: DestructionWorld, move: string) {
  return (await world.history()).entries.filter((entry) => entry.move === move);
}

describe("what cannot be destroyed", () => {
  // F7, F8
  test("is reported once, tried again every day, and certified when nothing stands in the way any more", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    const key = String(world.buckets["hosted-bucket"].versions[0]?.key);
    const release = lock(world, key);
    expect(await runTwice(world)).toEqual(incomplete);
    const [report] = await entriesOf(world, "report");
    expect(report?.recipients).toEqual(["directie@voorbeeld.example", "privacy@voorbeeld.example"]);
    expect(report?.outcome && remainsOf(report.outcome)).toEqual([
      { of: "objects", where: "hosted-bucket/c/1/", reason: "refused", code: "AccessDenied", count: 3 },
    ]);
    expect(logged.join("")).toContain("DESTRUCTION_INCOMPLETE");
    expect((await world.items()).filter(({ pk }) => pk.startsWith("DSR-"))).toHaveLength(12);

    world.pass(hour);
    expect(await world.run()).toEqual({ due: 0, destroyed: 0, remaining: 0 });
    for (let n = 0; n < 2; n++) {
      world.pass(day);
      expect(await world.run()).toEqual(incomplete);
    }
    expect(await entriesOf(world, "report")).toHaveLength(1);
    expect(stateOf(await world.history())).toBe("incomplete");

    release();
    world.pass(day);
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    expect(await entriesOf(world, "certify")).toHaveLength(1);
    await expectDestroyed(world, before);
  });

  test("is reported again when it is something else", async () => {
    const world = await destructionWorld();
    const key = String(world.buckets["hosted-bucket"].versions[0]?.key);
    lock(world, key);
    await runTwice(world);
    const { versions } = world.buckets["hosted-bucket"];
    versions.splice(
      versions.findIndex((one) => one.key === key),
      1,
    );
    world.pass(day);
    await world.run();
    const counts = (await entriesOf(world, "report")).map(
      ({ outcome: told }) => told && remainsOf(told).map(({ count }) => count),
    );
    expect(counts).toEqual([[3], [2]]);
  });

  // F9
  test("lets everything be looked at again: what came since is destroyed before the certificate", async () => {
    const world = await destructionWorld();
    const release = lock(world, String(world.buckets["hosted-bucket"].versions[0]?.key));
    await runTwice(world);
    world.buckets["own-bucket"].versions.push({
      key: "controllers/voorbeeld-bv/late",
      versionId: "null",
      size: 9,
      isDeleteMarker: false,
    });
    release();
    world.pass(day);
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    const keys = world.buckets["own-bucket"].versions.map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith("controllers/voorbeeld-bv/"))).toEqual([]);
    const [certificate] = await entriesOf(world, "certify");
    expect(certificate?.outcome?.objects).toMatchObject([{ versions: 4 }, { versions: 2 }]);
    const verified = certificate?.outcome?.objects.map(({ emptyAt }) => emptyAt);
    expect(verified).toEqual([world.now().toISOString(), world.now().toISOString()]);
  });

  test("in the table, of a kind that this release does not know, is reported and left there", async () => {
    const world = await destructionWorld();
    await putItems(world.table, [unknownItem]);
    expect(await runTwice(world)).toEqual(incomplete);
    const [report] = await entriesOf(world, "report");
    expect(report?.outcome && remainsOf(report.outcome)).toContainEqual(
      expect.objectContaining({ of: "records", reason: "unknown_items", count: 1 }),
    );
    expect(await world.items()).toContainEqual(unknownItem);
  });

  // F12
  test.each([
    ["that another controller has too", { bucket: "hosted-bucket", prefix: "c/" }, "overlaps"],
    ["in a bucket that the settings do not name", { bucket: "forgotten", prefix: "c/" }, "unknown_bucket"],
  ] as const)("because it is a place %s is reported and not touched", async (_, place, reason) => {
    const world = await destructionWorld({ storage: [place] });
    expect(await runTwice(world)).toEqual(incomplete);
    const [report] = await entriesOf(world, "report");
    expect(report?.outcome).toMatchObject({ excluded: [{ ...place, reason }] });
    expect(world.buckets["hosted-bucket"].calls).toEqual([]);
    expect(await world.controller()).toMatchObject({
      storage: [place],
      termination: { phase: "destroying" },
    });
  });
});

// F17
describe("what a destruction has come to", () => {
  const progress = (): Destruction => {
    const { objects, records } = outcome();
    return {
      v: 1,
      kind: "destruction",
      reference: termination().reference,
      controllerId: "voorbeeld-bv",
      run: 2,
      ended: 1,
      failures: 0,
      objects,
      records,
    };
  };
  const past = history(termination(), ...destroyed);

  test("is the same whichever run says so, and when", () => {
    const said = JSON.stringify(outcomeOf(past, { destruction: progress(), excluded: [] }, planning));
    const runs = fc.record({
      run: fc.nat(),
      ended: fc.nat(),
      failures: fc.nat(),
      leaseUntil: fc.constant("2030-01-01T00:00:00.000Z"),
      reportedAt: fc.constant("2027-02-01T00:00:00.000Z"),
    });
    const check = fc.property(runs, fc.nat(), (bookkeeping, keptYears) => {
      const destruction = { ...progress(), ...bookkeeping };
      const settings: Planning = { ...planning, keptYears };
      expect(JSON.stringify(outcomeOf(past, { destruction, excluded: [] }, settings))).toBe(said);
    });
    fc.assert(check);
  });

  test("was finished when the last place was found empty, and the rest is kept for as long as was announced", () => {
    const { finishedAt, keptUntil } = outcomeOf(past, { destruction: progress(), excluded: [] }, planning);
    expect(finishedAt).toBe("2027-02-01T00:04:00.000Z");
    expect(keptUntil).toBe("2032-02-01T00:04:00.000Z");
  });

  // F19
  test("is counted in full only where no run was cut short and S3 cannot have deleted a part itself", () => {
    const isExact = (changes: Partial<Destruction>) =>
      outcomeOf(past, { destruction: { ...progress(), ...changes }, excluded: [] }, planning).countsAreExact;
    expect(isExact({})).toBe(true);
    expect(isExact({ isInexact: true })).toBe(false);
    const overnight = place({ begunAt: "2027-01-31T23:59:00.000Z" });
    expect(isExact({ objects: [place(), overnight] })).toBe(false);
    expect(isExact({ objects: [{ ...overnight, net: "full" }] })).toBe(true);
  });

  test("is nothing before it has begun", () => {
    const before = history(termination(), { move: "close" });
    expect(() => outcomeOf(before, { destruction: progress(), excluded: [] }, planning)).toThrow(
      "never began",
    );
  });

  test("is certified in the same bytes by the next run when this one ends just before it does so", async () => {
    const [undisturbed, crashed] = [await closedWorld(), await closedWorld()];
    const whole = beginLife();
    await whole.live(() => undisturbed.run(watched(whole, undisturbed)));
    const transactions = whole.calls.flatMap((name, n) => (name === "TransactWriteItems" ? [n + 1] : []));
    // The last one takes the controller's places away, after the lifecycle rules are gone.
    const short = beginLife({ call: transactions.at(-2) ?? 0, when: "before" });
    await short.live(() => crashed.run(watched(short, crashed)));
    expect(await crashed.destruction()).toMatchObject({ records: { emptyAt: crashed.now().toISOString() } });
    expect(await entriesOf(crashed, "certify")).toEqual([]);

    crashed.pass(hour);
    expect(await crashed.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    const outcomes = [undisturbed, crashed].map(
      async (world) => (await entriesOf(world, "certify"))[0]?.outcome,
    );
    const [expected, certified] = await Promise.all(outcomes);
    expect(expected?.countsAreExact).toBe(true);
    expect(JSON.stringify(certified)).toBe(JSON.stringify(expected));
  });
});

/** A world in which the intake was closed an hour ago. */
async function closedWorld(): Promise<DestructionWorld> {
  const world = await destructionWorld();
  world.pass(hour);
  await world.run();
  world.pass(hour);
  return world;
}
