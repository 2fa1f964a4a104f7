import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { fieldTexts } from "../../../shared/http/field-texts.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { mailAddress, singleLine } from "../../../shared/text.ts";

const schema = z.strictObject({
  name: singleLine(5),
  email: z.optional(mailAddress),
  colours: z.optional(z.array(z.enum(["red", "blue"])).check(z.minLength(1), z.maxLength(2))),
  nested: z.optional(z.strictObject({ "a/b~c": z.number() })),
});

function errorsOf(value: unknown) {
  try {
    validate(schema, value);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.reason).toBe("invalid_input");
    return error.errors;
  }
}

describe("a value that is validated", () => {
  test("is given as the schema has it", () => {
    expect(validate(schema, { name: "Noor", colours: ["red"] })).toEqual({ name: "Noor", colours: ["red"] });
  });

  test.each([
    ["a missing field", {}, [{ pointer: "/name", code: "required" }]],
    ["a blank field", { name: " " }, [{ pointer: "/name", code: "required" }]],
    ["no text", { name: null }, [{ pointer: "/name", code: "not_text" }]],
    ["another type", { name: "a", colours: {} }, [{ pointer: "/colours", code: "wrong_type" }]],
    ["a text too long", { name: "abcdef" }, [{ pointer: "/name", code: "too_long", limit: 5 }]],
    ["too few", { name: "a", colours: [] }, [{ pointer: "/colours", code: "too_few", limit: 1 }]],
    [
      "too many",
      { name: "a", colours: ["red", "red", "red"] },
      [{ pointer: "/colours", code: "too_many", limit: 2 }],
    ],
    [
      "none of the options",
      { name: "a", colours: ["red", "green"] },
      [{ pointer: "/colours/1", code: "not_an_option" }],
    ],
    ["no address", { name: "a", email: "b@c" }, [{ pointer: "/email", code: "mail_address" }]],
    [
      "a missing field in a field",
      { name: "a", nested: {} },
      [{ pointer: "/nested/a~1b~0c", code: "required" }],
    ],
  ])("is refused for %s", (_, value, errors) => {
    expect(errorsOf(value)).toEqual(errors);
  });

  // A13
  test.each([null, [], "text", 1, true])("is refused when it is %j, at its root", (value) => {
    expect(errorsOf(value)).toEqual([{ pointer: "", code: "wrong_type" }]);
  });

  // A12, A13
  test("has every unknown field named by a JSON Pointer", () => {
    const value = JSON.parse('{"name":"a","a/b":1,"~":2,"__proto__":3,"":4}');
    expect(errorsOf(value)).toEqual(
      ["/a~1b", "/~0", "/__proto__", "/"].map((pointer) => ({ pointer, code: "unknown_field" })),
    );
  });

  test("has no more than 50 mistakes told of it", () => {
    const unknown = Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`x${n}`, n]));
    expect(errorsOf(unknown)).toHaveLength(50);
  });

  // A13
  test("may be nested 20,000 deep", () => {
    const deep = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
    expect(errorsOf({ name: deep })).toEqual([{ pointer: "/name", code: "not_text" }]);
  });
});

test("every sentence about a field is there in both languages, with its limit in both or in none", () => {
  for (const { nl, en } of Object.values(fieldTexts)) {
    expect([nl, en].every((text) => /^\p{Lu}.*\.$/u.test(text))).toBe(true);
    expect(nl.includes("{limit}")).toBe(en.includes("{limit}"));
  }
});
