import { expect, test } from "vitest";
import { measureGoals } from "./run-goals.ts";
import { sampleGoal } from "./sample-goal.ts";

test("goals are measured one after the other, each after it was announced", async () => {
  const happened: string[] = [];
  const goals = ["P1", "P2"].map((id) =>
    sampleGoal({
      id,
      measure: async () => {
        happened.push(`${id} begins`);
        await Promise.resolve();
        happened.push(`${id} ends`);
        return { figure: "1", met: true, values: {} };
      },
    }),
  );
  const results = await measureGoals(goals, ({ id }) => happened.push(`${id} is announced`));
  expect(happened).toEqual(
    ["P1", "P2"].flatMap((id) => [`${id} is announced`, `${id} begins`, `${id} ends`]),
  );
  expect(results).toMatchObject([
    { id: "P1", met: true },
    { id: "P2", met: true },
  ]);
});

test("a goal that cannot be measured is not met and says why, and the next is measured all the same", async () => {
  const broken = sampleGoal({
    measure: async () => {
      throw new Error("there is no Java\nand more");
    },
  });
  expect(await measureGoals([broken, sampleGoal({ id: "P2" })])).toMatchObject([
    { id: "P1", figure: "not measured: there is no Java", met: false, values: {} },
    { id: "P2", met: true },
  ]);
});
