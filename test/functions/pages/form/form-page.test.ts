import { describe, expect, test } from "vitest";
import type { FormPage, FormState } from "../../../../functions/pages/form/form-page.ts";
import { toFormPage } from "../../../../functions/pages/form/form-page.ts";
import { toAnswer } from "../../../../functions/pages/layout.ts";
import { element, elements, type ParsedPage, parsePage } from "../../../support/html.ts";
import { views } from "../sample-site.ts";

const form: FormPage = {
  title: "Een formulier",
  intro: "Vul in wat u weet.",
  path: "/form",
  submit: "Versturen",
  sections: [
    {
      fields: [
        { kind: "line", name: "x", text: { label: "Naam", hint: "", missing: "" }, autocomplete: "name" },
      ],
    },
  ],
};

function show(state: Partial<FormState> = {}): ParsedPage {
  const page = toFormPage(form, { values: new Map(), errors: [], ...state }, views.nl);
  return parsePage(toAnswer(200, page, views.nl).body);
}

const summary = (page: ParsedPage) => page.find(({ attributes }) => attributes.get("role") === "alert");
const wrong = { errors: [{ name: "x", text: "Vul dit in." }] };

describe("A form", () => {
  test("is sent to its own address, in its language, with the key and without the browser's own checks", () => {
    const page = show({ key: "a secret" });
    const { attributes } = element(page, "form");
    expect(Object.fromEntries(attributes)).toEqual({
      id: "form",
      method: "post",
      action: "/form?lang=nl",
      novalidate: "",
    });
    expect(element(page, "input", "key").attributes.get("value")).toBe("a secret");
  });

  // B4
  test("that stores something has a field that nobody sees, reaches or has filled in by a browser", () => {
    const page = show({ key: "a secret", values: new Map([["website", ["https://spam.example"]]]) });
    const hidden = page.findIndex(({ attributes }) => attributes.has("hidden"));
    expect(page[hidden + 2]).toBe(element(page, "input", "website"));
    expect(Object.fromEntries(element(page, "input", "website").attributes)).toEqual({
      id: "website",
      name: "website",
      tabindex: "-1",
      autocomplete: "off",
    });
    expect(elements(show(), "input").map(({ attributes }) => attributes.get("name"))).toEqual(["x"]);
  });

  test("says what a link that led here did", () => {
    const notes = (page: ParsedPage) =>
      page.filter(({ attributes }) => attributes.get("class") === "note").map(({ text }) => text);
    expect(notes(show({ notice: "Alvast <gekozen>." }))).toEqual(["Alvast <gekozen>."]);
    expect(notes(show())).toEqual([]);
  });

  test("with nothing wrong has no summary", () => {
    expect(summary(show())).toBeUndefined();
    expect(element(show(), "title").text).toBe("Een formulier - Verwerker B.V.");
  });
});

describe("The summary of what is wrong", () => {
  test("has the focus, is announced, and comes first in the title", () => {
    const page = show(wrong);
    expect(Object.fromEntries(summary(page)?.attributes ?? [])).toMatchObject({
      autofocus: "",
      tabindex: "-1",
    });
    expect(element(page, "title").text).toBe("Fout: Een formulier - Verwerker B.V.");
  });

  test("leads to each field by its label and what is wrong with it", () => {
    const page = show(wrong);
    const link = elements(page, "a").find(({ text }) => text === "Naam: Vul dit in.");
    const id = link?.attributes.get("href")?.slice(1);
    expect(page.find(({ attributes }) => attributes.get("id") === id)?.attributes.get("name")).toBe("x");
  });

  test("says what is about no field, without a link", () => {
    const page = show({ errors: [{ name: "", text: "Dit veld kennen wij niet." }] });
    expect(elements(page, "li").map(({ text }) => text)).toContain("Dit veld kennen wij niet.");
    expect(elements(page, "a").map(({ attributes }) => attributes.get("href"))).not.toContain("#f-");
  });

  test("says what is wrong with the whole form, also where no field is", () => {
    const page = show({ problem: { title: "Te veel", text: "Maak het korter." } });
    expect(summary(page)?.text).toContain("Te veel");
    expect(summary(page)?.text).toContain("Maak het korter.");
    expect(elements(page, "ul")).toHaveLength(1);
  });
});
