import { describe, expect, test } from "vitest";
import { languageAsked } from "../../../functions/pages/language-asked.ts";
import { languages } from "../../../shared/language.ts";

const asked = (lang: string | undefined) => ({
  queryStringParameters: lang === undefined ? {} : { lang },
});

describe("The language of a page", () => {
  test.each(languages)("is the one that its address asks for: %s", (language) => {
    for (const negotiated of languages) expect(languageAsked(asked(language), negotiated)).toBe(language);
  });

  // H11
  test.each([undefined, "", "de", "NL", "nl,en", "__proto__", "en ", "\u202E"])(
    "is the one that the browser prefers where the address asks for %j",
    (lang) => {
      for (const negotiated of languages) expect(languageAsked(asked(lang), negotiated)).toBe(negotiated);
    },
  );

  test("is the one that the browser prefers where the address has no query", () => {
    expect(languageAsked({}, "en")).toBe("en");
    expect(languageAsked({}, "nl")).toBe("nl");
  });
});
