import { countryText } from "../../../shared/country.ts";
import { longInstant } from "../../../shared/dates.ts";
import type { Language, Translated } from "../../../shared/language.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { Recorded } from "../record.ts";
import type { RecordedSubProcessor } from "../sub-processors/sub-processor.ts";
import { bindingText } from "../sub-processors/sub-processor-text.ts";
import type { Statement, StatementTopic } from "./statement.ts";
import { topicTexts } from "./statement-texts.ts";

const texts: Translated<{ version: string; recorded: (version: number, at: string) => string }> = {
  nl: { version: "Versie", recorded: (version, at) => `${version}, vastgelegd op ${at}` },
  en: { version: "Version", recorded: (version, at) => `${version}, recorded on ${at}` },
};

/**
 * What the processor says of a topic, as a part of a mail.
 * @param engaged the sub-processors that the statement about them lists; see `engagedSubProcessors`
 */
export function statementBlocks(
  topic: StatementTopic,
  { version, at, content }: Recorded<Statement>,
  engaged: readonly RecordedSubProcessor[],
  language: Language,
): Letter["blocks"] {
  const said = texts[language];
  const isList = topic === "sub_processors" && engaged.length > 0;
  return [
    { heading: topicTexts[language][topic] },
    { facts: [[said.version, said.recorded(version, longInstant(at, language))]] },
    ...partsOf(content[language]),
    ...(isList ? [{ facts: engaged.map((one) => subProcessorRow(one, language)) }] : []),
  ];
}

/** The paragraphs of a text; one of which every line begins with a hyphen is a list. */
function partsOf(text: string): Letter["blocks"] {
  const paragraphs = text.replaceAll("\r\n", "\n").split(/\n(?:[^\S\n]*\n)+/);
  const written = paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== "");
  return written.map((paragraph) => {
    const items = paragraph.split("\n").map((line) => /^\s*-\s+(.*)$/.exec(line)?.[1]);
    const list = items.filter((item) => item !== undefined);
    return list.length === items.length ? { list } : { paragraph };
  });
}

function subProcessorRow({ content }: RecordedSubProcessor, language: Language): [string, string] {
  const { name, country, service } = content;
  return [
    name,
    [service[language], countryText(country, language), bindingText(content, language)].join("; "),
  ];
}
