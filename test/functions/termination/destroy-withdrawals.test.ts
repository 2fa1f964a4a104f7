import { expect, test } from "vitest";
import { movedAt, stateOf } from "../../../functions/termination/agreement.ts";
import { wantedMails } from "../../../functions/termination/wanted-mails.ts";
import { withdrawTermination } from "../../../functions/termination/withdraw.ts";
import { takesRequests } from "../../../shared/agreement-end.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { spread } from "../../faults/crash-points.ts";
import { logged } from "../../support/logged.ts";
import { size } from "../../support/size.ts";
import { type Before, contentsOf, expectDestroyed, lookAt } from "./after-destruction.ts";
import { type DestructionWorld, destructionWorld, hour, operator, watched } from "./destruction-world.ts";

/** Destroys all, from the due day to the end; before the n-th call to AWS something else happens. Gives the calls. */
async function destroyAll(
  world: DestructionWorld,
  nth: number,
  meanwhile: () => Promise<void>,
): Promise<number> {
  let calls = 0;
  const reach = async <T>(_name: string, call: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === nth) await meanwhile();
    return call();
  };
  const dependencies = watched({ reach }, world);
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    await world.run(dependencies);
  }
  return calls;
}

async function withdraw(world: DestructionWorld): Promise<"withdrawn" | Refusal> {
  try {
    await withdrawTermination(world, operator, "voorbeeld-bv");
    return "withdrawn";
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Nothing has happened, but that the agreement was terminated and that this was taken back. */
async function expectReversed(world: DestructionWorld, before: Before, at: string): Promise<void> {
  const { deliveries: _, ...history } = await world.history();
  expect(stateOf(history), at).toBe("withdrawn");
  const mails = wantedMails(history, { deliveries: new Map(), now: world.now() });
  expect(
    mails.map(({ id }) => id),
    at,
  ).toContain("withdrawal");
  const controller = await world.controller();
  expect(controller && takesRequests(controller), at).toBe(true);
  expect(controller?.storage, at).toEqual([{ bucket: "hosted-bucket", prefix: "c/1/" }]);
  expect(await world.destruction(), at).toBeUndefined();
  const isCase = ({ pk }: { pk: string }) => /^(DSR|BR)-/.test(pk);
  expect((await world.items()).filter(isCase), at).toEqual(before.items.filter(isCase));
  expect(contentsOf(world), at).toEqual(before.buckets);
}

/** Withdraws before that call, and tells what came of it. */
async function withdrawBefore(call: number): Promise<string> {
  const at = `before call ${call}`;
  const world = await destructionWorld();
  const before = await lookAt(world);
  let answer: "withdrawn" | Refusal | undefined;
  let hadBegun: boolean | undefined;
  await destroyAll(world, call, async () => {
    hadBegun = movedAt(await world.history(), "begin") !== undefined;
    answer = await withdraw(world);
  });
  world.pass(hour);
  await world.run();
  if (answer === "withdrawn") {
    expect(hadBegun, at).toBe(false);
    await expectReversed(world, before, at);
    return "withdrawn";
  }
  expect(hadBegun, at).toBe(true);
  expect(answer?.reason, at).toBe("destruction_begun");
  await expectDestroyed(world, before, at);
  return "refused";
}

// F3
test("a withdrawal at any moment of a destruction undoes all, or comes too late and is told so; never both", async () => {
  const calls = await destroyAll(await destructionWorld(), 0, async () => {});
  const points = Array.from({ length: calls }, (_, n) => n + 1);
  const queue = spread(points, size(8, calls)).values();
  const ends: string[] = [];
  const worker = async () => {
    for (const call of queue) ends.push(await withdrawBefore(call));
  };
  await Promise.all([worker(), worker(), worker()]);
  expect(new Set(ends)).toEqual(new Set(["withdrawn", "refused"]));
  const errors = logged.filter((line) => line.includes('"level":"error"'));
  expect(errors).toEqual([]);
}, 600_000);
