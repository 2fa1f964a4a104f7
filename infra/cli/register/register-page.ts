import { countryText } from "../../../shared/country.ts";
import { longDate, longInstant } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/language.ts";
import { type Markup, markup, markupOf } from "../../../shared/markup.ts";
import { visible } from "../../../shared/visible.ts";
import type { Register, RegisteredController, RegisteredPerson } from "./register.ts";
import {
  personText,
  type RegisterRow,
  registerRows,
  registerTexts,
  subProcessorText,
  transferText,
} from "./register-texts.ts";

/** System fonts and colours, and a section of a controller on one sheet of paper where it fits. */
const style = markup`<style>
:root { color-scheme: light dark; }
body { font: 100%/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid GrayText; padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; }
tbody th { width: 18rem; max-width: 40%; }
td ul { margin: 0; padding-inline-start: 1.2rem; }
.text { white-space: pre-line; }
@media print { body { max-width: none; padding: 0; } section { break-inside: avoid; } }
</style>`;

/** The record of processing as a page that needs nothing else: to be read, printed and kept. */
export function registerPage(register: Register, language: Language): string {
  const { at, processor, measures, controllers } = register;
  const said = registerTexts[language];
  return markupOf(markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said.title} - ${visible(processor.name)}</title>
${style}
</head>
<body>
<main>
<h1>${said.title}</h1>
<p>${said.basis}</p>
<h2>${said.processor}</h2>
${tableOf(said, [
  [said.processorName, shown(processor.name)],
  [said.processorContact, shown(processor.contact)],
  ...personRow(said.labels.representative, processor.representative),
  ...personRow(said.labels.dataProtectionOfficer, processor.dataProtectionOfficer),
  [said.madeAt, shown(longInstant(at, language))],
])}
<h2>${said.measures}</h2>
${
  measures
    ? markup`<p>${said.measuresOf(measures.version, longInstant(measures.at, language))}</p>
<p class="text">${visible(measures[language])}</p>`
    : markup`<p>${said.noMeasures}</p>`
}
<h2>${said.controllers}</h2>
${controllers.length === 0 ? markup`<p>${said.noControllers}</p>` : []}
${controllers.map((controller) => sectionOf(controller, language))}
</main>
</body>
</html>
`);
}

function personRow(label: string, person: RegisteredPerson | null) {
  return person ? [[label, shown(personText(person))] as const] : [];
}

function sectionOf(controller: RegisteredController, language: Language): Markup {
  const said = registerTexts[language];
  const rows = registerRows.map((row) => [said.labels[row], cells[row](controller, language)] as const);
  return markup`<section>
<h3>${visible(controller.name)}</h3>
${tableOf(said, rows)}
</section>
`;
}

type Texts = (typeof registerTexts)[Language];

function tableOf({ columns }: Texts, rows: readonly (readonly [string, Markup])[]): Markup {
  return markup`<table>
<thead><tr><th scope="col">${columns.what}</th><th scope="col">${columns.recorded}</th></tr></thead>
<tbody>
${rows.map(([label, cell]) => markup`<tr><th scope="row">${label}</th><td>${cell}</td></tr>\n`)}</tbody>
</table>`;
}

type CellOf = (controller: RegisteredController, language: Language) => Markup;

const cells: Readonly<Record<RegisterRow, CellOf>> = {
  id: ({ id }) => shown(id),
  contacts: ({ contacts }, language) => listOf(contacts, language),
  representative: ({ representative }, language) => personOf(representative, language),
  dataProtectionOfficer: ({ dataProtectionOfficer }, language) => personOf(dataProtectionOfficer, language),
  agreement: ({ agreement }, language) => shown(registerTexts[language].agreement[agreement]),
  signedOn: ({ signedOn }, language) =>
    shown(signedOn === null ? registerTexts[language].notRecorded : longDate(signedOn, language)),
  purposes: ({ purposes }, language) => listOf(purposes, language, "notRecorded"),
  dataCategories: ({ dataCategories }, language) => listOf(dataCategories, language, "notRecorded"),
  dataSubjectCategories: ({ dataSubjectCategories }, language) =>
    listOf(dataSubjectCategories, language, "notRecorded"),
  countries: ({ countries }, language) =>
    listOf(
      countries.map((country) => countryText(country, language)),
      language,
      "notRecorded",
    ),
  transfers: ({ transfers }, language) =>
    listOf(
      transfers.map((one) => transferText(one, language)),
      language,
    ),
  subProcessors: ({ subProcessors }, language) =>
    listOf(
      subProcessors.map((one) => subProcessorText(one, language)),
      language,
    ),
  clauses: ({ clauses }, language) =>
    listOf(
      Object.entries(clauses).map(([duty, clause]) => `${duty}: ${clause}`),
      language,
      "notRecorded",
    ),
  version: ({ version, changedAt }, language) =>
    shown(registerTexts[language].version(version, longInstant(changedAt, language))),
};

/** @param missing what is said where there is nothing: that there is none, or that nobody has recorded it */
function listOf(
  texts: readonly string[],
  language: Language,
  missing: "none" | "notRecorded" = "none",
): Markup {
  if (texts.length === 0) return shown(registerTexts[language][missing]);
  return markup`<ul>${texts.map((text) => markup`<li>${visible(text)}</li>`)}</ul>`;
}

function personOf(person: RegisteredPerson | null, language: Language): Markup {
  return shown(person ? personText(person) : registerTexts[language].none);
}

function shown(text: string): Markup {
  return markup`${visible(text)}`;
}
