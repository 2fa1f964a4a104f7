import { type Markup, markup } from "../../shared/markup.ts";
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
