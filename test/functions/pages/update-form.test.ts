import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factNames } from "../../../functions/breach/report.ts";
import { updateForm } from "../../../functions/pages/update-form.ts";
import { type Answers, fill, valuesOf } from "../../support/forms.ts";
import { anythingKnown, asFacts, asSent, inOrder, knownAnswers, someText } from "./any-answers.ts";
import { nonsenseFor, questionsOf, readAgain, throughTheForm, wrongFields } from "./round-trip.ts";
import { views } from "./sample-site.ts";

const access = { reference: "BR-7K3M-9QXT-2W5R", receiptCode: "7K3M9QXT2W5R7K3M9QXT2W5R7K" };
const form = updateForm(access, views.nl);
const wrong = (answers: Answers) => wrongFields(form, fill(answers));

const anyUpdate = fc.record(
  { ...anythingKnown, note: someText, final: fc.constant(true) },
  { requiredKeys: ["description"] },
);

describe("The form that adds to a breach report", () => {
  // C1, C3, C4
  test("holds any update that the API takes, and gives the same one when it came back", async () => {
    await fc.assert(
      fc.asyncProperty(anyUpdate, fc.boolean(), async ({ note, final, ...known }, dayFirst) => {
        const more = { ...(note !== undefined && { note }), ...(final && { final }) };
        const answers = { ...knownAnswers(known, dayFirst), ...more, final: String(final ?? "") };
        const update = await readAgain(form, fill(answers));
        expect(inOrder(update)).toEqual(inOrder({ ...asFacts(known), ...asSent(more) }));
      }),
      { numRuns: 50 },
    );
  });

  test("asks for everything that an update can hold, and for nothing that has to be there", async () => {
    const questions = await questionsOf(form);
    const asked = new Set(questions.map(({ name }) => name.split(".")[0]));
    expect([...asked].toSorted()).toEqual([...factNames, "note", "final"].toSorted());
    expect(questions.filter(({ optional }) => !optional)).toEqual([]);
  });

  test("says at the field itself what is wrong with it, and at no other", async () => {
    const always = ["ongoing", "final"];
    const others = {
      "contact.name": "C",
      "contact.email": "c@b.example",
      "approximateDataSubjects.min": "1",
      "approximateDataSubjects.max": "2",
      "approximateRecords.min": "1",
      "approximateRecords.max": "2",
    };
    for (const field of await questionsOf(form)) {
      const expected = always.includes(field.name) ? [] : [field.name];
      const found = await wrong({ ...others, [field.name]: nonsenseFor(field) });
      expect([field.name, found]).toEqual([field.name, expected]);
    }
  });

  test("says so where nothing was filled in, and takes it that there is nothing more to come", async () => {
    expect(await wrong({})).toEqual([""]);
    expect(await wrong({ note: " \n" })).toEqual([""]);
    expect(await wrong({ final: "true" })).toEqual([]);
  });

  test("asks for a whole contact or none: nobody is taken for one who does not say so", async () => {
    expect(await wrong({ "contact.phone": "+31 20" })).toEqual(["contact.name", "contact.email"]);
    expect(form.read(valuesOf(fill({ note: "x" })))).not.toHaveProperty("contact");
  });

  test("sends the reference and the code along", async () => {
    const again = await throughTheForm(form, fill({ note: "x" }));
    expect([again.get("reference"), again.get("code")]).toEqual([[access.reference], [access.receiptCode]]);
  });
});
