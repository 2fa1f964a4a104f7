import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang } from "../../shared/defang.ts";
import { actionTo, type Block, toText } from "../../shared/document.ts";
import { visible } from "../../shared/visible.ts";
import { hostileLines } from "../support/hostile-texts.ts";

describe("blocks as text", () => {
  test("are laid out one below the other", () => {
    const blocks: Block[] = [
      { heading: "Kop" },
      { paragraph: "Alinea." },
      { action: { label: "Bekijk het", url: "https://api.example/status/DSR-1/ABC?lang=nl" } },
      {
        facts: [
          ["Naam", "Noor"],
          ["Taal", "nl"],
        ],
      },
      { list: ["een", "twee"] },
      { quote: "één\r\ntwee\rdrie" },
    ];
    expect(toText(blocks)).toBe(
      "Kop\n---\n\nAlinea.\n\nBekijk het:\nhttps://api.example/status/DSR-1/ABC?lang=nl\n\nNaam: Noor\nTaal: nl\n\n- een\n- twee\n\n> één\n> twee\n> drie\n",
    );
  });

  test("have the address of an action whole, alone on its line, however long it is", () => {
    const url = `https://api.example/${"x".repeat(2_000)}?a=1&b=2`;
    expect(toText([{ action: { label: "Ga", url } }]).split("\n")).toContain(url);
  });

  // C1
  test("keep a quote a quote, whatever ends its lines", () => {
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

  // C4, C7
  test.each([...hostileLines, "\u001B[31mred"])(
    "show %j as it was typed, hidden characters named",
    (typed) => {
      const blocks: Block[] = [
        { heading: typed },
        { paragraph: typed },
        { facts: [[typed, typed]] },
        { list: [typed] },
        { quote: typed },
      ];
      const text = toText(blocks);
      const quote = `> ${defang(typed)}\n`;
      expect(text.endsWith(quote)).toBe(true);
      expect(text.slice(0, -quote.length).split(visible(typed))).toHaveLength(6);
    },
  );

  // C3
  test("make no link of anything in a quote, and keep all others", () => {
    const url = "https://evil.example/x";
    expect(toText([{ quote: url }])).toBe("> hxxps://evil[.]example/x\n");
    expect(toText([{ paragraph: url }])).toBe(`${url}\n`);
  });
});

test("an action is none where its link leads nowhere", () => {
  expect(actionTo("Ga", "https://api.example")).toEqual([
    { action: { label: "Ga", url: "https://api.example" } },
  ]);
  expect(actionTo("Ga", undefined)).toEqual([]);
});
