import { longInstant } from "../../../shared/dates.ts";
import { deskLanguage } from "../../../shared/language.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import type { Digest } from "./digest.ts";
import { digestTexts } from "./digest-texts.ts";

/** Tells a desk of all that it got no mails of its own about, by the references alone. */
export function digestMail({ reference, desk, since, until, references, more = 0 }: Digest): Mail {
  const { subject, text, stored, commands } = digestTexts.of[desk];
  const { facts } = digestTexts;
  return {
    reference,
    type: "desk",
    language: deskLanguage,
    subject,
    blocks: [
      { heading: subject },
      { paragraph: text },
      { paragraph: stored },
      {
        facts: [
          [facts.since, longInstant(since, deskLanguage)],
          [facts.until, longInstant(until, deskLanguage)],
          [facts.listed, String(references.size)],
          ...(more > 0 ? [[facts.more, String(more)] as const] : []),
        ],
      },
      { heading: digestTexts.commands },
      { facts: commands },
      { heading: digestTexts.references },
      { list: [...references].sort() },
    ],
  };
}
