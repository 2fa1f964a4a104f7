import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visible } from "../../shared/visible.ts";

const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const pictograph = /\p{Extended_Pictographic}/u;

/** What is hidden in a text and neither lays it out nor belongs to an emoji. */
function hiddenIn(text: string): string[] {
  const characters = [...text];
  return characters.filter((character, n) => {
    const [before = "", after = ""] = [characters[n - 1], characters[n + 1]];
    if (!hidden.test(character) || /[\n\t]|\p{Extended_Pictographic}/u.test(character)) return false;
    if (character === "\u200D") {
      return !(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F/u.test(before) && pictograph.test(after));
    }
    return !(character === "\uFE0F" && (pictograph.test(before) || after === "\u20E3"));
  });
}

describe("a text made visible", () => {
  // C4
  test("shows a name of a file that pretends to be another", () => {
    expect(visible("invoice\u202Efdp.exe")).toBe("invoice⟨U+202E⟩fdp.exe");
  });

  // C4
  test.each([
    ["an isolate", "\u2066", "⟨U+2066⟩"],
    ["a zero-width space", "\u200B", "⟨U+200B⟩"],
    ["a byte order mark", "\uFEFF", "⟨U+FEFF⟩"],
    ["a soft hyphen", "\u00AD", "⟨U+00AD⟩"],
    ["a tag character", "\u{E0041}", "⟨U+E0041⟩"],
    ["an escape", "\u001B", "⟨U+001B⟩"],
    ["a C1 control", "\u009B", "⟨U+009B⟩"],
    ["NUL", "\0", "⟨U+0000⟩"],
    ["a line separator", "\u2028", "⟨U+2028⟩"],
    ["NEL", "\u0085", "⟨U+0085⟩"],
    ["a private-use character", "\uE000", "⟨U+E000⟩"],
    ["half a surrogate pair", "\uD800", "⟨U+D800⟩"],
    ["a Hangul filler", "\u3164", "⟨U+3164⟩"],
    ["a loose variation selector", "\u{E0100}", "⟨U+E0100⟩"],
  ])("shows %s", (_, hidden, shown) => {
    expect(visible(`4${hidden}711`)).toBe(`4${shown}711`);
  });

  test("keeps tabs and line breaks, in one form", () => {
    expect(visible("one\r\ntwo\rthree\nfour\tfive")).toBe("one\ntwo\nthree\nfour\tfive");
  });

  test.each(["👩‍🚀", "👩🏽‍🚀", "🏳️‍🌈", "👨‍👩‍👧‍👦", "❤️", "1️⃣", "🇳🇱"])(
    "leaves %s whole, wherever it stands",
    (whole) => {
      expect(visible(`a\r\nb\r\n${whole}c`)).toBe(`a\nb\n${whole}c`);
    },
  );

  // C4
  test.each(["1\u200D2", "👩\u200D", "\u200D👩", "👩\u200Dx", "👩\u200D\u200D🚀"])(
    "shows a joiner that joins no emoji: %j",
    (text) => {
      expect(visible(text)).toContain("⟨U+200D⟩");
    },
  );

  test("leaves people's names as they are", () => {
    for (const name of ["Noor de Vries", "O’Brien-Şahin", "山田 太郎", "עמית", "Zoë", "Nguyễn Văn Ánh"]) {
      expect(visible(name)).toBe(name);
    }
  });

  // C4, C9
  test("has nothing hidden in it, whatever it was made of", () => {
    const characters = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\u202E",
        "\u200D",
        "👩",
        "🚀",
        "\uFE0F",
        "\r",
        "\n",
        "\t",
        "\u{E0067}",
        "🏴",
        "\uD800",
      ),
    );
    fc.assert(
      fc.property(fc.array(characters), (parts) => {
        expect(hiddenIn(visible(parts.join("")))).toEqual([]);
      }),
    );
  });

  test("does not change when it is made visible again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });

  // C8
  test.each(["\u200D", "👩\u200D", "\r", "\u0300", "🏴\u{E0067}", "1\uFE0F"])(
    "copes with 100 KB of %j",
    (unit) => {
      expect(hiddenIn(visible(unit.repeat(100_000 / unit.length)))).toEqual([]);
    },
  );
});
