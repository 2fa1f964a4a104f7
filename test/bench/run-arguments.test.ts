import { describe, expect, test } from "vitest";
import { readArguments, UsageError } from "./run-arguments.ts";
import { sampleGoal } from "./sample-goal.ts";

const goals = ["P1", "P2", "P10"].map((id) => sampleGoal({ id }));
const idsAsked = (...args: string[]) => readArguments(args, goals).goals.map(({ id }) => id);

describe("the command line of the benchmark", () => {
  test("asks for all goals where it names none", () => {
    expect(idsAsked()).toEqual(["P1", "P2", "P10"]);
  });

  test("asks for those that it names, in the order of the table", () => {
    expect(idsAsked("P10", "p1")).toEqual(["P1", "P10"]);
  });

  test("asks for JSON, or for help, only where it says so", () => {
    expect(readArguments([], goals)).toMatchObject({ json: false, help: false });
    expect(readArguments(["P1", "--json"], goals)).toMatchObject({ json: true, help: false });
    expect(readArguments(["-h"], goals)).toMatchObject({ json: false, help: true });
  });

  test.each([
    ["a goal that there is not", ["P1", "P3"], "no such goal: P3 (P1, P2, P10)"],
    ["an option that there is not", ["--fast"], "--fast"],
    ["a value for an option that takes none", ["--json=yes"], "--json"],
  ])("is wrong with %s, and told so", (_, args, message) => {
    expect(() => readArguments(args, goals)).toThrow(UsageError);
    expect(() => readArguments(args, goals)).toThrow(message);
  });
});
