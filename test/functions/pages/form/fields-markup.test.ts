import { describe, expect, test } from "vitest";
import type { ChoiceField, Field, FieldError, Section } from "../../../../functions/pages/form/field.ts";
import { fieldId, toFields } from "../../../../functions/pages/form/fields-markup.ts";
import { markup, markupOf } from "../../../../shared/markup.ts";
import { element, elements, type ParsedPage, parsePage } from "../../../support/html.ts";
import { views } from "../sample-site.ts";

const text = { label: "Naam", hint: "Zoals op de brief.", missing: "" };
const options = [
  { value: "a", label: "Eén" },
  { value: "b", label: "Twee", hint: "Of meer." },
];

const inputs: readonly Exclude<Field, ChoiceField>[] = [
  { kind: "line", name: "x", text, autocomplete: "name" },
  { kind: "line", type: "email", name: "x", text, autocomplete: "email" },
  { kind: "lines", name: "x", text },
  { kind: "select", name: "x", text, options },
];
const choices = (["one", "several"] as const).map((kind) => ({ kind, name: "x", text, options }));

type Filled = { values?: Record<string, readonly string[]>; errors?: readonly FieldError[] };

function show(section: Section, { values = {}, errors = [] }: Filled = {}): ParsedPage {
  const state = { values: new Map(Object.entries(values)), errors };
  return parsePage(markupOf(markup`<div>${toFields([section], state, views.nl.texts.form)}</div>`));
}

const showField = (field: Field, filled: Filled = {}) => show({ fields: [field] }, filled);
const control = (page: ParsedPage) =>
  page.find(({ attributes }) => attributes.get("name") === "x")?.attributes ?? new Map<string, string>();
const byId = (page: ParsedPage, id: string | undefined) =>
  page.filter(({ attributes }) => attributes.get("id") === id);

describe.each(inputs)("A question of the kind $kind", (field) => {
  test("has its label tied to it, under the id that the summary leads to", () => {
    const page = showField(field);
    expect(control(page).get("id")).toBe(fieldId("x"));
    const { attributes, text: label } = element(page, "label");
    expect([attributes.get("for"), label]).toEqual([fieldId("x"), "Naam"]);
  });

  test("is described by its hint, and by what is wrong", () => {
    const described = (page: ParsedPage) =>
      (control(page).get("aria-describedby") ?? "")
        .split(" ")
        .map((id) => byId(page, id).map((note) => note.text));
    expect(described(showField(field))).toEqual([["Zoals op de brief."]]);
    const wrong = showField(field, { errors: [{ name: "x", text: "Vul dit in." }] });
    expect(described(wrong)).toEqual([["Zoals op de brief."], ["Vul dit in."]]);
    expect(control(wrong).get("aria-invalid")).toBe("true");
    const plain = showField({ ...field, text: { ...text, hint: "" } });
    for (const name of ["aria-describedby", "aria-invalid"]) expect(control(plain).has(name)).toBe(false);
  });

  test("is required unless it may stay empty, and says so", () => {
    const isRequired = (one: Field) => control(showField(one)).has("required");
    expect(isRequired(field)).toBe(true);
    expect(isRequired({ ...field, optional: true })).toBe(false);
    expect(isRequired({ ...field, either: true })).toBe(false);
    expect(element(showField({ ...field, optional: true }), "label").text).toContain("(niet verplicht)");
    expect(element(showField({ ...field, either: true }), "label").text).toBe("Naam");
  });
});

describe.each(choices)("A choice of $kind", (field) => {
  const labels = (page: ParsedPage) => elements(page, "label").map((label) => label.text);

  test("is a group with the question as its legend", () => {
    const page = showField(field);
    expect(element(page, "legend").text).toBe("Naam");
    expect(labels(page)).toEqual(["Eén", "TweeOf meer."]);
  });

  test("has a label tied to each option, the first under the id that the summary leads to", () => {
    const page = showField(field);
    const ids = elements(page, "input").map(({ attributes }) => attributes.get("id"));
    expect(ids).toEqual([fieldId("x"), `${fieldId("x")}-2`]);
    expect(elements(page, "label").map(({ attributes }) => attributes.get("for"))).toEqual(ids);
  });

  test("is described by its hint, and by what is wrong, as a group", () => {
    const page = showField(field, { errors: [{ name: "x", text: "Kies er een." }] });
    const ids = element(page, "fieldset").attributes.get("aria-describedby")?.split(" ") ?? [];
    expect(ids.flatMap((id) => byId(page, id).map((note) => note.text))).toEqual([
      "Zoals op de brief.",
      "Kies er een.",
    ]);
  });

  test("has checked what was chosen", () => {
    const page = showField(field, { values: { x: ["b"] } });
    expect(elements(page, "input").map(({ attributes }) => attributes.has("checked"))).toEqual([false, true]);
  });
});

describe("What was filled in", () => {
  test("is selected", () => {
    const page = showField({ kind: "select", name: "x", text, options }, { values: { x: ["b"] } });
    const selected = elements(page, "option").filter(({ attributes }) => attributes.has("selected"));
    expect(selected.map(({ attributes }) => attributes.get("value"))).toEqual(["b"]);
  });

  test("can be taken back: the first option of a list is no choice", () => {
    const [first] = elements(showField({ kind: "select", name: "x", text, options }), "option");
    expect([first?.attributes.get("value"), first?.text]).toEqual(["", "Maak een keuze"]);
  });

  test.each(["", "one", "\n\none\n", '</textarea><b a="1">&amp;'])(
    "stands in lines as it was: %j",
    (typed) => {
      expect(
        element(showField({ kind: "lines", name: "x", text }, { values: { x: [typed] } }), "textarea").text,
      ).toBe(typed);
    },
  );

  test("leaves a line as it was, in either direction of writing", () => {
    const field: Field = { kind: "line", name: "x", text, autocomplete: "off" };
    const attributes = control(showField(field, { values: { x: ['מה "&<'] } }));
    expect([attributes.get("value"), attributes.get("dir")]).toEqual(['מה "&<', "auto"]);
  });
});

describe("Questions that belong together", () => {
  const folded: Section = {
    heading: "Meer",
    folded: true,
    fields: [
      { kind: "lines", name: "x", text },
      { kind: "several", name: "y", text, options },
    ],
  };
  const isOpen = (filled: Filled) => element(show(folded, filled), "details").attributes.has("open");

  test("have their heading and what there is to say of them", () => {
    const page = show({ heading: "Wie?", intro: "Dit bent u.", fields: [] });
    expect([element(page, "h2").text, element(page, "p").text]).toEqual(["Wie?", "Dit bent u."]);
  });

  test("that are folded stay so until one of them is answered, or wrong", () => {
    expect(isOpen({})).toBe(false);
    expect(isOpen({ values: { x: [""], y: [] } })).toBe(false);
    expect(isOpen({ values: { x: ["a"] } })).toBe(true);
    expect(isOpen({ values: { y: ["b"] } })).toBe(true);
    expect(isOpen({ errors: [{ name: "y", text: "Kies er een." }] })).toBe(true);
    expect(isOpen({ values: { z: ["a"] }, errors: [{ name: "z", text: "Nee." }] })).toBe(false);
  });
});
