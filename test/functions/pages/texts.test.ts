import { describe, expect, test } from "vitest";
import { type PageTexts, pageTexts } from "../../../functions/pages/texts.ts";
import { fieldTexts } from "../../../shared/http/field-texts.ts";
import { languages } from "../../../shared/language.ts";

/** Something that the texts are given, such as a name or an address. */
const given = "Zus & Zo B.V.";

type Said = { at: string; text: string; isGiven: boolean };

/** Every text under its path; of a function, each text that it makes. */
function textsIn(value: unknown, at = ""): Said[] {
  if (typeof value === "string") return [{ at, text: value, isGiven: false }];
  if (typeof value === "function") {
    const made: string[] = [value(given)].flat();
    return made.map((text, n) => ({
      at: `${at}(${n})`,
      text,
      isGiven: made.some((one) => one.includes(given)),
    }));
  }
  if (typeof value !== "object" || value === null) throw new Error(`no text: ${at}`);
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, `${at}.${name}`));
}

const all = { nl: textsIn(pageTexts.nl), en: textsIn(pageTexts.en) };

describe.each(languages)("The texts of the pages in %s", (language) => {
  const { form }: PageTexts = pageTexts[language];
  const texts = all[language];

  test("have a sentence for everything that can be wrong with a field", () => {
    const sentences: Readonly<Record<string, string>> = form.errors;
    for (const [code, text] of Object.entries(fieldTexts))
      expect([code, sentences[code]?.includes("{limit}")]).toEqual([
        code,
        text[language].includes("{limit}"),
      ]);
  });

  test("are there, but for hints and for what is said of a field that may stay empty", () => {
    const absent = texts.filter(({ text }) => text.trim() === "").map(({ at }) => at);
    expect(absent.filter((at) => !/\.(?:hint|missing)$/.test(at))).toEqual([]);
  });

  test("name what they are given", () => {
    const made = texts.filter(({ at }) => at.includes("("));
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter(({ isGiven }) => !isGiven)).toEqual([]);
  });

  test("say what happens next also where no controller is known", () => {
    const sentences = pageTexts[language].receipt.request.next(undefined);
    expect(sentences.length).toBeGreaterThan(1);
    expect(sentences.join(" ")).not.toMatch(/undefined|null/);
  });

  test("are for people: no names of fields, states or errors, and nothing left to fill in", () => {
    const machine = /\b[a-z]+[A-Z]|[a-z]_[a-z]|undefined|\bnull\b|\$\{|[<>]|\bJSON\b|\bHTTP\b/;
    const odd = texts.filter(({ text }) => machine.test(text) || text !== text.trim() || text.includes("  "));
    expect(odd).toEqual([]);
    const braces = texts.filter(({ text }) => /[{}]/.test(text.replace("{limit}", "")));
    expect(braces).toEqual([]);
    expect(
      texts.filter(({ at, text }) => text.includes("{limit}") && !at.startsWith(".form.errors.")),
    ).toEqual([]);
  });

  test("end with a full stop where they are whole sentences", () => {
    const sentences = texts.filter(({ at }) => /\.(?:missing|errors\.\w+|problems\.\w+\.text)$/.test(at));
    expect(sentences.length).toBeGreaterThan(40);
    expect(sentences.filter(({ text }) => text !== "" && !text.endsWith("."))).toEqual([]);
  });
});

describe("The two languages", () => {
  test("say the same things: each list is as long in both", () => {
    expect(all.en.map(({ at }) => at)).toEqual(all.nl.map(({ at }) => at));
  });

  test("are not mixed up: no longer text is the same in both", () => {
    const english = new Map(all.en.map(({ at, text }) => [at, text]));
    const same = all.nl.filter(({ at, text }) => text.split(" ").length > 3 && english.get(at) === text);
    expect(same).toEqual([]);
  });

  test("have a hint, or something to say of an empty field, where the other has", () => {
    const english = new Map(all.en.map(({ at, text }) => [at, text]));
    expect(all.nl.filter(({ at, text }) => (text === "") !== (english.get(at) === ""))).toEqual([]);
  });
});
