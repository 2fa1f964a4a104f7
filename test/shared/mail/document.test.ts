import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, toHtml, toText } from "../../../shared/mail/document.ts";
import { visible } from "../../../shared/visible.ts";

const blocksOf = (typed: string): Block[] => [
  { heading: typed },
  { paragraph: typed },
  { facts: [["Name", typed]] },
  { quote: typed },
];

const unescapes: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** What a reader of the HTML part sees, without the layout. */
const seen = (html: string) =>
  html.replace(/<[^>]*>/g, "").replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => unescapes[entity] ?? entity);

describe("the text part", () => {
  test("is laid out in blocks", () => {
    const blocks: Block[] = [
      { heading: "Kop" },
      { paragraph: "Alinea." },
      {
        facts: [
          ["Naam", "Noor"],
          ["Taal", "nl"],
        ],
      },
      { quote: "één\r\ntwee\rdrie" },
    ];
    expect(toText(blocks)).toBe("Kop\n---\n\nAlinea.\n\nNaam: Noor\nTaal: nl\n\n> één\n> twee\n> drie\n");
  });

  // C1
  test("keeps a quote a quote, whatever ends its lines", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "\n", "\r", "\u2028", "\u0085", "\v", "\f", "> ")),
        (parts) => {
          const text = toText([{ quote: parts.join("") }]);
          expect(text.trimEnd().split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)).toSatisfy((lines: string[]) =>
            lines.every((line) => line.startsWith(">")),
          );
        },
      ),
    );
  });
});

describe("the HTML part", () => {
  // C3
  test.each([
    "<script>alert(1)</script>",
    '<img src="https://evil.example/x.png" onerror=alert(1)>',
    "</td></table><h1>Overruled</h1>",
    "</title><style>*{display:none}</style>",
    "'\"><a href=javascript:alert(1)>x</a>",
    "<!-- ",
    "]]>",
    "[click](https://evil.example)",
    "&lt;b&gt; &amp;",
  ])("shows %j as text", (typed) => {
    const shape = (text: string) => toHtml(text, "nl", blocksOf(text)).match(/<[^>]*>/g);
    expect(shape(typed)).toEqual(shape("harmless"));
    expect(seen(toHtml(typed, "nl", blocksOf(typed))).split(typed)).toHaveLength(6);
  });

  // C3
  test("has no markup but its own, no link and no remote content, whatever was typed", () => {
    const shape = (text: string) => toHtml(text, "nl", blocksOf(text)).match(/<[^>]*>/g);
    const own = shape("harmless");
    expect(own?.join("")).not.toMatch(/https?:|src=|href=|url\(/);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'/=! abc\n") }), (typed) => {
        expect(shape(typed)).toEqual(own);
      }),
    );
  });

  test("names its language and keeps the lines of a quote", () => {
    const html = toHtml("Titel", "en", [{ quote: "one\ntwo" }]);
    expect(html).toContain('<html lang="en">');
    expect(html).toMatch(/white-space:pre-wrap">one\ntwo<\/blockquote>/);
  });
});

describe("both parts", () => {
  // C4, C7
  test.each([
    "{{constructor.constructor('return 1')()}}",
    "\u0024{process.env}",
    "%s %d %n",
    "$& $1 $` $' $$ $<name>",
    "<%= 1 %>",
    "\\u0041",
    "invoice\u202Efdp.exe",
    "\u001B[31mred",
  ])("show %j as it was typed, hidden characters named", (typed) => {
    const text = toText(blocksOf(typed));
    expect(text.split(visible(typed))).toHaveLength(5);
    expect(seen(toHtml("", "nl", blocksOf(typed))).split(visible(typed))).toHaveLength(5);
  });

  test("say the same", () => {
    const words = fc
      .string({ unit: "grapheme-composite", minLength: 1 })
      .filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(words, words, words, words, (heading, paragraph, value, quote) => {
        const blocks: Block[] = [{ heading }, { paragraph }, { facts: [["Name", value]] }, { quote }];
        const bare = (text: string) => text.replace(/[\s>:-]/g, "");
        expect(bare(seen(toHtml("", "nl", blocks)))).toBe(bare(toText(blocks)));
      }),
    );
  });

  // C8, C9
  test.each(["<", "&", "\n", "\u0300", "$&", "<!--", "👩\u200D"])("cope with 100 KB of %j", (unit) => {
    const typed = unit.repeat(100_000 / unit.length);
    expect(toText([{ quote: typed }]).length).toBeGreaterThanOrEqual(100_000);
    expect(toHtml("", "nl", [{ quote: typed }]).match(/<[^>]*>/g)).toEqual(
      toHtml("", "nl", [{ quote: "x" }]).match(/<[^>]*>/g),
    );
  });
});
