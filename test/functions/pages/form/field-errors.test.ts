import { describe, expect, test } from "vitest";
import { fieldErrors } from "../../../../functions/pages/form/field-errors.ts";
import type { FormPage } from "../../../../functions/pages/form/form-page.ts";
import { type FieldError, Refusal } from "../../../../shared/refusal.ts";
import { views } from "../sample-site.ts";

const text = { label: "Label", hint: "", missing: "" };
const line = (name: string, missing = "") =>
  ({ kind: "line", name, text: { ...text, missing }, autocomplete: "off" }) as const;

const page: FormPage = {
  title: "A form",
  intro: "",
  path: "/form",
  submit: "Send",
  sections: [
    { fields: [line("first", "Enter the first."), line("person.name")] },
    { folded: true, fields: [line("last")] },
  ],
};

/** What is said of each field, when a pointer names it with dots. */
function said(errors: readonly FieldError[], of: FormPage = page, read: unknown = {}) {
  const refusal = new Refusal("invalid_input", { errors });
  return fieldErrors(refusal, of, read, (pointer) => pointer.slice(1).replaceAll("/", "."), views.en).map(
    ({ name, text }) => [name, text],
  );
}

const { errors: sentences } = views.en.texts.form;

describe("What is wrong with a form", () => {
  test("is said in the order of the form, not of the schema", () => {
    const errors = ["/last", "/person/name", "/first"].map((pointer) => ({ pointer, code: "not_text" }));
    expect(said(errors).map(([name]) => name)).toEqual(["first", "person.name", "last"]);
  });

  test("is one sentence for a field: the first", () => {
    const errors = ["mail_address", "single_line"].map((code) => ({ pointer: "/first", code }));
    expect(said(errors)).toEqual([["first", sentences.mail_address]]);
  });

  test("is what the field itself says when nothing was filled in, if it says something", () => {
    const errors = ["/first", "/last"].map((pointer) => ({ pointer, code: "required" }));
    expect(said(errors)).toEqual([
      ["first", "Enter the first."],
      ["last", sentences.required],
    ]);
  });

  test("is not said to be missing for another reason", () => {
    expect(said([{ pointer: "/first", code: "single_line" }])).toEqual([["first", sentences.single_line]]);
  });

  test.each(["/first/3", "/first/3/who", "/first/3/x/y"])(
    "stands at the field that %s is a part of",
    (pointer) => {
      expect(said([{ pointer, code: "repeated" }])).toEqual([["first", sentences.repeated]]);
    },
  );

  test("says the limit", () => {
    expect(said([{ pointer: "/last", code: "too_long", limit: 200 }])).toEqual([
      ["last", "This is too long. It can have 200 characters at most."],
    ]);
  });

  test.each(["", "/nowhere", "/person", "/__proto__", "/firstborn"])(
    "comes last, and under no name, where no field is meant: %j",
    (pointer) => {
      const errors = [
        { pointer, code: "unknown_field" },
        { pointer: "/last", code: "not_text" },
      ];
      expect(said(errors)).toEqual([
        ["last", sentences.not_text],
        ["", sentences.unknown_field],
      ]);
    },
  );

  test.each(["controller_or_organisation", "controllers_or_organisation"] as const)(
    "stands at the other question that may be answered where there is nothing to choose from: %s",
    (code) => {
      const organisation = { ...line("organisation"), either: true } as const;
      const of = { ...page, sections: [{ fields: [organisation] }, ...page.sections] };
      expect(said([{ pointer: "/controllerId", code }], of)).toEqual([["organisation", sentences[code]]]);
    },
  );

  test("names what was typed where it is none of those that we know", () => {
    const errors = [{ pointer: "/first/1", code: "not_an_option" }];
    const typed = { first: ["a-bv", "{limit} <b>"] };
    expect(said(errors, page, typed)).toEqual([["first", "We do not know this id: {limit} <b>"]]);
    const choice = { kind: "several", name: "first", text, options: [] } as const;
    const of = { ...page, sections: [{ fields: [choice] }] };
    expect(said(errors, of, typed)).toEqual([["first", sentences.not_an_option]]);
  });

  test("is not left without a sentence", () => {
    expect(said([{ pointer: "/first", code: "a code that nobody knows" }])).toEqual([
      ["first", sentences.wrong_type],
    ]);
  });
});
