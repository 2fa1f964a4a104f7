import { describe, expect, test } from "vitest";
import { registerOf } from "../../../../infra/cli/register/register.ts";
import { registerPage } from "../../../../infra/cli/register/register-page.ts";
import { languages } from "../../../../shared/language.ts";
import { agreement } from "../../../support/agreements.ts";
import { asLine, hostileLines, markupIn, seen } from "../../../support/hostile-texts.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { madeAt, sources } from "./sources.ts";

const register = registerOf(sources(), madeAt);

describe("the record as a page", () => {
  test.each(languages)("tells all of it in one language: %s", (language) => {
    const page = registerPage(register, language);
    const inBoth = ["Verwerker B.V.", "privacy@voorbeeld.example", "het klantportaal hosten", "breach: 7.1"];
    const inOne = {
      nl: [
        "Register van verwerkingsactiviteiten",
        "- twee sloten",
        "Verenigde Staten (US)",
        "Duitsland (DE)",
      ],
      en: ["Record of processing activities", "- two locks", "United States (US)", "Germany (DE)"],
    };
    for (const text of [...inBoth, ...inOne[language]]) expect(seen(page)).toContain(text);
    expect(page).toContain(`<html lang="${language}">`);
  });

  test("says what is not recorded, rather than nothing", () => {
    const nothing = registerOf(sources({ controllers: [voorbeeld()], statements: [] }), madeAt);
    expect(seen(registerPage(nothing, "en"))).toContain("Purposes of the processingnot recorded");
    expect(seen(registerPage(nothing, "en"))).toContain("No statement of them has been recorded yet.");
    const empty = registerOf(sources({ controllers: [] }), madeAt);
    expect(seen(registerPage(empty, "nl"))).toContain("Er wordt voor niemand verwerkt.");
  });

  test("has a heading for each part, and a heading in each row and column of its tables", () => {
    const markup = markupIn(registerPage(register, "nl"));
    expect(markup.filter((tag) => /^<h\d>$/.test(tag))).toEqual([
      "<h1>",
      "<h2>",
      "<h2>",
      "<h2>",
      "<h3>",
      "<h3>",
    ]);
    const count = (tag: string) => markup.filter((one) => one === tag).length;
    expect(count('<th scope="row">')).toBe(count("<td>"));
    expect(count('<th scope="col">')).toBe(2 * count("<table>"));
  });

  // C3, C4
  test("is the same markup whatever was typed, and runs and loads nothing", () => {
    const plain = hostileLines.map((_, n) => `doel ${n}`);
    const pages = [plain, hostileLines.map(asLine)].map((purposes) => {
      const controllers = [voorbeeld({ agreement: agreement({ purposes }) })];
      return registerPage(registerOf(sources({ controllers }), madeAt), "nl");
    });
    const [first = "", second = ""] = pages;
    expect(markupIn(second)).toEqual(markupIn(first));
    expect(second).toContain("default-src 'none'");
    expect(second).not.toContain("\u202E");
    expect(second).toContain("⟨U+202E⟩");
    for (const tag of markupIn(second)) expect(tag).not.toMatch(/^<(script|img|link|iframe)|\son\w+=/);
  });
});
