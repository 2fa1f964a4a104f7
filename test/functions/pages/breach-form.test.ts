import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factNames, type Report } from "../../../functions/breach/report.ts";
import { occurrences } from "../../../functions/breach/terms.ts";
import { none } from "../../../functions/pages/breach-facts.ts";
import { breachForm } from "../../../functions/pages/breach-form.ts";
import { type Answers, fill, valuesOf } from "../../support/forms.ts";
import {
  anythingKnown,
  asFacts,
  inOrder,
  knownAnswers,
  partsOf,
  some,
  someEmail,
  someLine,
} from "./any-answers.ts";
import { nonsenseFor, questionsOf, readAgain, wrongFields } from "./round-trip.ts";
import { views } from "./sample-site.ts";

const listed = ["voorbeeld-bv", "example-ltd"];
const form = breachForm(async () => listed.map((id) => ({ id, name: id })), views.nl);
const formWithoutChoices = breachForm(async () => [], views.nl);

/** The least that has to be filled in. */
const least: Answers = {
  occurrence: "suspected",
  description: "Een bestand is naar de verkeerde gemaild.",
  discoveredAt: "2026-11-22T08:30",
  controllerIds: ["voorbeeld-bv"],
  "reporter.name": "Sanne Bakker",
  "reporter.email": "sanne@subprocessor.example",
};

const read = (changes: Answers) => form.read(valuesOf(fill({ ...least, ...changes })));
const wrong = (changes: Answers) => wrongFields(form, fill({ ...least, ...changes }));

const anyReport = fc.record(
  {
    ...anythingKnown,
    occurrence: fc.constantFrom(...occurrences),
    controllerIds: some([...listed, "k3m9qxt2w5r7", "niemand-bv"]),
    organisation: someLine,
    reporter: fc.record(
      { name: someLine, email: someEmail, phone: someLine, organisation: someLine },
      { requiredKeys: ["name", "email"] },
    ),
  },
  { requiredKeys: ["occurrence", "controllerIds", "reporter", "discoveredAt", "description"] },
);

describe("The form for a breach report", () => {
  // C1, C3, C4
  test("holds any report that the API takes, and gives the same one when it came back", async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, fc.boolean(), async (told, dayFirst) => {
        const { controllerIds, reporter, occurrence, organisation, ...known } = told;
        const answers = {
          occurrence,
          organisation: organisation ?? "",
          controllerIds: controllerIds.filter((id) => listed.includes(id)),
          otherControllerIds: controllerIds.filter((id) => !listed.includes(id)).join(" "),
          ...partsOf("reporter", reporter),
          ...knownAnswers(known, dayFirst),
        };
        const { organisation: _, ...person } = reporter;
        const report = { contact: person, ...told, ...asFacts(known) };
        const { period: _period, ...expected } = report;
        expect(inOrder(await readAgain(form, fill(answers)))).toEqual(inOrder(expected));
      }),
    );
  });

  test("asks for everything that a report can hold, each thing under a name of its own", async () => {
    const names = (await questionsOf(form)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const asked = new Set(names.map((name) => name.split(".")[0]));
    const wanted: (keyof Report)[] = [
      ...factNames,
      "occurrence",
      "controllerIds",
      "organisation",
      "reporter",
    ];
    expect([...asked].toSorted()).toEqual([...wanted, "code", "otherControllerIds"].toSorted());
  });

  test("says at the field itself what is wrong with it, and at no other", async () => {
    // Any code counts as none, and any other answer than yes to that question as no.
    const always = ["code", "ongoing"];
    const full = { "contact.name": "C", "contact.email": "c@b.example" };
    const counts = ["approximateDataSubjects", "approximateRecords"].flatMap((of) => [
      [`${of}.min`, "1"],
      [`${of}.max`, "2"],
    ]);
    for (const field of await questionsOf(form)) {
      const nonsense = { ...full, ...Object.fromEntries(counts), [field.name]: nonsenseFor(field) };
      const expected = always.includes(field.name) ? [] : [field.name];
      expect([field.name, await wrong(nonsense)]).toEqual([field.name, expected]);
    }
  });

  test("says what is missing at the fields that may not stay empty", async () => {
    const asked = (await questionsOf(form)).filter(({ optional }) => !optional).map(({ name }) => name);
    expect(await wrongFields(form, [])).toEqual(asked.filter((name) => name !== "organisation"));
    expect(await wrongFields(formWithoutChoices, [])).toEqual(
      asked.filter((name) => name !== "controllerIds"),
    );
  });

  test("takes the reporter for the contact where none is named, and says what is wrong there", async () => {
    expect(read({ "reporter.phone": "+31 20" })).toMatchObject({
      contact: { name: "Sanne Bakker", email: "sanne@subprocessor.example", phone: "+31 20" },
    });
    expect(read({ "reporter.organisation": "Sub B.V." })).toMatchObject({
      contact: { name: "Sanne Bakker", email: "sanne@subprocessor.example" },
    });
    expect(await wrong({ "reporter.email": "sanne" })).toEqual(["reporter.email"]);
    expect(await wrong({ "contact.phone": "+31 20" })).toEqual(["contact.name", "contact.email"]);
    expect(await wrong({ "contact.name": " " })).toEqual([]);
  });

  test("knows nothing of what was left blank, and that there is none of what was said to be none", () => {
    const nothing = read({ specialCategories: [], informed: [""], cause: " \n", ongoing: "" });
    for (const name of ["specialCategories", "informed", "cause", "ongoing", "nature", "approximateRecords"])
      expect(nothing).not.toHaveProperty(name);
    expect(read({ specialCategories: none, informed: [none] })).toMatchObject({
      specialCategories: [],
      informed: [],
    });
    expect(read({ specialCategories: ["health", none], informed: [none, "police"] })).toMatchObject({
      specialCategories: ["health"],
      informed: [{ who: "police" }],
    });
    expect(read({ ongoing: "true" })).toMatchObject({ ongoing: true });
  });

  test("takes other organisations by their ids, however they are written, and each once", async () => {
    const others = read({ otherControllerIds: " a-bv  B-bv, c-bv;voorbeeld-bv\tb-bv," });
    expect(others).toMatchObject({ controllerIds: ["voorbeeld-bv", "a-bv", "b-bv", "c-bv"] });
    expect(read({ controllerIds: [], otherControllerIds: "a-bv" })).toMatchObject({
      controllerIds: ["a-bv"],
    });
    expect(read({ controllerIds: [], otherControllerIds: " ,; " })).not.toHaveProperty("controllerIds");
    const values = valuesOf(fill({ ...least, controllerIds: listed, otherControllerIds: "a b" }));
    expect([0, 1, 2, 3].map((n) => form.fieldAt(`/controllerIds/${n}`, values))).toEqual([
      "controllerIds.0",
      "controllerIds.1",
      "otherControllerIds",
      "otherControllerIds",
    ]);
  });

  test.each([
    ["2026-11-22T08:30", "2026-11-22T08:30:00+01:00"],
    ["2026-07-01 12:00:30", "2026-07-01T12:00:30+02:00"],
    ["22-11-2026 08:30", "2026-11-22T08:30:00+01:00"],
    ["1/7/2026 9.05", "2026-07-01T09:05:00+02:00"],
    ["01.07.2026, 0:00", "2026-07-01T00:00:00+02:00"],
    [" 1 7 2026  23:59 ", "2026-07-01T23:59:00+02:00"],
    ["25-10-2026 02:30", "2026-10-25T02:30:00+02:00"],
    ["2026-11-22T08:30Z", "2026-11-22T08:30Z"],
  ])("reads %j on the clocks of Amsterdam", async (discoveredAt, expected) => {
    expect(read({ discoveredAt })).toMatchObject({ discoveredAt: expected });
    expect(await wrong({ discoveredAt })).toEqual([]);
  });

  // A18
  test.each([
    ...["2026-03-29T02:30", "29-3-2026 2:30", "2026-02-30T10:00", "30-02-2026 10:00", "11-22-2026 08:30"],
    ...["01-01-0001 00:00", "31-12-9999 23:59", "22-11-26 08:30", "22-11-2026", "08:30", "22-11-2026 24:00"],
    ...["22-11-2026 8:60", "22-11-2026 8", "22-11-2026 08:30 uur", "gisteren"],
  ])("refuses a time that does not exist, or is not whole: %s", async (startedAt) => {
    expect(await wrong({ startedAt })).toEqual(["startedAt"]);
  });

  test("says at one of two fields that they do not agree", async () => {
    expect(await wrong({ startedAt: "2026-11-22T10:00", endedAt: "2026-11-22T09:59" })).toEqual(["endedAt"]);
    expect(await wrong({ endedAt: "2026-11-22T10:00", ongoing: "true" })).toEqual(["ongoing"]);
    expect(await wrong({ "approximateRecords.min": "5", "approximateRecords.max": "4" })).toEqual([
      "approximateRecords.max",
    ]);
    expect(await wrong({ "approximateRecords.min": "5" })).toEqual(["approximateRecords.max"]);
  });

  test.each(["10", " 10 ", "010", "0"])("reads %j as a number", (typed) => {
    const range = { "approximateDataSubjects.min": "0", "approximateDataSubjects.max": typed };
    expect(read(range)).toMatchObject({ approximateDataSubjects: { min: 0, max: Number(typed) } });
  });

  test.each(["-1", "1.000", "1e3", "0x10", "tien", "10000000001", "9".repeat(16), "Infinity", "NaN", "٣"])(
    "does not read %j as one that there can be",
    async (typed) => {
      const range = { "approximateDataSubjects.min": "0", "approximateDataSubjects.max": typed };
      expect(await wrong(range)).toEqual(["approximateDataSubjects.max"]);
    },
  );
});
