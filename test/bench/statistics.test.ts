import fc from "fast-check";
import { expect, test } from "vitest";
import { median, quantile } from "./statistics.ts";

test("the median is in the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(quantile([9, 1, 5], 1)).toBe(9);
});

test("a quantile is one of the values, with at most its share of them below", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const found = quantile(values, share);
        expect(values).toContain(found);
        expect(values.filter((value) => value < found).length).toBeLessThanOrEqual(values.length * share);
      },
    ),
  );
});
