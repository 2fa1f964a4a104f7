import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markup, markupOf } from "../../shared/markup.ts";
import { element, parsePage } from "../support/html.ts";

describe("the markup template", () => {
  test("escapes text, keeps its own markup and joins lists", () => {
    const items = ["a & b", "<c>"].map((item) => markup`<li>${item}</li>`);
    expect(markupOf(markup`<ul class="${`"'`}">${items}</ul>${3}`)).toBe(
      '<ul class="&quot;&#39;"><li>a &amp; b</li><li>&lt;c&gt;</li></ul>3',
    );
  });

  test("keeps tabs and line feeds, and writes other control characters as numbers", () => {
    expect(markupOf(markup`${"a\tb\nc\rd\u0001"}`)).toBe("a\tb\nc&#13;d&#1;");
  });

  test("lets no text open a tag or end an attribute", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(markupOf(markup`${text}`)).not.toMatch(/[<>"']/);
      }),
    );
  });

  test("changes no text: a parser reads it as it was, in an element and in an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        const read = element(parsePage(markupOf(markup`<p title="${text}">${text}</p>`)), "p");
        expect([read.text, read.attributes.get("title")]).toEqual([text, text]);
      }),
    );
  });
});
