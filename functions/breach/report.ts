import * as z from "zod/mini";
import { languages } from "../../shared/language.ts";
import { InvalidDate, readInstant } from "../../shared/periods/read-date.ts";
import { mailAddress, plainText, singleLine } from "../../shared/text.ts";
import {
  dataSubjectCategories,
  incidentKinds,
  informedParties,
  natures,
  occurrences,
  personalDataCategories,
  specialCategories,
} from "./terms.ts";

/** How many controllers one report can name. */
export const mostControllers = 500;

const longText = plainText(10_000);

/** How `readInstant` reads; which months have 31 days it knows by itself. */
const instantPattern = [
  String.raw`^(197[1-9]|19[89]\d|[2-8]\d{3}|9[0-8]\d\d|99[0-8]\d|999[0-8])-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`,
  String.raw`T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`,
].join("");

/** An instant as somebody wrote it, with its offset: kept as written. */
const instant = z
  .string()
  .check(z.refine(isInstant, { error: "instant" }))
  .register(z.globalRegistry, {
    description: "ISO 8601, of the years 1971 to 9998, with `Z` or an offset; seconds are optional.",
    pattern: instantPattern,
    examples: ["2026-11-22T08:30+01:00"],
  });

/** Asked also of what is no text: what a field depends on is looked at before it has passed its own check. */
function isInstant(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    readInstant(value);
    return true;
  } catch (error) {
    if (error instanceof InvalidDate) return false;
    throw error;
  }
}

function each<const T extends readonly [string, ...string[]]>(options: T) {
  return z
    .array(z.enum(options))
    .check(
      z.maxLength(options.length),
      z.refine((chosen) => new Set(chosen).size === chosen.length, { error: "repeated" }),
    )
    .register(z.globalRegistry, { uniqueItems: true });
}

const count = z.int().check(z.minimum(0), z.maximum(10_000_000_000));

const range = z
  .strictObject({ min: count, max: count })
  .check(z.refine(({ min, max }) => min <= max, { error: "range", path: ["max"] }));

const person = { name: singleLine(200), email: mailAddress, phone: z.optional(singleLine(200)) };

/** What has ended does not go on: `endedOrOngoing` below, in the words of JSON Schema. */
const notEndedAndOngoing = {
  dependentSchemas: { endedAt: { properties: { ongoing: { const: false } } } },
};

/** What is known of a breach: these may come later, or change. */
const facts = {
  discoveredAt: instant,
  howDiscovered: longText,
  startedAt: instant,
  endedAt: instant,
  ongoing: z.boolean(),
  nature: each(natures),
  incidentKind: z.enum(incidentKinds),
  description: longText,
  cause: longText,
  consequences: longText,
  proposedSolution: longText,
  measuresTaken: longText,
  protectionBefore: longText,
  contact: z.strictObject(person),
  informed: z
    .array(z.strictObject({ who: z.enum(informedParties), at: z.optional(instant) }))
    .check(z.maxLength(50)),
  personalDataCategories: each(personalDataCategories),
  specialCategories: each(specialCategories),
  dataSubjectCategories: each(dataSubjectCategories),
  approximateDataSubjects: range,
  approximateRecords: range,
};

const factsSchema = z.partial(z.strictObject(facts));

/** The facts of a breach as far as they are known. */
export type Facts = z.infer<typeof factsSchema>;

/** The names of the facts, in the order in which people are shown them. */
export const factNames = Object.keys(facts) as (keyof Facts)[];

const isObject = ({ value }: { value: unknown }) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a breach is said to have ended before it started. What is no instant is said elsewhere to be none. */
export function endsBeforeItStarts({ startedAt, endedAt }: Pick<Facts, "startedAt" | "endedAt">): boolean {
  if (startedAt === undefined || endedAt === undefined) return false;
  return isInstant(startedAt) && isInstant(endedAt) && Date.parse(endedAt) < Date.parse(startedAt);
}

const endedOrOngoing = z.refine<Facts>(({ endedAt, ongoing }) => endedAt === undefined || ongoing !== true, {
  error: "ended_and_ongoing",
  path: ["ongoing"],
  when: isObject,
});

const endsAfterStart = z.refine<Facts>((told) => !endsBeforeItStarts(told), {
  error: "ends_before_it_starts",
  path: ["endedAt"],
  when: isObject,
});

/**
 * A report of a personal-data breach (GDPR art. 33(2); article 7.3 of the agreement). Strict: what the server settles
 * cannot come from the body.
 */
export const reportSchema = z
  .strictObject({
    ...z.partial(z.object(facts)).shape,
    occurrence: z.enum(occurrences),
    controllerIds: z.optional(
      z
        .array(singleLine(63))
        .check(
          z.minLength(1),
          z.maxLength(mostControllers),
          z.refine((ids) => new Set(ids).size === ids.length, { error: "repeated" }),
        )
        .register(z.globalRegistry, { uniqueItems: true }),
    ),
    organisation: z.optional(singleLine(200)),
    reporter: z.strictObject({ ...person, organisation: z.optional(singleLine(200)) }),
    discoveredAt: facts.discoveredAt,
    description: facts.description,
    contact: facts.contact,
    language: z.optional(z.enum(languages)),
  })
  .check(
    z.refine(({ controllerIds, organisation }) => controllerIds !== undefined || organisation !== undefined, {
      error: "controllers_or_organisation",
      path: ["controllerIds"],
      when: isObject,
    }),
    endsAfterStart,
    endedOrOngoing,
  )
  .register(z.globalRegistry, {
    anyOf: [{ required: ["controllerIds"] }, { required: ["organisation"] }],
    ...notEndedAndOngoing,
  });

export type Report = z.infer<typeof reportSchema>;

/** What follows a report: new or other facts, a note, or that there is nothing more to come. */
export const updateSchema = z
  .strictObject({
    ...z.partial(z.object(facts)).shape,
    note: z.optional(longText),
    final: z.optional(z.boolean()),
  })
  .check(
    z.refine(
      ({ final, ...rest }) => final === true || Object.values(rest).some((value) => value !== undefined),
      { error: "nothing_in_it", when: isObject },
    ),
    endsAfterStart,
    endedOrOngoing,
  )
  .register(z.globalRegistry, { minProperties: 1, ...notEndedAndOngoing });

export type Update = z.infer<typeof updateSchema>;
