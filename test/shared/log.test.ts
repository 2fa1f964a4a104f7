import { describe, expect, test } from "vitest";
import { describeError, log } from "../../shared/log.ts";
import { logged } from "../support/logged.ts";

describe("a log line", () => {
  test("is JSON with its level and its code", () => {
    log("REQUEST_COMMITTED", { reference: "DSR-0000-0000-0000", controllerId: "voorbeeld-bv" });
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      {
        level: "info",
        code: "REQUEST_COMMITTED",
        reference: "DSR-0000-0000-0000",
        controllerId: "voorbeeld-bv",
      },
    ]);
  });

  // C11
  test("stays one line, whatever stands in a field", () => {
    log("REQUEST_REPLAYED", { reference: 'x\n{"level":"error","code":"FORGED"}\r\n' });
    expect(logged.join("")).toMatch(/^[^\r\n]+\n$/);
    expect(JSON.parse(logged.join(""))).toMatchObject({ code: "REQUEST_REPLAYED" });
  });
});

describe("what is told of an error", () => {
  test("is its name and where it was thrown", () => {
    const { error, at } = describeError(new TypeError("wrong"));
    expect(error).toBe("TypeError");
    expect(at).toContain("log.test.ts:");
  });

  // H3, C11
  test.each([
    "noor@example.org",
    "first line\n    at noor@example.org",
    "x\n    at noor@example.org (file:///x.ts:1:2)",
    "noor@example.org\n    at y (file:///x.ts:1:2)\nnoor@example.org",
  ])("is not its message: %j", (message) => {
    expect(JSON.stringify(describeError(new Error(message)))).not.toContain("noor");
  });

  test("is not the message of its cause", () => {
    const error = new Error("outer", { cause: new Error("noor@example.org") });
    expect(JSON.stringify(describeError(error))).not.toContain("noor");
  });

  test.each([undefined, null, "noor@example.org", { message: "noor@example.org" }, 42])(
    "is only its type when it is none: %j",
    (thrown) => {
      expect(describeError(thrown)).toEqual({ error: typeof thrown, at: "" });
    },
  );
});
