import { longInstant } from "../../shared/dates.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { Block } from "../../shared/document.ts";
import { markup } from "../../shared/markup.ts";
import { toContent } from "./content.ts";
import { type Page, toHref, type View } from "./layout.ts";

/**
 * The page behind the link in a mail to a controller: whoever opens it has done nothing yet. It holds no personal data.
 * @param path its own path, which the button is sent to
 */
export function acknowledgePage(delivery: Delivery, path: string, { language, texts }: View): Page {
  const { reference, acceptedAt, acknowledgedAt, type } = delivery;
  const { acknowledge: said } = texts;
  const facts = (more: readonly (readonly [string, string])[] = []): Block => ({
    facts: [
      [said.reference, reference],
      ...(acceptedAt === undefined ? [] : [[said.sentAt, longInstant(acceptedAt, language)] as const]),
      ...more,
    ],
  });
  if (acknowledgedAt !== undefined) {
    const at = [said.doneAt, longInstant(acknowledgedAt, language)] as const;
    return { title: said.done, path, main: toContent([facts([at]), { paragraph: said.close }]) };
  }
  const { title, text, button } = said[type === "breach-notice" ? "breach" : "request"];
  return {
    title,
    path,
    main: markup`${toContent([{ paragraph: text }, facts(), { paragraph: said.meaning }])}
<form method="post" action="${toHref(path, language)}"><p class="actions"><button>${button}</button></p></form>`,
  };
}
