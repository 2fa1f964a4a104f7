import { expect, test } from "vitest";
import { secretBytes } from "../../shared/secret-bytes.ts";

test("secret bytes are as many as were asked for, also more than are left", () => {
  for (const count of [0, 1, 32, 4_090, 32, 4_096]) expect(secretBytes(count)).toHaveLength(count);
});

test("none are given twice", () => {
  const given = Array.from({ length: 10_000 }, () => secretBytes(16).toString("hex"));
  expect(new Set(given).size).toBe(10_000);
});

test("what is given does not change when more is asked for", () => {
  const given = secretBytes(16);
  const before = given.toString("hex");
  for (let n = 0; n < 1_000; n++) secretBytes(16);
  expect(given.toString("hex")).toBe(before);
  expect(before).not.toBe("0".repeat(32));
});
