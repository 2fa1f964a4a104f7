import { describe, expect, test } from "vitest";
import { beginLife } from "../../faults/crash-points.ts";
import { logged } from "../../support/logged.ts";
import { putItems } from "../../support/table-items.ts";
import { expectDestroyed, lookAt } from "./after-destruction.ts";
import { type DestructionWorld, destructionWorld, hour, watched } from "./destruction-world.ts";
import { s3Error } from "./objects/fake-s3.ts";

const failed = { due: 1, destroyed: 0, remaining: 1 };

/** A world in which the intake was closed an hour ago, and S3 does not answer in the hosted bucket until it may. */
async function failingWorld() {
  const world = await destructionWorld();
  const before = await lookAt(world);
  const bucket = world.buckets["hosted-bucket"];
  const { listVersions } = bucket;
  bucket.listVersions = () => Promise.reject(s3Error("InternalError", 500));
  world.pass(hour);
  await world.run();
  world.pass(hour);
  return {
    world,
    before,
    recover: () => {
      bucket.listVersions = listVersions;
    },
  };
}

/** Lets a run begin that is killed before its n-th call to AWS. */
async function cutShort(world: DestructionWorld, call: number): Promise<void> {
  const life = beginLife({ call, when: "before" });
  expect(await life.live(() => world.run(watched(life, world)))).toBe("killed");
}

async function failuresOf(world: DestructionWorld) {
  const { entries } = await world.history();
  return entries.filter(({ move }) => move === "fail").map(({ reason, by }) => ({ reason, by }));
}

function codes(): string[] {
  return logged.map((line) => JSON.parse(line).code).filter((code) => /^DESTRUCTION_(FAILED|CUT)/.test(code));
}

describe("runs that fail", () => {
  test("are told to the desk once, with the second in a row, and count until one succeeds", async () => {
    const { world, before, recover } = await failingWorld();
    for (const count of [0, 1, 1]) {
      expect(await world.run()).toEqual(failed);
      expect(await failuresOf(world)).toEqual(Array(count).fill({ reason: "InternalError", by: "destroy" }));
      world.pass(hour);
    }
    expect(codes()).toEqual(Array(3).fill("DESTRUCTION_FAILED"));
    expect(await world.destruction()).toMatchObject({ failures: 3, run: 4, ended: 1 });
    recover();
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    expect(await world.destruction()).toMatchObject({ failures: 0 });
    await expectDestroyed(world, before);
  });

  test("are counted anew after one that ended in good order, and do not hold up what is elsewhere", async () => {
    const { world, recover } = await failingWorld();
    const fail = world.buckets["hosted-bucket"].listVersions;
    await world.run();
    const own = world.buckets["own-bucket"].versions.map(({ key }) => key);
    expect(own.filter((key) => key.startsWith("controllers/voorbeeld-bv/"))).toEqual([]);
    expect(await world.destruction()).toMatchObject({
      failures: 1,
      objects: [{ bucket: "own-bucket", emptyAt: expect.any(String) }, { bucket: "hosted-bucket" }],
      records: { requests: 14, emptyAt: expect.any(String) },
    });

    recover();
    world.pass(hour);
    let looks = 0;
    const remainingTime = () => (looks++ < 2 ? 900_000 : 80_000);
    expect(await world.run({ remainingTime })).toEqual(failed);
    expect(await world.destruction()).toMatchObject({ failures: 0, ended: 2 });

    world.buckets["hosted-bucket"].listVersions = fail;
    world.pass(hour);
    await world.run();
    expect(await world.destruction()).toMatchObject({ failures: 1 });
    expect(await failuresOf(world)).toEqual([]);
  });

  // F6
  test("without a word, as when they are killed, count as well", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    world.pass(hour);
    // Each has its lease, and has read how things stand.
    for (const call of [5, 6, 8]) {
      expect(await failuresOf(world)).toEqual([]);
      await cutShort(world, call);
      world.pass(hour);
    }
    expect(await failuresOf(world)).toEqual([{ reason: "cut_short", by: "destroy" }]);
    expect(codes()).toEqual(["DESTRUCTION_CUT_SHORT", "DESTRUCTION_CUT_SHORT"]);
    for (let n = 0; n < 3; n++) {
      await world.run();
      world.pass(hour);
    }
    await expectDestroyed(world, before);
  });

  test("before anything is destroyed leave the counts exact", async () => {
    const world = await destructionWorld();
    world.pass(hour);
    await world.run();
    world.pass(hour);
    await cutShort(world, 5);
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    const { entries } = await world.history();
    expect(entries.at(-1)).toMatchObject({ move: "certify", outcome: { countsAreExact: true } });
  });

  test("while something is destroyed make the counts the least that it was", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    world.pass(hour);
    await world.run();
    world.pass(hour);
    await killedAfterDelete(world);
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      await world.run();
    }
    const { entries } = await world.history();
    expect(entries.at(-1)).toMatchObject({
      move: "certify",
      outcome: { countsAreExact: false, objects: [{ versions: 0, bytes: 0 }, { versions: 2 }] },
    });
    await expectDestroyed(world, before);
  });

  // H6
  test("of a destruction that cannot be read do not stop the hourly run", async () => {
    const world = await destructionWorld();
    await putItems(world.table, [{ pk: world.reference, sk: "case#000001", kind: "of another release" }]);
    world.pass(hour);
    expect(await world.run()).toEqual(failed);
    expect(await world.destruction()).toMatchObject({ failures: 1 });
  });
});

/** Lets a run begin that is killed once S3 has deleted something, before it says so. */
async function killedAfterDelete(world: DestructionWorld): Promise<void> {
  const dead = Promise.withResolvers<void>();
  const reach = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    const answer = await call();
    if (name !== "deleteVersions") return answer;
    dead.resolve();
    return new Promise(() => {});
  };
  world.run(watched({ reach }, world)).catch(() => {});
  await dead.promise;
}
