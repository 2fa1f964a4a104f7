import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { readHeads } from "../../../../infra/cli/evidence/head-option.ts";

const hash = "ab".repeat(32);

test("a head is read, one after another, also in capitals", () => {
  const one = readHeads(`12:${hash}`);
  expect(readHeads(`4711:${hash.toUpperCase()}`, one)).toEqual([
    { sequence: 12, hash },
    { sequence: 4711, hash },
  ]);
});

test.each([
  "",
  "12",
  `0:${hash}`,
  `-1:${hash}`,
  `1.5:${hash}`,
  `01:${hash}`,
  `12:${hash}0`,
  `12:${hash.slice(1)}`,
  `12: ${hash}`,
])("%j is no head", (text) => {
  expect(() => readHeads(text)).toThrow(InvalidArgumentError);
});
