import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { html, markupOf } from "../../../../infra/local/ses/html.ts";

describe("the html template", () => {
  test("escapes text, keeps its own markup and joins lists", () => {
    const items = ["a & b", "<c>"].map((item) => html`<li>${item}</li>`);
    expect(markupOf(html`<ul class="${`"'`}">${items}</ul>${3}`)).toBe(
      '<ul class="&quot;&#39;"><li>a &amp; b</li><li>&lt;c&gt;</li></ul>3',
    );
  });

  test("lets no text open a tag or end an attribute", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const markup = markupOf(html`${text}`);
        expect(markup).not.toMatch(/[<>"']/);
      }),
    );
  });
});
