import { longInstant } from "../../shared/dates.ts";
import { markup } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import type { UpdateOutcome } from "../breach/submit-update.ts";
import { accessForm } from "./access-form.ts";
import { toContent } from "./content.ts";
import type { Page, View } from "./layout.ts";

const formId = "status";

/** The page that somebody gets for what was added to a breach report. */
export function updatePage(
  { reference, update, status, receivedAt }: UpdateOutcome["receipt"],
  receiptCode: string,
  view: View,
): Page {
  const { language, texts } = view;
  const buttons = markup`<button>${texts.receipt.status}</button>`;
  return {
    title: texts.update.done,
    path: pagePaths.status,
    form: formId,
    main: markup`${toContent([
      {
        facts: [
          [texts.status.reference, reference],
          [texts.update.number, String(update)],
          [texts.status.receivedAt, longInstant(receivedAt, language)],
        ],
      },
      { heading: texts.receipt.next },
      { paragraph: texts.update.next[status] },
    ])}
${accessForm(formId, pagePaths.status, { reference, receiptCode }, buttons, view)}`,
  };
}
