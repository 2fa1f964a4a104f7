import { describe, expect, test } from "vitest";
import { watchDestructions } from "../../../functions/termination/watch.ts";
import { logged } from "../../support/logged.ts";
import { putItems } from "../../support/table-items.ts";
import { type DestructionWorld, day, destructionWorld, hour } from "./destruction-world.ts";

/** All are to be destroyed within seven days from the due day. */
const destroyBy = new Date("2027-02-07T23:00:00.000Z");
const justBefore = new Date(destroyBy.getTime() - 1);

async function overdueAt(world: DestructionWorld, now: Date): Promise<boolean> {
  logged.length = 0;
  await watchDestructions(world.table, now);
  return logged.some(
    (line) =>
      line.includes(`"code":"DESTRUCTION_OVERDUE","reference":"${world.reference}"`) &&
      line.includes("error"),
  );
}

describe("watching destructions", () => {
  // F4
  test("calls for one that is not finished in time, for as long as it is not", async () => {
    const world = await destructionWorld();
    expect(await overdueAt(world, justBefore)).toBe(false);
    expect(await overdueAt(world, destroyBy)).toBe(true);
    world.setClock(destroyBy);
    await world.run();
    expect(await overdueAt(world, new Date(destroyBy.getTime() + day))).toBe(true);
  });

  // F18
  test("leaves the controller its seven days, and the runs theirs, where SES took the first mail late", async () => {
    const world = await destructionWorld({ toldAt: new Date(destroyBy.getTime() - day) });
    expect(await overdueAt(world, new Date(destroyBy.getTime() + 13 * day - 1))).toBe(false);
    expect(await overdueAt(world, new Date(destroyBy.getTime() + 13 * day))).toBe(true);
  });

  // F18
  test("calls for one that waits for SES to take that mail", async () => {
    expect(await overdueAt(await destructionWorld({ toldAt: null }), destroyBy)).toBe(true);
  });

  test("does not call for one that is certified, though its lifecycle rules are still there", async () => {
    const world = await destructionWorld();
    const { writeLifecycle } = world.buckets["own-bucket"];
    let written = 0;
    world.buckets["own-bucket"].writeLifecycle = async (lifecycle) => {
      written += 1;
      if (written > 1) throw new Error("S3 does not answer");
      await writeLifecycle(lifecycle);
    };
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      await world.run();
    }
    expect(await watchDestructions(world.table, destroyBy)).toEqual([world.reference]);
    expect(await overdueAt(world, destroyBy)).toBe(false);
  });

  test("names all that are not finished, and none that is", async () => {
    const world = await destructionWorld();
    const other = await world.terminate("voorbeeld-b");
    const all = [world.reference, other].sort();
    expect((await watchDestructions(world.table, justBefore)).sort()).toEqual(all);
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      await world.run();
    }
    expect(await watchDestructions(world.table, destroyBy)).toEqual([]);
  });

  // H6
  test("goes on where one cannot be read", async () => {
    const world = await destructionWorld();
    const other = await world.terminate("voorbeeld-b");
    await putItems(world.table, [{ pk: other, sk: "case#000001", kind: "of another release" }]);
    expect(await overdueAt(world, destroyBy)).toBe(true);
    expect(logged.join("")).toContain(`"code":"CASE_UNREADABLE","reference":"${other}"`);
  });
});
