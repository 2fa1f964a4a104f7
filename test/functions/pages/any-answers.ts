import fc from "fast-check";
import {
  dataSubjectCategories,
  incidentKinds,
  informedParties,
  natures,
  personalDataCategories,
  specialCategories,
} from "../../../functions/breach/terms.ts";
import { none } from "../../../functions/pages/breach-facts.ts";
import { readLocalTime } from "../../../shared/periods/read-date.ts";
import type { Answers } from "../../support/forms.ts";
import { anyLine, anyText } from "../breach/facts/any-facts.ts";

// What a gateway puts in place of bytes that are no text cannot be told from somebody's own.
const isKept = (text: string) => !text.includes("\uFFFD");

/** What somebody can type in a field of one line, or of several, or as an address. */
export const someLine = anyLine.map((text) => text.trim()).filter(isKept);
export const someText = anyText.filter(isKept);
export const someEmail = fc.constantFrom("noor@example.org", "noor+x@münchen.example", "o'neill@b.example");

/** One or more of these. */
export const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });

/** A time on the clocks of Amsterdam that there is. */
export const someTime = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16))
  .filter((local) => !/-03-\d\dT02/.test(local));

/** Somebody to talk to. */
export const somePerson = fc.record(
  { name: someLine, email: someEmail, phone: someLine },
  { requiredKeys: ["name", "email"] },
);

const range = fc.tuple(fc.nat(10_000), fc.nat(10_000)).map(([min, more]) => ({ min, max: min + more }));

/** What somebody can know of a breach, each by its name; `period` is from when to when. */
export const anythingKnown = {
  discoveredAt: someTime,
  howDiscovered: someText,
  period: fc.tuple(someTime, someTime).map((period) => period.toSorted()),
  ongoing: fc.constant(false),
  nature: some(natures),
  incidentKind: fc.constantFrom(...incidentKinds),
  description: someText,
  cause: someText,
  consequences: someText,
  proposedSolution: someText,
  measuresTaken: someText,
  protectionBefore: someText,
  contact: somePerson,
  informed: fc.subarray([...informedParties]),
  personalDataCategories: some(personalDataCategories),
  specialCategories: fc.subarray([...specialCategories]),
  dataSubjectCategories: some(dataSubjectCategories),
  approximateDataSubjects: range,
  approximateRecords: range,
};

type Known = {
  [K in keyof typeof anythingKnown]?: (typeof anythingKnown)[K] extends fc.Arbitrary<infer T> ? T : never;
};

/** The members of an object as answers: `who.name` for each that is there. */
export function partsOf(who: string, parts: object | undefined): Answers {
  const entries = Object.entries(parts ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [`${who}.${name}`, String(value)]));
}

/** How somebody answers who knows this, and writes the day of a date first, or the year. */
export function knownAnswers(
  { period, ongoing, contact, informed, approximateDataSubjects, approximateRecords, ...known }: Known,
  dayFirst: boolean,
): Answers {
  const [startedAt, endedAt] = period ?? [];
  const times = Object.entries({ discoveredAt: known.discoveredAt, startedAt, endedAt }).flatMap(
    ([name, time]) =>
      time === undefined ? [] : [[name, dayFirst ? time.replace(/^(\d+)-(\d+)-(\d+)T/, "$3-$2-$1 ") : time]],
  );
  return {
    ...known,
    ...Object.fromEntries(times),
    ...(ongoing !== undefined && { ongoing: String(ongoing) }),
    informed: orNone(informed),
    specialCategories: orNone(known.specialCategories),
    ...partsOf("contact", contact),
    ...partsOf("approximateDataSubjects", approximateDataSubjects),
    ...partsOf("approximateRecords", approximateRecords),
  };
}

const orNone = (chosen: readonly string[] | undefined) => (chosen?.length === 0 ? [none] : (chosen ?? []));

/** The facts that this is: times are those of Amsterdam, and a form knows one kind of line break. */
export function asFacts({ period, informed, discoveredAt, ...known }: Known): Record<string, unknown> {
  const [startedAt, endedAt] = period ?? [];
  const times = Object.entries({ discoveredAt, startedAt, endedAt }).flatMap(([name, time]) =>
    time === undefined ? [] : [[name, readLocalTime(time)]],
  );
  return {
    ...asSent(known),
    ...Object.fromEntries(times),
    ...(informed && { informed: informed.map((who) => ({ who })) }),
  };
}

/** The same with the line breaks that a form has. */
export function asSent<T extends object>(told: T): T {
  const entries = Object.entries(told).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value,
  ]);
  return Object.fromEntries(entries);
}

/** The same with every list in one order: which of several boxes was ticked first means nothing. */
export function inOrder(report: object): unknown {
  return Object.fromEntries(
    Object.entries(report).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : value,
    ]),
  );
}
