import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import {
  mostControllers,
  type Report,
  reportSchema,
  updateSchema,
} from "../../../functions/breach/report.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { report } from "../../support/breaches.ts";

/** What is wrong with a value, as `pointer code`. */
function mistakes(
  value: unknown,
  schema: typeof reportSchema | typeof updateSchema = reportSchema,
): string[] {
  try {
    validate<unknown>(schema, value);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

const person = { name: "Sanne Bakker", email: "sanne@subprocessor.example" };

/** What a report can do without; an update takes all of these, and the required facts too. */
const later = {
  howDiscovered: "Een klant belde.",
  startedAt: "2026-11-21T17:00Z",
  endedAt: "2026-11-22T08:45:00.123456789+01:00",
  ongoing: false,
  nature: ["confidentiality", "availability"],
  incidentKind: "other",
  cause: "Een verkeerd adres.",
  consequences: "Ongewenste post.",
  proposedSolution: "Adressen nakijken.",
  measuresTaken: "De ontvanger heeft het bestand gewist.",
  protectionBefore: "Versleuteld.",
  informed: [{ who: "data_subjects", at: "2026-11-22T09:00:00+01:00" }, { who: "authority" }],
  personalDataCategories: ["contact", "national_id"],
  specialCategories: [],
  dataSubjectCategories: ["customer"],
  approximateDataSubjects: { min: 10, max: 50 },
  approximateRecords: { min: 0, max: 0 },
} satisfies Partial<Report>;

const required = {
  discoveredAt: "2026-11-22T08:30:00+01:00",
  description: "Een bestand is naar de verkeerde ontvanger gemaild.",
  contact: person,
};

const longTexts = [
  "howDiscovered",
  "description",
  "cause",
  "consequences",
  "proposedSolution",
  "measuresTaken",
  "protectionBefore",
];

const instants: [string, (text: string) => unknown][] = [
  ["/discoveredAt", (discoveredAt) => report({ discoveredAt })],
  ["/startedAt", (startedAt) => report({ startedAt })],
  ["/endedAt", (endedAt) => report({ endedAt })],
  ["/informed/0/at", (at) => report({ informed: [{ who: "police", at }] })],
];

const publishedInstant = new RegExp(z.toJSONSchema(reportSchema.shape.discoveredAt).pattern ?? "", "u");

describe("a report", () => {
  test("is taken with all of its fields, and with the fewest", () => {
    const most = report({ ...later, organisation: "Voorbeeld", language: "en" });
    const fewest = { occurrence: "suspected", organisation: "Voorbeeld", reporter: person, ...required };
    expect(validate(reportSchema, most)).toEqual(most);
    expect(validate(reportSchema, fewest)).toEqual(fewest);
  });

  // A13
  test.each([null, [], [report()], "text", 1, true])("is refused when it is %j", (value) => {
    expect(mistakes(value)).toEqual([" wrong_type"]);
  });

  test("is told everything that is missing at once", () => {
    expect(mistakes({}).toSorted()).toEqual([
      "/contact required",
      "/controllerIds controllers_or_organisation",
      "/description required",
      "/discoveredAt required",
      "/occurrence required",
      "/reporter required",
    ]);
  });

  // A12
  test.each(["status", "receivedAt", "reference", "reporterId", "began", "v", "kind", "pk", "note", "final"])(
    "cannot bring %s",
    (field) => {
      expect(mistakes({ ...report(), [field]: 1 })).toEqual([`/${field} unknown_field`]);
    },
  );

  // A12, A13
  test("cannot bring an unknown field anywhere", () => {
    const value = {
      ...report(),
      ...JSON.parse(`{
      "reporter": { "name": "S", "email": "s@b.example", "code": "x", "__proto__": {} },
      "contact": { "name": "S", "email": "s@b.example", "constructor": {} },
      "informed": [{ "who": "police", "to": "x" }],
      "approximateRecords": { "min": 1, "max": 2, "average": 1 }
    }`),
    };
    expect(mistakes(value).toSorted()).toEqual([
      "/approximateRecords/average unknown_field",
      "/contact/constructor unknown_field",
      "/informed/0/to unknown_field",
      "/reporter/__proto__ unknown_field",
      "/reporter/code unknown_field",
    ]);
  });

  test("names at least one controller, at most 500, and each once", () => {
    const ids = Array.from({ length: mostControllers + 1 }, (_, n) => `controller-${n}`);
    expect(mistakes(report({ controllerIds: ids.slice(1) }))).toEqual([]);
    expect(mistakes(report({ controllerIds: ids }))).toEqual(["/controllerIds too_many"]);
    expect(mistakes(report({ controllerIds: [] }))).toEqual(["/controllerIds too_few"]);
    expect(mistakes(report({ controllerIds: ["one", "two", "one"] }))).toEqual(["/controllerIds repeated"]);
  });

  test.each([
    ["occurrence", "rumoured"],
    ["incidentKind", "theft"],
    ["language", "de"],
  ])("has no %s that is %s", (field, value) => {
    expect(mistakes({ ...report(), [field]: value })).toEqual([`/${field} not_an_option`]);
  });

  test.each([
    ["nature", "confidentiality"],
    ["personalDataCategories", "contact"],
    ["specialCategories", "health"],
    ["dataSubjectCategories", "minor"],
  ])("has %s from its list, each once, or none", (field, option) => {
    expect(mistakes({ ...report(), [field]: [] })).toEqual([]);
    expect(mistakes({ ...report(), [field]: [option] })).toEqual([]);
    expect(mistakes({ ...report(), [field]: [option, option] })).toEqual([`/${field} repeated`]);
    expect(mistakes({ ...report(), [field]: ["x"] })).toEqual([`/${field}/0 not_an_option`]);
    expect(mistakes({ ...report(), [field]: { [option]: true } })).toEqual([`/${field} wrong_type`]);
  });

  test.each(["approximateDataSubjects", "approximateRecords"])(
    "has whole numbers that rise in %s",
    (field) => {
      const having = (min: unknown, max: unknown) => mistakes({ ...report(), [field]: { min, max } });
      expect(having(0, 10_000_000_000)).toEqual([]);
      expect(having(2, 1)).toEqual([`/${field}/max range`]);
      expect(having(-1, 1)).toEqual([`/${field}/min too_few`]);
      expect(having(0, 10_000_000_001)).toEqual([`/${field}/max too_many`]);
      expect(having(0.5, 1)).toEqual([`/${field}/min wrong_type`]);
      expect(having("0", 1)).toEqual([`/${field}/min wrong_type`]);
    },
  );

  test("tells at most fifty of who was informed", () => {
    const informed = Array.from({ length: 51 }, () => ({ who: "other" as const }));
    expect(mistakes(report({ informed: informed.slice(1) }))).toEqual([]);
    expect(mistakes(report({ informed }))).toEqual(["/informed too_many"]);
  });

  test("does not end before it starts, by the instants and not by their letters", () => {
    const startedAt = "2026-11-22T10:00:00+01:00";
    expect(mistakes(report({ startedAt, endedAt: "2026-11-22T09:00Z" }))).toEqual([]);
    expect(mistakes(report({ startedAt, endedAt: "2026-11-22T08:59Z" }))).toEqual([
      "/endedAt ends_before_it_starts",
    ]);
  });

  // A13
  test("copes with anything where an instant belongs", () => {
    for (const odd of [1, null, {}, [], JSON.parse(`{ "toString": 1, "__proto__": null }`)]) {
      expect(mistakes({ ...report(), startedAt: odd, endedAt: odd })).toEqual([
        "/startedAt wrong_type",
        "/endedAt wrong_type",
      ]);
    }
  });
});

describe.each(longTexts)("%s", (field) => {
  // A15
  test.each(["a", "é", "😀"])("has room for 10,000 of %s", (character) => {
    expect(mistakes({ ...report(), [field]: character.repeat(10_000) })).toEqual([]);
    expect(mistakes({ ...report(), [field]: character.repeat(10_001) })).toEqual([`/${field} too_long`]);
  });

  // A13, C1
  test("has lines and tabs, and no other control character or half of a character", () => {
    expect(mistakes({ ...report(), [field]: "a\r\nb\tc" })).toEqual([]);
    for (const text of ["a\0b", "a\u001Bb", "a\u0085b", "a\uD800"]) {
      expect(mistakes({ ...report(), [field]: text })).toEqual([`/${field} plain_text`]);
    }
    expect(mistakes({ ...report(), [field]: " \n" })).toEqual([`/${field} required`]);
  });
});

describe.each(instants)("%s", (pointer, having) => {
  // A18
  test.each(["2026-11-22T08:30Z", "2026-11-22T08:30:00.5-11:00", "9998-12-31T23:59:59Z"])(
    "may be %s",
    (text) => {
      expect(mistakes(having(text))).toEqual([]);
      expect(text).toMatch(publishedInstant);
    },
  );

  // A18
  test.each([
    "2026-11-22T08:30:00",
    "2026-11-22",
    "2026-02-30T08:30Z",
    "2026-11-22T24:30Z",
    "2026-11-22T08:30:60Z",
    "9999-12-31T23:59:59Z",
    "0000-01-01T00:00Z",
    "+010000-01-01T00:00Z",
    "1795342500",
    "",
    "9".repeat(100_000),
  ])("cannot be %.40s", (text) => {
    expect(mistakes(having(text))).toEqual([`${pointer} instant`]);
    // Which days a month has is more than a pattern can say.
    if (!text.startsWith("2026-02-30")) expect(text).not.toMatch(publishedInstant);
  });
});

describe.each(["reporter", "contact"])("the %s", (field) => {
  // A15, C1
  test("has a name and an address, perhaps a telephone number, each on one line", () => {
    const having = (changes: object) => mistakes({ ...report(), [field]: { ...person, ...changes } });
    expect(having({ phone: "+31 20 123 45 67", name: "😀".repeat(200) })).toEqual([]);
    expect(having({ name: "a\r\nBcc: c@d.example" })).toEqual([`/${field}/name single_line`]);
    expect(having({ phone: "1".repeat(201) })).toEqual([`/${field}/phone too_long`]);
    expect(having({ email: "a@b.example,c@d.example" })).toEqual([`/${field}/email mail_address`]);
    expect(mistakes({ ...report(), [field]: { name: "S" } })).toEqual([`/${field}/email required`]);
  });
});

describe("an update", () => {
  const wrong = (value: unknown) => mistakes(value, updateSchema);

  test("takes every fact, a note, and that it is the last", () => {
    const most = { ...later, ...required, note: "Het onderzoek is klaar.", final: true };
    expect(validate(updateSchema, most)).toEqual(most);
  });

  test.each(Object.entries({ ...later, ...required, note: "Nog niets nieuws.", final: true }))(
    "takes %s alone",
    (field, value) => {
      expect(wrong({ [field]: value })).toEqual([]);
    },
  );

  test.each([{}, { final: false }])("has something in it, which %j has not", (value) => {
    expect(wrong(value)).toEqual([" nothing_in_it"]);
  });

  // A12
  test.each(["occurrence", "controllerIds", "organisation", "reporter", "language", "vouched", "by", "move"])(
    "cannot bring %s",
    (field) => {
      expect(wrong({ note: "x", [field]: "x" })).toEqual([`/${field} unknown_field`]);
    },
  );

  // A13
  test.each([null, [], "text", 1])("is refused when it is %j", (value) => {
    expect(wrong(value)).toEqual([" wrong_type"]);
  });

  test("does not go on when it has ended", () => {
    expect(wrong({ endedAt: "2026-11-22T09:00Z", ongoing: true })).toEqual(["/ongoing ended_and_ongoing"]);
    expect(wrong({ endedAt: "2026-11-22T09:00Z", ongoing: false })).toEqual([]);
  });

  test("does not end before it starts", () => {
    const value = { startedAt: "2026-11-22T10:00Z", endedAt: "2026-11-22T09:00Z" };
    expect(wrong(value)).toEqual(["/endedAt ends_before_it_starts"]);
  });
});
