import { expect, test } from "vitest";
import { languageOf } from "../../shared/language.ts";

test("a known language is itself", () => {
  expect([languageOf("nl"), languageOf("en")]).toEqual(["nl", "en"]);
});

// H11
test.each([undefined, "", "de", "EN", "en-GB", "__proto__", "\0"])("%j is the default one", (tag) => {
  expect(languageOf(tag)).toBe("nl");
});
