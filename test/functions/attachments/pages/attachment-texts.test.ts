import { describe, expect, test } from "vitest";
import { attachmentTexts } from "../../../../functions/attachments/pages/attachment-texts.ts";
import { languages } from "../../../../shared/language.ts";

/** Every text under its path; of a function, what it makes of a number or a text. */
function textsIn(value: unknown, at = ""): [at: string, text: string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value === "function") return textsIn(value(7, "PDF"), `${at}()`);
  return Object.entries(value as object).flatMap(([name, part]) => textsIn(part, `${at}.${name}`));
}

const all = { nl: textsIn(attachmentTexts.nl), en: textsIn(attachmentTexts.en) };

describe.each(languages)("What the pages about files say in %s", (language) => {
  test("is there, and for people: no names of fields or states, and nothing left to fill in", () => {
    const machine = /\b[a-z]+[A-Z]|[a-z]_[a-z]|undefined|\bnull\b|\$\{|[{}]|\bJSON\b|\bHTTP\b/;
    const odd = all[language].filter(
      ([, text]) => text.trim() === "" || text !== text.trim() || machine.test(text),
    );
    expect(odd).toEqual([]);
  });

  test("ends with a full stop where it is a whole sentence", () => {
    const sentences = all[language].filter(([at]) =>
      /\.(?:text|limit\(\)\.\d|goes\.\w+\.\d|\w*s\.\d)$/.test(at),
    );
    expect(sentences.length).toBeGreaterThan(12);
    expect(sentences.filter(([, text]) => !text.endsWith("."))).toEqual([]);
  });
});

test("Both languages say the same things, and are not mixed up", () => {
  expect(all.en.map(([at]) => at)).toEqual(all.nl.map(([at]) => at));
  const english = new Map(all.en);
  const same = all.nl.filter(([at, text]) => text.split(" ").length > 3 && english.get(at) === text);
  expect(same).toEqual([]);
});
