import { describe, expect, test } from "vitest";
import { controller as controllerSchema } from "../../../shared/controller.ts";
import { changeRegistry } from "../../../shared/controller-store.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { beginLife, crashEverywhere, type Flow } from "../../faults/crash-points.ts";
import { logged } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { keyText, putItems } from "../../support/table-items.ts";
import { breachItems, unknownItem } from "./destruction-items.ts";
import {
  copyOf,
  type DestructionWorld,
  day,
  destroyNotBefore,
  destructionWorld,
  hour,
  watched,
} from "./destruction-world.ts";

const year = 366 * day;

/** A report on a breach that was found after all had been destroyed: alone, and shared with another controller. */
const late = {
  alone: breachItems("late", ["voorbeeld-bv"], new Date(destroyNotBefore.getTime() + 30 * day)),
  shared: breachItems(
    "late-shared",
    ["voorbeeld-bv", "example-ltd"],
    new Date(destroyNotBefore.getTime() + 30 * day),
  ),
};

/** A world in which all was destroyed five years ago, a termination was once withdrawn, and breaches showed up late. */
async function keptWorld(): Promise<DestructionWorld> {
  kept ??= destroyedWorld();
  return copyOf(await kept);
}

let kept: Promise<DestructionWorld> | undefined;

async function destroyedWorld(): Promise<DestructionWorld> {
  const world = await destructionWorld({ withdrawnBefore: true });
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    await world.run();
  }
  await putItems(world.table, [...late.alone, ...late.shared]);
  world.pass(5 * year);
  return world;
}

/** Whether nothing names the controller any more, and all that is others' is as it was. */
async function expectForgotten(world: DestructionWorld, at = ""): Promise<void> {
  const items = await world.items();
  expect(items.filter((item) => /"voorbeeld-bv"|AGR-/.test(JSON.stringify(item))).map(keyText), at).toEqual(
    [],
  );
  const keys = new Set(items.map(keyText));
  for (const item of world.cases.others) expect(keys, at).toContain(keyText(item));
  const kept = late.shared.filter(({ controllerId }) => controllerId !== "voorbeeld-bv");
  for (const item of kept) expect(keys, at).toContain(keyText(item));
  expect(await world.controller("voorbeeld-bv-2"), at).toBeDefined();
}

/** Adds a controller, as an operator does. */
async function add(world: DestructionWorld, id: string): Promise<void> {
  const added = controllerSchema.parse({ ...voorbeeld(), id });
  await changeRegistry(world.table, (existing) => {
    if (existing.some((one) => one.id === id)) throw new Error("there is one");
    return { store: added };
  });
}

describe("what is kept of a controller whose data was destroyed", () => {
  test("is kept for as long as was announced, its id too, and then removed", async () => {
    const world = await keptWorld();
    await expect(add(world, "voorbeeld-bv")).rejects.toThrow("there is one");
    const { keptUntil = "" } = (await world.destruction()) ?? {};
    const before = await world.items();
    world.setClock(new Date(Date.parse(keptUntil) - 1));
    expect(await world.run()).toEqual({ due: 0, destroyed: 0, remaining: 0 });
    expect(await world.items()).toEqual(before);
    world.pass(1);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 0 });
    await expectForgotten(world);
    expect(logged.join("")).toContain(`"code":"CONTROLLER_FORGOTTEN","controllerId":"voorbeeld-bv"`);
  });

  test("is tried again the next day where something names it that this release does not know", async () => {
    const world = await keptWorld();
    await putItems(world.table, [unknownItem]);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 1 });
    expect(logged.join("")).toContain("DESTRUCTION_INCOMPLETE");
    expect(await world.controller()).toBeDefined();
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 0, destroyed: 0, remaining: 0 });
    await putItems(world.table, [{ ...unknownItem, controllerId: "example-ltd" }]);
    world.pass(day);
    expect(await world.run()).toEqual({ due: 1, destroyed: 0, remaining: 0 });
  });

  const flow: Flow<DestructionWorld> = {
    prepare: keptWorld,
    run: (world, life) => world.run(watched(life, world)),
    async recover(world) {
      for (let n = 0; n < 2; n++) {
        world.pass(hour);
        await world.run();
      }
    },
    check: expectForgotten,
  };

  test("is gone whatever call of the removal was the last one of its run", async () => {
    expect(await crashEverywhere(flow)).toEqual(expect.arrayContaining(["Scan", "BatchWriteItem"]));
  }, 600_000);

  // F12
  test("takes nothing with it of a new controller of that id, wherever the removal was cut short", async () => {
    const whole = await keptWorld();
    const undisturbed = beginLife();
    await undisturbed.live(() => whole.run(watched(undisturbed, whole)));
    const removal = undisturbed.calls.lastIndexOf("TransactWriteItems") + 1;
    for (let call = removal; call <= undisturbed.calls.length; call++) {
      const world = await keptWorld();
      const life = beginLife({ call, when: "after" });
      await life.live(() => world.run(watched(life, world)));
      await add(world, "voorbeeld-bv");
      const reference = await world.terminate("voorbeeld-bv", { lastDay: "2040-12-31" });
      const isNew = ({ pk }: StoredItem) => pk === reference || pk.startsWith("DSR-") || pk.startsWith("BR-");
      await putItems(world.table, world.cases.ours);
      const before = (await world.items()).filter(isNew);
      const added = await world.controller();
      world.pass(hour);
      await world.run();
      expect((await world.items()).filter(isNew), `call ${call}`).toEqual(before);
      expect(await world.controller(), `call ${call}`).toEqual(added);
    }
  }, 60_000);
});
