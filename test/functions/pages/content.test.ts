import { describe, expect, test } from "vitest";
import { toContent } from "../../../functions/pages/content.ts";
import type { Block } from "../../../shared/document.ts";
import { markup, markupOf } from "../../../shared/markup.ts";
import { element, elements, parsePage } from "../../support/html.ts";

const show = (...blocks: readonly Block[]) => parsePage(markupOf(markup`<div>${toContent(blocks)}</div>`));

describe("The content of a page", () => {
  test("is what its blocks say, in their order", () => {
    const page = show(
      { heading: "Kop" },
      { paragraph: "Tekst" },
      { facts: [["Kenmerk", "DSR"]] },
      { list: ["een", "twee"] },
      { quote: "zo\n  gezegd" },
      { action: { label: "Ga", url: "/status?lang=nl" } },
    );
    expect(page.slice(1).map(({ tag, text }) => `${tag}: ${text}`)).toEqual([
      "h2: Kop",
      "p: Tekst",
      "dl: KenmerkDSR",
      "dt: Kenmerk",
      "dd: DSR",
      "ul: eentwee",
      "li: een",
      "li: twee",
      "blockquote: zo\n  gezegd",
      "p: Ga",
      "a: Ga",
    ]);
    expect(element(page, "a").attributes.get("href")).toBe("/status?lang=nl");
  });

  // C3, C4
  test("shows hostile text as text, and what hides in it", () => {
    const hostile = '<b onclick="x">&amp;\u202Efdp.exe\u200B</b>';
    const shown = '<b onclick="x">&amp;⟨U+202E⟩fdp.exe⟨U+200B⟩</b>';
    const page = show(
      { heading: hostile },
      { paragraph: hostile },
      { facts: [[hostile, hostile]] },
      { list: [hostile] },
      { quote: hostile },
    );
    expect(elements(page, "b")).toEqual([]);
    for (const tag of ["h2", "p", "dt", "dd", "li", "blockquote"])
      expect(element(page, tag).text).toBe(shown);
  });

  test("lets what somebody wrote run in its own direction", () => {
    const page = show({ facts: [["Reden", "מה"]] }, { quote: "מה" });
    for (const tag of ["dd", "blockquote"]) expect(element(page, tag).attributes.get("dir")).toBe("auto");
  });
});
