import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang } from "../../../shared/defang.ts";
import { type Block, toText } from "../../../shared/document.ts";
import { toHtml } from "../../../shared/mail/to-html.ts";
import { visible } from "../../../shared/visible.ts";
import { hostileLines, markupIn, seen } from "../../support/hostile-texts.ts";

const url = "https://api.example/acknowledge/DSR-1/request/ABC?lang=nl&x=1";
const action: Block = { action: { label: "Bevestig", url } };

/** What was typed, in every place that a block has for it. */
const blocksOf = (typed: string): Block[] => [
  { heading: typed },
  { paragraph: typed },
  { facts: [[typed, typed]] },
  { list: [typed] },
  { quote: typed },
];

describe("what was typed, in the HTML part", () => {
  // C3, C4, C7
  test.each([...hostileLines, "\u001B[31mred"])("is shown as text: %j", (typed) => {
    const html = toHtml(typed, "nl", blocksOf(typed));
    expect(markupIn(html)).toEqual(markupIn(toHtml("harmless", "nl", blocksOf("harmless"))));
    const [others = "", quote] = seen(html.replace("<blockquote", "\f<blockquote")).split("\f");
    expect(others.split(visible(typed))).toHaveLength(6);
    expect(quote?.trim()).toBe(defang(typed).trim());
  });

  // C3
  test("makes no markup, whatever it is", () => {
    const own = markupIn(toHtml("harmless", "nl", blocksOf("harmless")));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'/=! abc\n") }), (typed) => {
        expect(markupIn(toHtml(typed, "nl", blocksOf(typed)))).toEqual(own);
      }),
    );
  });

  test("says the same as in the text part", () => {
    const words = fc
      .string({ unit: "grapheme-composite", minLength: 1 })
      .filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(words, words, words, words, words, (heading, paragraph, value, item, quote) => {
        const blocks: Block[] = [
          { heading },
          { paragraph },
          action,
          { facts: [["Name", value]] },
          { list: [item] },
          { quote },
        ];
        const bare = (text: string) => text.replace(/[\s>:-]/g, "");
        expect(bare(seen(toHtml("", "nl", blocks)))).toBe(bare(toText(blocks)));
      }),
    );
  });

  // C8, C9
  test.each(["<", "&", "\n", "\u0300", "$&", "<!--", "👩\u200D"])("may be 100 KB of %j", (unit) => {
    const typed = unit.repeat(100_000 / unit.length);
    expect(toText([{ quote: typed }]).length).toBeGreaterThanOrEqual(100_000);
    expect(markupIn(toHtml("", "nl", [{ quote: typed }]))).toEqual(
      markupIn(toHtml("", "nl", [{ quote: "x" }])),
    );
  });

  test("is read in its own direction, and keeps its lines and spaces also where Word shows it", () => {
    const html = toHtml("", "en", blocksOf("one\n  two"));
    for (const tag of ["td", "li", "blockquote"]) expect(html).toContain(`<${tag} dir="auto"`);
    expect(html).toMatch(/<blockquote [^>]*white-space:pre-wrap">one<br> {2}two<\/blockquote>/);
  });
});

describe("the HTML part", () => {
  const html = toHtml("Titel", "en", [...blocksOf("Tekst"), { heading: "Verder" }, action]);

  // C3
  test("loads nothing and runs nothing: its only address is where its action leads", () => {
    expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|@font-face|src=|url\(| on\w+=/i);
    expect(html.match(/https?:[^"<]*/g)).toEqual(Array.from({ length: 2 }, () => url.replace("&", "&amp;")));
  });

  test("names its language and direction, also where a mail program drops the outermost element", () => {
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toMatch(/<table [^>]*role="presentation" lang="en" dir="ltr"/);
  });

  test("says how it is encoded, that it fits any width, and that it can be light and dark", () => {
    for (const said of [
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="supported-color-schemes" content="light dark">',
      "@media (prefers-color-scheme:dark)",
    ]) {
      expect(html).toContain(said);
    }
  });

  test("has one heading above all others", () => {
    expect(html.match(/<h\d/g)).toEqual(["<h1", "<h2"]);
  });

  test("has rows with headers for facts, and all other tables only for layout", () => {
    expect(html).toMatch(/<tr class="fact"><th scope="row" [^>]*>Tekst<\/th><td [^>]*>Tekst<\/td><\/tr>/);
    const tables = html.match(/<table[^>]*>/g) ?? [];
    expect(tables.map((tag) => tag.includes('role="presentation"'))).toEqual([true, false, true]);
  });

  test("breaks long words, in every table", () => {
    for (const tag of html.match(/<table[^>]*>/g) ?? []) {
      expect(tag).toContain("overflow-wrap:anywhere;word-break:break-word");
    }
  });

  test("has its colours in place, for mail programs that drop the style sheet", () => {
    const bare = html.replace(/<style>.*<\/style>/s, "");
    expect(bare).toMatch(/<body [^>]*background:#ffffff;color:#1a1a1a/);
    expect(bare).toMatch(/<td bgcolor="#1f66c1" style="background:#1f66c1;[^>]*><a [^>]*color:#ffffff/);
  });

  test("shows an action as a button of text, and its address to be read and copied", () => {
    const address = url.replace("&", "&amp;");
    expect(html).toMatch(/<a href="[^"]*" [^>]*>Bevestig<\/a><\/td><\/tr><\/table>\n<p [^>]*>/);
    expect(html).toContain(`<a href="${address}"`);
    expect(html).toContain(`>${address}</p>`);
  });
});
