import { describe, expect, test } from "vitest";
import { chosenIn, known, lineIn, textIn } from "../../../../functions/pages/form/field.ts";

const values = new Map([
  ["blank", [" \n\t "]],
  ["typed", [" one\ntwo "]],
  ["line", ["  Noor de Vries\u00a0"]],
  ["chosen", ["a", "", "b"]],
  ["none", [""]],
  ["nothing", []],
]);

describe("What was filled in", () => {
  test("is a text as it was typed, blanks and all", () => {
    expect(textIn(values, "typed")).toBe(" one\ntwo ");
  });

  test("is a line without the blanks around it", () => {
    expect(lineIn(values, "line")).toBe("Noor de Vries");
  });

  test("is everything that was chosen, in that order", () => {
    expect(chosenIn(values, "chosen")).toEqual(["a", "b"]);
  });

  test.each(["blank", "none", "nothing", "unheard-of", "__proto__"])(
    "is nothing where nothing was: %s",
    (name) => {
      expect(textIn(values, name)).toBeUndefined();
      expect(lineIn(values, name)).toBeUndefined();
      if (name !== "blank") expect(chosenIn(values, name)).toBeUndefined();
    },
  );
});

describe("What is known", () => {
  test("leaves out what is not, and keeps what is false or empty", () => {
    expect(known({ a: undefined, b: false, c: 0, d: "", e: [] })).toEqual({ b: false, c: 0, d: "", e: [] });
  });

  test("is nothing at all where nothing is", () => {
    expect(known({ a: undefined, b: undefined })).toBeUndefined();
    expect(known({})).toBeUndefined();
  });
});
