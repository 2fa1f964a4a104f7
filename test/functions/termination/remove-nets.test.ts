import { beforeEach, describe, expect, test } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { hasNets } from "../../../functions/termination/objects/lifecycle-rules.ts";
import { type Before, expectDestroyed, lookAt } from "./after-destruction.ts";
import { type DestructionWorld, destructionWorld, hour, watched } from "./destruction-world.ts";
import { s3Error } from "./objects/fake-s3.ts";

let world: DestructionWorld;
let before: Before;

beforeEach(async () => {
  world = await destructionWorld();
  before = await lookAt(world);
  world.pass(hour);
  await world.run();
  world.pass(hour);
});

/** The buckets that hold lifecycle rules of the destruction. */
function bucketsWithNets(): string[] {
  return Object.entries(world.buckets)
    .filter(([, { lifecycle }]) => hasNets(lifecycle?.xml, world.reference))
    .map(([name]) => name);
}

/** S3 takes only that many more lifecycle configurations for a bucket. */
function writable(name: keyof DestructionWorld["buckets"], times: number): () => void {
  const bucket = world.buckets[name];
  const { writeLifecycle } = bucket;
  let written = 0;
  bucket.writeLifecycle = async (lifecycle) => {
    written += 1;
    if (written > times) throw s3Error("AccessDenied", 403);
    await writeLifecycle(lifecycle);
  };
  return () => {
    bucket.writeLifecycle = writeLifecycle;
  };
}

describe("the lifecycle rules of a destruction", () => {
  // F11
  test("that S3 does not let go of leave the controller its places, so that nobody else gets into them", async () => {
    const allow = writable("own-bucket", 1);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 1 });
    expect(stateOf(await world.history())).toBe("destroyed");
    expect(bucketsWithNets()).toEqual(["own-bucket"]);
    expect(await world.controller()).toMatchObject({
      storage: [{ bucket: "hosted-bucket", prefix: "c/1/" }],
      termination: { phase: "destroyed" },
    });
    expect(await world.destruction()).toMatchObject({ failures: 1, pendingShard: "destruction" });
    allow();
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 0 });
    await expectDestroyed(world, before);
  });

  test("wait for the next run where this one has no time left", async () => {
    let isLate = false;
    const { readLifecycle } = world.buckets["own-bucket"];
    world.buckets["own-bucket"].readLifecycle = async () => {
      isLate = stateOf(await world.history()) === "destroyed";
      return readLifecycle();
    };
    const remainingTime = () => (isLate ? 80_000 : 900_000);
    expect(await world.run({ remainingTime })).toEqual({ due: 1, destroyed: 1, remaining: 1 });
    expect(bucketsWithNets()).toEqual(["hosted-bucket"]);
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 0 });
    await expectDestroyed(world, before);
  });

  // F11
  test("are found again where the run that put them was killed before it could say so, and they did all the work", async () => {
    const dead = Promise.withResolvers<void>();
    const reach = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
      const answer = await call();
      if (name !== "writeLifecycle") return answer;
      dead.resolve();
      return new Promise(() => {});
    };
    world.run(watched({ reach }, world)).catch(() => {});
    await dead.promise;
    expect(bucketsWithNets()).toEqual(["own-bucket"]);
    const { versions } = world.buckets["own-bucket"];
    world.buckets["own-bucket"].versions = versions.filter(
      ({ key }) => !key.startsWith("controllers/voorbeeld-bv/"),
    );
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    await expectDestroyed(world, before);
  });

  // F11
  test("that S3 did not take in the first place are not looked for", async () => {
    writable("own-bucket", 0);
    expect(await world.run()).toEqual({ due: 1, destroyed: 1, remaining: 0 });
    expect(await world.destruction()).toMatchObject({
      objects: [{ net: "denied", netRefusal: "AccessDenied" }, {}],
    });
    expect(await world.controller()).toMatchObject({ storage: [] });
  });
});
