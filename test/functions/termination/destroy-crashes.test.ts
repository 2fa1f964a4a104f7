import { expect, test } from "vitest";
import { crashEverywhere, type Flow } from "../../faults/crash-points.ts";
import { type Before, expectDestroyed, lookAt } from "./after-destruction.ts";
import { type DestructionWorld, destructionWorld, hour, watched } from "./destruction-world.ts";

let points = 0;

/** From half an hour before the due day is over to the certificate, and until no lifecycle rule of ours is left. */
const flow: Flow<{ world: DestructionWorld; before: Before }> = {
  async prepare() {
    const world = await destructionWorld();
    return { world, before: await lookAt(world) };
  },
  async run({ world }, life) {
    const dependencies = watched(life, world);
    for (let n = 0; n < 3; n++) {
      await world.run(dependencies);
      world.pass(hour);
    }
  },
  async recover({ world }) {
    points += 1;
    for (let n = 0; n < 4; n++) {
      world.pass(hour);
      await world.run();
    }
  },
  check: ({ world, before }, at) => expectDestroyed(world, before, at),
};

// F5, F13, F17
test("a destruction, killed before and after each of its calls, ends in the same, and is certified once", async () => {
  const calls = await crashEverywhere(flow);
  process.stderr.write(
    `A destruction: ${calls.length} calls to AWS, ${points} crash points, the same end after each\n`,
  );
  expect(points).toBeGreaterThan(0);
  expect(calls.length).toBeGreaterThan(40);
  expect(calls).toEqual(
    expect.arrayContaining(["Scan", "TransactWriteItems", "deleteVersions", "writeLifecycle"]),
  );
}, 600_000);
