import { expect, test } from "vitest";
import { peakOf } from "../../../bench/memory.ts";
import { size } from "../../../support/size.ts";

// F6, P13
test(
  "memory does not grow with the number of objects, as the function is set up",
  async () => {
    const many = size(20_000, 100_000);
    const [few, peak] = [await peakOf(1_000), await peakOf(many)];
    expect(peak / few).toBeLessThanOrEqual(1.5);
  },
  size(60_000, 300_000),
);
