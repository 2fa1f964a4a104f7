import { fileTypes, takenTypes } from "../../../shared/attachments/types.ts";
import type { Upload } from "../../../shared/attachments/upload.ts";
import { longInstant } from "../../../shared/dates.ts";
import { idempotencyKey } from "../../../shared/http/idempotency-key.ts";
import type { Language } from "../../../shared/language.ts";
import { type Markup, markup } from "../../../shared/markup.ts";
import { pagePaths } from "../../../shared/routes.ts";
import type { CaseAccess } from "../../breach/check-receipt-code.ts";
import { accessForm } from "../../pages/access-form.ts";
import { toContent } from "../../pages/content.ts";
import { formFields } from "../../pages/form/form-page.ts";
import { type Page, toHref, type View } from "../../pages/layout.ts";
import type { ProblemText } from "../../pages/problem-text.ts";
import type { CaseOfFilesKind } from "../case-of-files.ts";
import { attachmentTexts } from "./attachment-texts.ts";

/** What is offered: a form for one file of this case, until then. `key` brings the same form again. */
export type Offer = CaseAccess & {
  kind: CaseOfFilesKind;
  key: string;
  until: Date;
  form: Upload["form"];
};

const ids = { again: "again", file: "file", hint: "file-hint" } as const;

/**
 * The page with the form that sends a file, straight to S3. S3 says in a language of its own what is wrong with a file, and
 * leads nowhere then (Amazon S3 API Reference, "POST Object"): so what it takes stands above the form, and the form opens a
 * tab of its own.
 */
export function uploadPage({ kind, key, until, form, ...access }: Offer, view: View): Page {
  const { language, texts } = view;
  const { upload: said, reference } = attachmentTexts[language];
  const limits = said.limit(longInstant(until.toISOString(), language), typesIn(language));
  return {
    title: said.title,
    path: pagePaths.attachments,
    form: ids.again,
    main: markup`${toContent([
      { facts: [[reference, access.reference]] },
      { heading: said.limits },
      { list: limits },
      { heading: said.after },
      { list: [...said.goes[kind], ...said.kept] },
      { heading: said.error },
      { list: said.errors },
    ])}
<form method="post" action="${form.url}" enctype="multipart/form-data" target="_blank">
${Object.entries(form.fields).map(
  ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">
`,
)}<div class="field"><label for="${ids.file}">${said.file}</label><span class="hint" id="${ids.hint}">${said.hint}</span>
<input type="file" id="${ids.file}" name="file" accept="${accepted}" aria-describedby="${ids.hint}" required></div>
<p class="actions"><button>${said.send} (${texts.layout.newTab})</button></p>
</form>
${buttons(access, key, view)}`,
  };
}

/** The page that says why there is no form, or none any more, and leads on. */
export function noFormPage(access: CaseAccess, key: string, { title, text }: ProblemText, view: View): Page {
  const { reference } = attachmentTexts[view.language];
  return {
    title,
    path: pagePaths.attachments,
    form: ids.again,
    main: markup`${toContent([{ facts: [[reference, access.reference]] }, { paragraph: text }])}
${buttons(access, key, view)}`,
  };
}

/** The same page again, the status, and another form: under a key of its own, so that pressing twice makes one. */
function buttons(access: CaseAccess, key: string, view: View): Markup {
  const { status, upload: said } = attachmentTexts[view.language];
  const toStatus = toHref(pagePaths.status, view.language);
  const content = markup`<input type="hidden" name="${formFields.key}" value="${key}">
<button class="second" name="${formFields.key}" value="${idempotencyKey(undefined)}">${said.another}</button>
<button class="second" formaction="${toStatus}">${status}</button>`;
  return accessForm(ids.again, pagePaths.attachments, access, content, view);
}

const accepted = takenTypes.flatMap((type) => [type, `.${fileTypes[type].extension}`]).join(",");

function typesIn(language: Language): string {
  return takenTypes.map((type) => fileTypes[type].name[language]).join(", ");
}
