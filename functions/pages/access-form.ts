import { hashKey } from "../../shared/codes.ts";
import { type Markup, markup } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import { formFields } from "./form/form-page.ts";
import { toHref, type View } from "./layout.ts";

/** What opens a case. */
type Access = { reference: string; receiptCode: string };

/**
 * The buttons of a page about a case: they send its reference and its code along, which stand in no address.
 * @param path where a button that names no other address leads to
 */
export function accessForm(
  id: string,
  path: string,
  { reference, receiptCode }: Access,
  buttons: Markup,
  { language }: View,
): Markup {
  return markup`<form id="${id}" method="post" action="${toHref(path, language)}">
<input type="hidden" name="reference" value="${reference}"><input type="hidden" name="code" value="${receiptCode}">
<p class="actions">${buttons}</p>
</form>`;
}

/**
 * The button among those that leads to the form for a file. It brings a key along that no other button sends, and that
 * follows from the code: as long as no more files have come, pressing it again brings the same form, and takes no second
 * place for a file.
 * @param settled how many files of the case are not awaited any more
 */
export function addFileButton({ receiptCode }: Access, settled: number, { language, texts }: View): Markup {
  const to = toHref(pagePaths.attachments, language);
  const key = hashKey(`file ${settled}`, receiptCode);
  return markup`<button class="second" formaction="${to}" name="${formFields.key}" value="${key}">${texts.status.addFile}</button>`;
}
