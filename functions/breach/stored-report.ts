import * as z from "zod/mini";
import { languages } from "../../shared/language.ts";
import { mailAddress } from "../../shared/text.ts";
import type { Facts, Report } from "./report.ts";
import {
  dataSubjectCategories,
  incidentKinds,
  informedParties,
  natures,
  occurrences,
  personalDataCategories,
  specialCategories,
} from "./terms.ts";

const person = { name: z.string(), email: mailAddress, phone: z.optional(z.string()) };
const range = z.object({ min: z.number(), max: z.number() });

const facts = {
  discoveredAt: z.optional(z.string()),
  howDiscovered: z.optional(z.string()),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  ongoing: z.optional(z.boolean()),
  nature: z.optional(z.array(z.enum(natures))),
  incidentKind: z.optional(z.enum(incidentKinds)),
  description: z.optional(z.string()),
  cause: z.optional(z.string()),
  consequences: z.optional(z.string()),
  proposedSolution: z.optional(z.string()),
  measuresTaken: z.optional(z.string()),
  protectionBefore: z.optional(z.string()),
  contact: z.optional(z.object(person)),
  informed: z.optional(z.array(z.object({ who: z.enum(informedParties), at: z.optional(z.string()) }))),
  personalDataCategories: z.optional(z.array(z.enum(personalDataCategories))),
  specialCategories: z.optional(z.array(z.enum(specialCategories))),
  dataSubjectCategories: z.optional(z.array(z.enum(dataSubjectCategories))),
  approximateDataSubjects: z.optional(range),
  approximateRecords: z.optional(range),
};

/**
 * Facts as they are read back. They passed the door's checks once: a limit that has changed since, or a field that
 * another release added, does not make them unreadable.
 */
export const storedFactsSchema: z.ZodMiniType<Facts> = z.object(facts);

/** A report as it is read back. */
export const storedReportSchema: z.ZodMiniType<Report> = z.object({
  ...facts,
  occurrence: z.enum(occurrences),
  controllerIds: z.optional(z.array(z.string())),
  organisation: z.optional(z.string()),
  reporter: z.object({ ...person, organisation: z.optional(z.string()) }),
  discoveredAt: z.string(),
  description: z.string(),
  contact: z.object(person),
  language: z.optional(z.enum(languages)),
});
