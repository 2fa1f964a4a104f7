import { expect, test } from "vitest";
import { commits, consumptionOf } from "../support/commits.ts";

// P8
test.each(commits)(
  "committing a %s of 2 KB takes 4 write units: two for the item, one for each index it is in",
  async (_, commit) => {
    expect(await consumptionOf(commit)).toEqual({ calls: 1, readUnits: 0, writeUnits: 4 });
  },
);
