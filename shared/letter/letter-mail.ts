import type { Delivery } from "../delivery.ts";
import { actionTo, type Block } from "../document.ts";
import { pageLink } from "../links.ts";
import type { Mail } from "../mail/mail.ts";
import type { Letter } from "./letter.ts";

/** A letter as the mail that it is sent as. */
export function letterMail(reference: string, letter: Letter, delivery: Delivery, publicUrl: string): Mail {
  const { to, type, language, subject, blocks, link, handOver } = letter;
  const action = link && actionTo(link.label, pageLink(publicUrl, link.page, delivery));
  return {
    reference,
    type: to === "desk" ? "desk" : type,
    language,
    subject,
    blocks: action ? afterFirstParagraph(blocks, action) : blocks,
    ...(handOver && { handOver: { ...handOver.data, $schema: publicUrl + handOver.schema } }),
  };
}

function afterFirstParagraph(blocks: readonly Block[], action: readonly Block[]): Block[] {
  const end = blocks.findIndex((block) => "paragraph" in block) + 1;
  return [...blocks.slice(0, end), ...action, ...blocks.slice(end)];
}
