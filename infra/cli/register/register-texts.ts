import { countryText } from "../../../shared/country.ts";
import type { Language, Translated } from "../../../shared/language.ts";
import type { RegisteredController, RegisteredPerson } from "./register.ts";

type RegisterTexts = {
  title: string;
  /** What this is, by the law. */
  basis: string;
  madeAt: string;
  processor: string;
  processorName: string;
  processorContact: string;
  measures: string;
  noMeasures: string;
  measuresOf: (version: number, at: string) => string;
  controllers: string;
  noControllers: string;
  columns: { what: string; recorded: string };
  labels: Readonly<Record<RegisterRow, string>>;
  agreement: Readonly<Record<RegisteredController["agreement"], string>>;
  notRecorded: string;
  none: string;
  version: (version: number, at: string) => string;
};

/** What the page tells of each controller, in this order. */
export const registerRows = [
  "id",
  "contacts",
  "representative",
  "dataProtectionOfficer",
  "agreement",
  "signedOn",
  "purposes",
  "dataCategories",
  "dataSubjectCategories",
  "countries",
  "transfers",
  "subProcessors",
  "clauses",
  "version",
] as const;

export type RegisterRow = (typeof registerRows)[number];

export const registerTexts: Translated<RegisterTexts> = {
  nl: {
    title: "Register van verwerkingsactiviteiten",
    basis:
      "Dit is het register van alle categorieën van verwerkingsactiviteiten die de verwerker ten behoeve van verwerkingsverantwoordelijken verricht (AVG, artikel 30, lid 2).",
    madeAt: "Opgemaakt op",
    processor: "Verwerker",
    processorName: "Naam",
    processorContact: "Contact",
    measures: "Technische en organisatorische maatregelen",
    noMeasures: "Hierover is nog geen verklaring vastgelegd.",
    measuresOf: (version, at) => `Verklaring, versie ${version}, vastgelegd op ${at}`,
    controllers: "Verwerkingsverantwoordelijken",
    noControllers: "Er wordt voor niemand verwerkt.",
    columns: { what: "Gegeven", recorded: "Vastgelegd" },
    labels: {
      id: "Kenmerk",
      contacts: "Contactadressen",
      representative: "Vertegenwoordiger",
      dataProtectionOfficer: "Functionaris voor gegevensbescherming",
      agreement: "Overeenkomst",
      signedOn: "Ondertekend op",
      purposes: "Doeleinden van de verwerking",
      dataCategories: "Categorieën persoonsgegevens",
      dataSubjectCategories: "Categorieën betrokkenen",
      countries: "Landen",
      transfers: "Doorgiften aan derde landen, met de waarborgen",
      subProcessors: "Subverwerkers",
      clauses: "Artikelen van de overeenkomst",
      version: "Versie van deze gegevens",
    },
    agreement: { in_force: "van kracht", ending: "beëindigd; de gegevens worden nog vernietigd" },
    notRecorded: "niet vastgelegd",
    none: "geen",
    version: (version, at) => `${version}, van ${at}`,
  },
  en: {
    title: "Record of processing activities",
    basis:
      "This is the record of all categories of processing activities that the processor carries out on behalf of controllers (GDPR, article 30(2)).",
    madeAt: "Made on",
    processor: "Processor",
    processorName: "Name",
    processorContact: "Contact",
    measures: "Technical and organisational measures",
    noMeasures: "No statement of them has been recorded yet.",
    measuresOf: (version, at) => `Statement, version ${version}, recorded on ${at}`,
    controllers: "Controllers",
    noControllers: "There is no processing on behalf of anybody.",
    columns: { what: "Item", recorded: "As recorded" },
    labels: {
      id: "Id",
      contacts: "Contact addresses",
      representative: "Representative",
      dataProtectionOfficer: "Data protection officer",
      agreement: "Agreement",
      signedOn: "Signed on",
      purposes: "Purposes of the processing",
      dataCategories: "Categories of personal data",
      dataSubjectCategories: "Categories of data subjects",
      countries: "Countries",
      transfers: "Transfers to third countries, with the safeguards",
      subProcessors: "Sub-processors",
      clauses: "Clauses of the agreement",
      version: "Version of this record",
    },
    agreement: { in_force: "in force", ending: "terminated; the data is still to be destroyed" },
    notRecorded: "not recorded",
    none: "none",
    version: (version, at) => `${version}, of ${at}`,
  },
};

/** A person with everything that leads to him. */
export function personText({ name, email, phone }: RegisteredPerson): string {
  return [name, email, ...(phone === undefined ? [] : [phone])].join(", ");
}

/** A third country, and by which safeguards data goes there. */
export function transferText(
  { country, safeguards }: RegisteredController["transfers"][number],
  language: Language,
): string {
  return `${countryText(country, language)}: ${safeguards ?? registerTexts[language].notRecorded}`;
}

/** A sub-processor, with its country where it is on record. */
export function subProcessorText(
  { name, country }: RegisteredController["subProcessors"][number],
  language: Language,
): string {
  return country === undefined ? name : `${name}, ${countryText(country, language)}`;
}
