import { type Markup, markup } from "../../../shared/markup.ts";
import type { PageTexts } from "../texts.ts";
import {
  type ChoiceField,
  chosenIn,
  type Field,
  type FieldError,
  type FormValues,
  type InputField,
  type Option,
  type Section,
} from "./field.ts";

/** What stands in the fields, and what is wrong with it. */
export type FieldsState = { values: FormValues; errors: readonly FieldError[] };

/** The questions of a form with what was filled in. */
export function toFields(sections: readonly Section[], state: FieldsState, texts: PageTexts["form"]): Markup {
  return markup`${sections.map((section) => toSection(section, state, texts))}`;
}

function toSection(section: Section, state: FieldsState, texts: PageTexts["form"]): Markup {
  const { heading, intro, folded, fields } = section;
  const title = heading === undefined ? [] : markup`<h2>${heading}</h2>`;
  const questions = markup`${intro === undefined ? [] : markup`<p>${intro}</p>`}
${fields.map((field) => toField(field, state, texts))}`;
  if (!folded)
    return markup`<section>
${title}
${questions}</section>
`;
  const isAnswered = fields.some(
    ({ name }) => chosenIn(state.values, name) || state.errors.some((error) => error.name === name),
  );
  return markup`<details${isAnswered ? markup` open` : []}>
<summary>${title}</summary>
${questions}</details>
`;
}

/** The id of the element that the summary of what is wrong leads to. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

function toField(field: Field, state: FieldsState, texts: PageTexts["form"]): Markup {
  const { name, text, optional, either } = field;
  const id = fieldId(name);
  const error = state.errors.find((one) => one.name === name)?.text;
  const notes = [
    ...(text.hint === "" ? [] : [{ id: `${id}-hint`, kind: "hint", note: text.hint }]),
    ...(error === undefined ? [] : [{ id: `${id}-error`, kind: "problem", note: error }]),
  ];
  const described =
    notes.length > 0 ? markup` aria-describedby="${notes.map((note) => note.id).join(" ")}"` : [];
  const label = [text.label, optional ? markup` <span class="optional">(${texts.optional})</span>` : []];
  const shown = notes.map((note) => markup`<span class="${note.kind}" id="${note.id}">${note.note}</span>`);
  const values = state.values.get(name) ?? [];
  return markup`<div class="field${error === undefined ? "" : " wrong"}">${
    isChoice(field)
      ? markup`<fieldset${described}><legend>${label}</legend>${shown}
${field.options.map((option, n) => toOption(field, option, n, values))}</fieldset>`
      : markup`<label for="${id}">${label}</label>${shown}
${toInput(field, [markup` id="${id}"`, described, optional || either ? [] : markup` required`, invalid(error)], values[0] ?? "", texts)}`
  }</div>
`;
}

function isChoice(field: Field): field is ChoiceField {
  return field.kind === "one" || field.kind === "several";
}

const invalid = (error: string | undefined) => (error === undefined ? [] : markup` aria-invalid="true"`);

type Attributes = readonly (Markup | readonly Markup[])[];

function toInput(field: InputField, attributes: Attributes, value: string, texts: PageTexts["form"]): Markup {
  const { name } = field;
  const own = markup` name="${name}"${attributes}`;
  switch (field.kind) {
    case "lines":
      // A parser drops a line break right after the tag: this one, and none that was typed.
      return markup`<textarea rows="5"${own} dir="auto">
${value}</textarea>`;
    case "select":
      return markup`<select${own}><option value="">${texts.choose}</option>${field.options.map(
        (option) =>
          markup`<option value="${option.value}"${option.value === value ? markup` selected` : []}>${option.label}</option>`,
      )}</select>`;
    case "line": {
      const { type = "text", autocomplete, inputmode } = field;
      const filled = autocomplete === undefined ? [] : markup` autocomplete="${autocomplete}"`;
      const mode = inputmode === undefined ? [] : markup` class="short" inputmode="${inputmode}"`;
      const plain = type === "text" ? markup` dir="auto"` : markup` spellcheck="false"`;
      return markup`<input type="${type}"${own}${mode}${plain}${filled} value="${value}">`;
    }
  }
}

function toOption(
  field: ChoiceField,
  { value, label, hint }: Option,
  n: number,
  values: readonly string[],
): Markup {
  const first = fieldId(field.name);
  const id = n === 0 ? first : `${first}-${n + 1}`;
  const type = field.kind === "one" ? "radio" : "checkbox";
  const checked = values.includes(value) ? markup` checked` : [];
  const note = hint === undefined ? [] : markup`<span class="hint">${hint}</span>`;
  return markup`<div class="option"><input type="${type}" id="${id}" name="${field.name}" value="${value}"${checked}><label for="${id}">${label}${note}</label></div>
`;
}
