import { describe, expect, test } from "vitest";
import {
  environmentOf,
  type FunctionName,
  MissingEnvironment,
  readEnvironment,
  variableNames,
} from "../../shared/environment.ts";

const functions = Object.keys(environmentOf) as FunctionName[];
const complete = Object.fromEntries(variableNames.map((name) => [name, `value of ${name}`]));

describe("the environment of a function", () => {
  test.each(functions)("%s gets exactly the variables it needs", (name) => {
    expect(Object.keys(readEnvironment(name, { ...complete, PATH: "/bin" }))).toEqual([
      ...environmentOf[name],
    ]);
  });

  // H1
  test.each([undefined, ""])("without a variable (%j) it names that variable and no value", (value) => {
    const read = () => readEnvironment("operate", { ...complete, SENDER: value });
    expect(read).toThrow(MissingEnvironment);
    expect(read).toThrow(/^missing environment variables: SENDER$/);
  });

  // H1
  test("names all that are missing at once", () => {
    expect(() => readEnvironment("track-delivery", {})).toThrow("TABLE_NAME, CONFIGURATION_SET, ACCOUNT_ID");
  });
});
