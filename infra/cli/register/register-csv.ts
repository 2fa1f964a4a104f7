import { stringify } from "csv-stringify/sync";
import type { Language } from "../../../shared/language.ts";
import { neutralCell } from "./csv-cell.ts";
import type { Register, RegisteredController } from "./register.ts";
import { personText, subProcessorText, transferText } from "./register-texts.ts";

type Cell = (
  controller: RegisteredController,
  register: Register,
  language: Language,
) => string | null | undefined;

/** The columns by their names, which are the same in every language. */
const columns: Readonly<Record<string, Cell>> = {
  madeAt: (_, { at }) => at,
  processorName: (_, { processor }) => processor.name,
  processorContact: (_, { processor }) => processor.contact,
  processorRepresentative: (_, { processor }) =>
    processor.representative && personText(processor.representative),
  processorDataProtectionOfficer: (_, { processor }) =>
    processor.dataProtectionOfficer && personText(processor.dataProtectionOfficer),
  controllerId: ({ id }) => id,
  controllerName: ({ name }) => name,
  controllerContacts: ({ contacts }) => lines(contacts),
  representative: ({ representative }) => representative && personText(representative),
  dataProtectionOfficer: ({ dataProtectionOfficer: officer }) => officer && personText(officer),
  agreement: ({ agreement }) => agreement,
  signedOn: ({ signedOn }) => signedOn,
  purposes: ({ purposes }) => lines(purposes),
  dataCategories: ({ dataCategories }) => lines(dataCategories),
  dataSubjectCategories: ({ dataSubjectCategories }) => lines(dataSubjectCategories),
  countries: ({ countries }) => lines(countries),
  transfers: ({ transfers }, _, language) => lines(transfers.map((one) => transferText(one, language))),
  subProcessors: ({ subProcessors }, _, language) =>
    lines(subProcessors.map((one) => subProcessorText(one, language))),
  clauses: ({ clauses }) => lines(Object.entries(clauses).map(([duty, clause]) => `${duty}: ${clause}`)),
  measures: (_, { measures }, language) => measures?.[language],
  version: ({ version }) => String(version),
  changedAt: ({ changedAt }) => changedAt,
};

/**
 * The record of processing as CSV (RFC 4180) in UTF-8: a header, and a line for each controller. It begins with a byte
 * order mark, without which Excel takes it for Windows-1252. A cell that holds several things has each on a line of its
 * own. No cell is a formula: see `neutralCell`.
 */
export function registerCsv(register: Register, language: Language): string {
  const rows = register.controllers.map((controller) =>
    Object.values(columns).map((cell) => neutralCell(cell(controller, register, language) ?? "")),
  );
  return stringify([Object.keys(columns), ...rows], { bom: true, record_delimiter: "windows" });
}

function lines(texts: readonly string[]): string {
  return texts.join("\n");
}
