import { expect, test } from "vitest";
import { nameCase } from "../../shared/codes.ts";
import { pendingShards, pendingSince } from "../../shared/pending.ts";

const at = new Date("2026-11-22T10:15:00Z");
const shardOf = (reference: string) => pendingSince(reference, at).pendingShard;

test("a case is always in the same shard, due at the given instant", () => {
  expect(pendingSince("DSR-0000-0000-0000", at)).toEqual({
    pendingShard: shardOf("DSR-0000-0000-0000"),
    pendingAt: "2026-11-22T10:15:00.000Z",
  });
});

test("cases are spread evenly over all the shards that are read", () => {
  const counts = new Map(pendingShards.map((shard) => [shard, 0]));
  for (let n = 0; n < 8_000; n++) {
    const shard = shardOf(nameCase("DSR", "POST /requests", String(n), 0).reference);
    counts.set(shard, (counts.get(shard) ?? Number.NaN) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
