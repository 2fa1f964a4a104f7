import { expect, test } from "vitest";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";

test("what the store answers is passed on, also when it is nothing", async () => {
  expect(await orUnavailable(Promise.resolve("found"))).toBe("found");
  expect(await orUnavailable(Promise.resolve(undefined))).toBeUndefined();
});

// A7
test("a store that cannot be reached is a refusal that says when to come back", async () => {
  const down = Object.assign(new Error("down"), { code: "ECONNREFUSED" });
  const refusal = await orUnavailable(Promise.reject(down)).catch((error) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ reason: "not_stored", headers: { "retry-after": "5" }, cause: down });
});

// H6
test("what the store answers and we cannot read is no matter of coming back", async () => {
  const ours = new TypeError("unreadable");
  expect(await orUnavailable(Promise.reject(ours)).catch((error) => error)).toBe(ours);
});
