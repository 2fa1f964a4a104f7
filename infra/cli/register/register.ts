import type { Controller } from "../../../shared/controller.ts";
import { readAgreement } from "../../../shared/controller-input.ts";
import { isThirdCountry } from "../../../shared/country.ts";
import type { RegisterSources } from "./register-answers.ts";

/**
 * A processor's record of all categories of processing activities that it carries out on behalf of controllers (GDPR
 * art. 30(2)), as it is at one moment. `v` grows with what programs have to know to read it.
 */
export type Register = {
  v: 1;
  kind: "record-of-processing";
  /** The instant at which it was made. */
  at: string;
  /** Art. 30(2)(a). */
  processor: {
    name: string;
    contact: string;
    representative: RegisteredPerson | null;
    dataProtectionOfficer: RegisteredPerson | null;
  };
  /** Art. 30(2)(d): the latest statement of measures; null where none was recorded. */
  measures: { version: number; at: string; nl: string; en: string } | null;
  /** By id. */
  controllers: RegisteredController[];
};

export type RegisteredPerson = { name: string; email: string; phone?: string | undefined };

/** The processing on behalf of one controller, by the version of its record that says so. */
export type RegisteredController = {
  id: string;
  name: string;
  contacts: string[];
  representative: RegisteredPerson | null;
  dataProtectionOfficer: RegisteredPerson | null;
  /** `ending` from the day on which its agreement was terminated until its data is destroyed. */
  agreement: "in_force" | "ending";
  signedOn: string | null;
  purposes: string[];
  dataCategories: string[];
  dataSubjectCategories: string[];
  countries: string[];
  /** Art. 30(2)(c): those countries that are third countries, and by which safeguards; null where none are recorded. */
  transfers: { country: string; safeguards: string | null }[];
  /** `id` and `country` where the sub-processor is on record. */
  subProcessors: { name: string; id?: string; country?: string }[];
  clauses: Readonly<Record<string, string>>;
  version: number;
  changedAt: string;
};

/** Makes the record of processing. Controllers whose data has been destroyed are not in it: nothing of theirs is processed. */
export function registerOf(sources: RegisterSources, at: Date): Register {
  const { settings } = sources;
  const measures = sources.statements.find(({ topic }) => topic === "measures");
  const current = sources.controllers.filter(({ termination }) => termination?.phase !== "destroyed");
  return {
    v: 1,
    kind: "record-of-processing",
    at: at.toISOString(),
    processor: {
      name: settings.processorName,
      contact: settings.privacyDesk,
      representative: settings.representative ?? null,
      dataProtectionOfficer: settings.dataProtectionOfficer ?? null,
    },
    measures: measures
      ? { version: measures.version, at: measures.at, nl: measures.nl, en: measures.en }
      : null,
    controllers: current
      .map((controller) => registered(controller, sources.subProcessors))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function registered(controller: Controller, known: RegisterSources["subProcessors"]): RegisteredController {
  const agreed = readAgreement(controller);
  return {
    id: controller.id,
    name: controller.name,
    contacts: controller.contacts.map(({ email }) => email),
    representative: agreed.representative ?? null,
    dataProtectionOfficer: agreed.dataProtectionOfficer ?? null,
    agreement: controller.termination ? "ending" : "in_force",
    signedOn: agreed.signedOn ?? null,
    purposes: agreed.purposes,
    dataCategories: agreed.dataCategories,
    dataSubjectCategories: agreed.dataSubjectCategories,
    countries: agreed.countries,
    transfers: agreed.countries
      .filter(isThirdCountry)
      .map((country) => ({ country, safeguards: agreed.safeguards[country] ?? null })),
    subProcessors: agreed.subProcessors.map((named) => subProcessorOf(named, known)),
    clauses: agreed.clauses,
    version: controller.version,
    changedAt: controller.changedAt,
  };
}

function subProcessorOf(named: string, known: RegisterSources["subProcessors"]) {
  const found = known.find(({ id }) => id === named) ?? known.find(({ name }) => name === named);
  if (!found) return { name: named };
  const { id, name, country } = found;
  return { name, id, ...(country !== undefined && { country }) };
}
