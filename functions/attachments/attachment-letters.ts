import { isWithheld } from "../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../shared/attachments/places.ts";
import { defang } from "../../shared/defang.ts";
import { type Language, languages } from "../../shared/language.ts";
import type { Letter } from "../../shared/letter/letter.ts";
import { type AttachmentsHandOver, attachmentsHandOverSchemaPath } from "./attachments-hand-over.ts";
import { type File, fileFacts } from "./file-facts.ts";
import { letterTexts } from "./letter-texts.ts";
import { attachmentTexts } from "./pages/attachment-texts.ts";

/** The case that files came to, and what is told of one of them: that it came, or that malware was found later. */
type Telling = { of: { reference: string; place: CasePlace }; move: "attach" | "withhold" };

/** A mail without links of its own. */
type Blocks = Letter["blocks"];

/**
 * The mails about a file, one in each language: whoever gets one is known when it is sent. The file is in none of them.
 * @param files those of the case until then that its readers may know of, this one among them
 * @param id of the file that they are about
 * @throws Error where it is not among them
 */
export function attachmentLetters(telling: Telling, files: readonly File[], id: string): Letter[] {
  const file = files.find((one) => one.id === id);
  if (!file) throw new Error("the case has no such file");
  return languages.map((language) => letterIn(language, telling, file, files));
}

function letterIn(language: Language, { of, move }: Telling, file: File, files: readonly File[]): Letter {
  const texts = letterTexts[language];
  const { kind } = of.place;
  const { filename: name } = file;
  const gone = isWithheld(file);
  const subject = (gone ? texts.withheld : texts).subject[kind];
  const late = gone && move === "withhold";
  const intro = late ? texts.withheld.late : gone ? texts.withheld.intro : texts.intro;
  return {
    to: "controller",
    type: "attachment",
    language,
    subject,
    blocks: [
      { heading: subject },
      { paragraph: intro[kind] },
      ...(gone ? [] : [{ paragraph: `${texts.holder} ${texts.saved}` }]),
      ...(late ? [{ paragraph: texts.withheld.downloaded }] : []),
      fileFacts(of.reference, file, { file: String(file.number), name: name && defang(name) }, language),
      ...warnings(file, language),
      { paragraph: texts.handOver[kind] },
    ],
    ...(!gone && { link: { page: "attachment", label: texts.link } }),
    handOver: { schema: attachmentsHandOverSchemaPath, data: handOver(of.reference, files) },
  };
}

function warnings(file: File, language: Language): Blocks {
  const { download: said } = attachmentTexts[language];
  if (isWithheld(file)) return [];
  const careful = { paragraph: said.careful };
  if (file.findings.length === 0) return [careful];
  const list = file.findings.map((finding) => said.findings[finding]);
  return [{ heading: said.warning }, { list }, careful];
}

function handOver(reference: string, files: readonly File[]): Omit<AttachmentsHandOver, "$schema"> {
  return {
    reference,
    attachments: files.map(({ at, filename = null, announcedType = null, contentType = null, ...file }) => ({
      ...file,
      receivedAt: at,
      filename,
      announcedType,
      contentType,
    })),
  };
}
