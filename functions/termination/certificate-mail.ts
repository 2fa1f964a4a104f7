import type { Language } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import type { TerminationEntry, TerminationHistory } from "./agreement.ts";
import { certificateDocument } from "./certificate.ts";
import { certificateBlocks } from "./certificate-blocks.ts";
import { certificateTexts } from "./certificate-texts.ts";
import { terminationTexts } from "./texts.ts";

/** The mail that brings the certificate of destruction, or the report that takes its place. */
export function certificateMail(
  history: TerminationHistory,
  entry: TerminationEntry,
  language: Language,
): Mail {
  const document = certificateDocument(history, entry);
  const { reference, type } = document;
  return {
    reference,
    type,
    language,
    subject: certificateTexts[language].subject[type],
    blocks: [...certificateBlocks(document, language), { paragraph: terminationTexts[language].handOver }],
    handOver: document,
  };
}
