import * as z from "zod/mini";
import { type Controller, controllerData, controllerId } from "./controller.ts";
import { isCountry } from "./country.ts";
import { mailAddress, plainText, singleLine } from "./text.ts";

const hoursRule = "The hours are a whole number from 1 to 9999.";
const countryRule = "A country is the two capitals of ISO 3166-1, such as NL.";
const dutyRule = "A duty is one word of at most 40 letters, digits, _ and -, such as breach.";

const person = z.strictObject({
  name: singleLine(200),
  email: mailAddress,
  phone: z.optional(singleLine(50)),
});

const country = z.string().check(z.refine(isCountry, countryRule));
const duty = z
  .string()
  .check(z.refine((name) => /^[a-z][a-z0-9_-]*$/i.test(name) && name.length <= 40, dutyRule));

/**
 * What the agreement with a controller says of the processing: what the processor's record of it has to hold (GDPR art.
 * 30(2)), and what the software goes by. A record with all that these limits allow is less than half of the largest item
 * that DynamoDB takes.
 */
const agreementFields = {
  /** The day on which it was signed. */
  signedOn: z.optional(z.iso.date({ error: "date" })),
  /** How many hours the controller has to notify the authority of a breach, where not as long as everybody (art. 33(1)). */
  noticeHours: z.optional(
    z.number().check(z.refine((hours) => Number.isInteger(hours) && hours >= 1 && hours <= 9999, hoursRule)),
  ),
  purposes: several(singleLine(300), 30),
  dataCategories: several(singleLine(200), 50),
  dataSubjectCategories: several(singleLine(200), 50),
  /** Where the data is processed. */
  countries: several(country, 50),
  /** By which safeguards it may go to a country outside the European Economic Area (art. 30(2)(c)). */
  safeguards: oneEach(country, singleLine(300), 50),
  /** The sub-processors that it allows, by the ids under which they are on record or by name. */
  subProcessors: several(singleLine(200), 50),
  /** The clause in which each duty stands, such as `{ "breach": "7.1" }`. */
  clauses: oneEach(duty, singleLine(100), 50),
  /** The controller's representative (art. 27) and its data protection officer (art. 37), if it has them. */
  representative: z.optional(person),
  dataProtectionOfficer: z.optional(person),
};

/** What an operator writes about a controller; the contract's `controller.json`. `because` says why it is changed. */
export const controllerInput = z.strictObject({
  id: z.optional(controllerId),
  ...controllerData,
  agreement: z.optional(z.strictObject(agreementFields)),
  because: z.optional(plainText(2_000)),
});

const storedAgreement = z.object(agreementFields);

/** What the agreement with a controller says of the processing. */
export type Agreement = z.infer<typeof storedAgreement>;

/** What is on record of the agreement with a controller. Throws where this release cannot read it. */
export function readAgreement({ agreement = {} }: Pick<Controller, "agreement">): Agreement {
  return storedAgreement.parse(agreement);
}

function several<T extends z.ZodMiniType>(one: T, most: number) {
  const isSet = (values: readonly unknown[]) => new Set(values).size === values.length;
  const list = z.array(one).check(z.maxLength(most), z.refine(isSet, { error: "repeated" }));
  return z._default(list, []);
}

function oneEach(name: typeof country, text: ReturnType<typeof singleLine>, most: number) {
  const isFew = (texts: Readonly<Record<string, string>>) => Object.keys(texts).length <= most;
  const texts = z.record(name, text).check(z.refine(isFew, `These are too many: at most ${most}.`));
  return z._default(texts, {});
}
