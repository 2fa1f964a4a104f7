import { type Markup, markup } from "../../../shared/markup.ts";
import { type Page, toHref, type View } from "../layout.ts";
import type { FieldError, FormValues, Section } from "./field.ts";
import { fieldId, toFields } from "./fields-markup.ts";

/** A form as people see it. */
export type FormPage = {
  title: string;
  intro: string;
  /** Where it is sent to, and its own address. */
  path: string;
  sections: readonly Section[];
  /** What is sent along, by its name. */
  hidden?: Readonly<Record<string, string>>;
  submit: string;
};

/** What a form is shown with. */
export type FormState = {
  values: FormValues;
  errors: readonly FieldError[];
  /** What went wrong with the whole of it, if anything did. */
  problem?: { title: string; text: string } | undefined;
  /** What a link that led here says. */
  notice?: string | undefined;
  /** Makes a second sending of the same form harmless; absent in a form that stores nothing. */
  key?: string;
};

/** The names of the fields that are in every form that stores something: the key, and the trap for programs. */
export const formFields = { key: "key", trap: "website" } as const;

const formId = "form";

/** The page with a form. */
export function toFormPage(form: FormPage, state: FormState, view: View): Page {
  const { language, texts } = view;
  const isWrong = state.errors.length > 0 || state.problem !== undefined;
  return {
    title: form.title,
    path: form.path,
    form: formId,
    isFilledIn: true,
    isWrong,
    main: markup`${isWrong ? summary(form, state, view) : []}
${state.notice === undefined ? [] : markup`<p class="note">${state.notice}</p>`}
<p>${form.intro}</p>
<form id="${formId}" method="post" action="${toHref(form.path, language)}" novalidate>
${toFields(form.sections, state, texts.form)}
${Object.entries(form.hidden ?? {}).map(
  ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">
`,
)}${state.key === undefined ? [] : hiddenFields(state.key, texts.form.trap)}
<p class="actions"><button>${form.submit}</button></p>
</form>`,
  };
}

/** `hidden` keeps it from eyes and screen readers; a program that fills in whatever it finds does not look at that. */
function hiddenFields(key: string, trap: string): Markup {
  return markup`<div hidden><label for="${formFields.trap}">${trap}</label><input id="${formFields.trap}" name="${formFields.trap}" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="${formFields.key}" value="${key}">`;
}

/** Above the form, and with the focus: what is wrong, each with a link to its field. */
function summary({ sections }: FormPage, { errors, problem }: FormState, { texts }: View): Markup {
  const labels = new Map(
    sections.flatMap(({ fields }) => fields.map(({ name, text }) => [name, text.label])),
  );
  const items = errors.map(({ name, text, isWhole }) => {
    const label = labels.get(name)?.replace(/[?.]$/, "");
    if (label === undefined) return markup`<li>${text}</li>`;
    return markup`<li><a href="#${fieldId(name)}">${isWhole ? text : `${label}: ${text}`}</a></li>`;
  });
  return markup`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${problem?.title ?? texts.form.summary}</h2>
<p>${problem?.text ?? texts.form.again}</p>
${items.length > 0 ? markup`<ul>${items}</ul>` : []}
</div>`;
}
