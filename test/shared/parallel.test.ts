import { describe, expect, test } from "vitest";
import { inParallel } from "../../shared/parallel.ts";

describe("work in parallel", () => {
  test.each([1, 3, 100])("gives the results in the order of the items, %i at once", async (atOnce) => {
    const done: number[] = [];
    const results = await inParallel([5, 4, 3, 2, 1], atOnce, async (item) => {
      for (let tick = 0; tick < item; tick++) await undefined;
      done.push(item);
      return item * 10;
    });
    expect(results).toEqual([50, 40, 30, 20, 10]);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  test("never has more in hand than it may, and no less while there is work", async () => {
    let inHand = 0;
    let most = 0;
    await inParallel(Array.from({ length: 20 }), 4, async () => {
      most = Math.max(most, ++inHand);
      await new Promise(setImmediate);
      inHand--;
    });
    expect({ most, inHand }).toEqual({ most: 4, inHand: 0 });
  });

  test("of nothing is nothing", async () => {
    expect(await inParallel([], 3, () => Promise.reject(new Error("there is no item")))).toEqual([]);
  });

  test("fails with what failed", async () => {
    await expect(
      inParallel([1, 2, 3], 2, async (item) => {
        if (item === 2) throw new Error("two");
      }),
    ).rejects.toThrow("two");
  });
});
