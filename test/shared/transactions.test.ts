import { TransactionCanceledException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { lostRace, outsideTransactions } from "../../shared/transactions.ts";

const said = { message: "no", $metadata: {} };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...said, CancellationReasons: codes.map((Code) => ({ Code })) });
const conflict = new TransactionConflictException(said);

/** A write that fails in these ways before it succeeds, and how often it was tried. */
function failing(...errors: Error[]) {
  const left = [...errors];
  let tries = 0;
  const write = async () => {
    tries += 1;
    const error = left.shift();
    if (error) throw error;
    return "written";
  };
  return { write, tries: () => tries };
}

describe("a transaction", () => {
  test.each<[string, unknown, boolean]>([
    ["a condition did not hold", cancelled("None", "ConditionalCheckFailed"), true],
    ["another was writing there", cancelled("TransactionConflict", "None"), true],
    ["the table was too busy", cancelled("ThrottlingError"), false],
    ["nobody says why", new TransactionCanceledException(said), false],
    ["the table is down", new Error("down"), false],
    ["of nothing at all", undefined, false],
  ])("that failed because %s has lost a race or not", (_, error, expected) => {
    expect(lostRace(error)).toBe(expected);
  });
});

describe("a write into somebody else's transaction", () => {
  test.each([
    ["item", conflict],
    ["transaction", cancelled("None", "TransactionConflict")],
  ])("of one %s is made again, a few times", async (_, error) => {
    const { write, tries } = failing(error, error, error);
    expect(await outsideTransactions(write)).toBe("written");
    expect(tries()).toBe(4);
  });

  test("that never ends is an error", async () => {
    const { write, tries } = failing(...Array.from({ length: 10 }, () => conflict));
    await expect(outsideTransactions(write)).rejects.toBe(conflict);
    expect(tries()).toBe(4);
  });

  test.each([
    ["whose condition did not hold", cancelled("TransactionConflict", "ConditionalCheckFailed")],
    ["that fails otherwise", new Error("down")],
  ])("%s is not made again", async (_, error) => {
    const { write, tries } = failing(error);
    await expect(outsideTransactions(write)).rejects.toBe(error);
    expect(tries()).toBe(1);
  });
});
