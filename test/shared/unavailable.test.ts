import { expect, test } from "vitest";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";

test("what the store answers is passed on, also when it is nothing", async () => {
  expect(await orUnavailable(Promise.resolve("found"))).toBe("found");
  expect(await orUnavailable(Promise.resolve(undefined))).toBeUndefined();
});

// A7
test("a store that cannot be reached is a refusal that says when to come back", async () => {
  const down = new Error("down");
  const refusal = await orUnavailable(Promise.reject(down)).catch((error) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ reason: "not_stored", headers: { "retry-after": "5" }, cause: down });
});
