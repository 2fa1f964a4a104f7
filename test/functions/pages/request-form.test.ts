import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestForm } from "../../../functions/pages/request-form.ts";
import { identifierField } from "../../../functions/pages/request-questions.ts";
import { identifierTypes } from "../../../functions/request/identifier-types.ts";
import { rightKeys } from "../../../functions/request/rights.ts";
import type { Submission } from "../../../functions/request/submission.ts";
import { type Answers, fill, valuesOf } from "../../support/forms.ts";
import { submission } from "../../support/submissions.ts";
import { asSent, someEmail, someLine, someText } from "./any-answers.ts";
import { nonsenseFor, questionsOf, readAgain, wrongFields } from "./round-trip.ts";
import { views } from "./sample-site.ts";

const ids = ["voorbeeld-bv", "example-ltd"];
const choices = ids.map((id) => ({ id, name: `${id} "<&'` }));
const form = requestForm(async () => choices, views.nl.texts.request);
const formWithoutChoices = requestForm(async () => [], views.nl.texts.request);

/** How somebody fills in the form who wants this. */
function answers({ dataSubject, representative, ...asked }: Submission): Answers {
  const identifiers = dataSubject.identifiers ?? [];
  return {
    controllerId: asked.controllerId ?? "",
    organisation: asked.organisation ?? "",
    rights: asked.rights,
    message: asked.message ?? "",
    name: dataSubject.name,
    email: dataSubject.email,
    ...Object.fromEntries(identifiers.map(({ type, value }) => [identifierField(type), value])),
    "representative.name": representative?.name ?? "",
    "representative.email": representative?.email ?? "",
    "representative.capacity": representative?.capacity ?? "",
  };
}

const identifiers = fc
  .subarray([...identifierTypes], { minLength: 1 })
  .chain((types) => fc.tuple(...types.map((type) => someLine.map((value) => ({ type, value })))));

const anySubmission: fc.Arbitrary<Submission> = fc
  .record(
    {
      controllerId: fc.constantFrom(...ids),
      organisation: someLine,
      rights: fc.subarray(rightKeys, { minLength: 1 }),
      dataSubject: fc.record(
        { name: someLine, email: someEmail, identifiers },
        { requiredKeys: ["name", "email"] },
      ),
      representative: fc.record(
        { name: someLine, email: someEmail, capacity: someLine },
        { requiredKeys: ["name", "email"] },
      ),
      message: someText,
    },
    { requiredKeys: ["rights", "dataSubject"] },
  )
  .filter(({ controllerId, organisation }) => controllerId !== undefined || organisation !== undefined);

describe("The form for a request", () => {
  // C1, C3, C4
  test("holds any request that the API takes, and gives the same one when it came back", async () => {
    await fc.assert(
      fc.asyncProperty(anySubmission, async (wanted) => {
        expect(await readAgain(form, fill(answers(wanted)))).toEqual(asSent(wanted));
      }),
    );
  });

  test("asks for everything that a submission can hold, each thing under a name of its own", async () => {
    const names = (await questionsOf(form)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [
        ...["controllerId", "organisation", "rights", "message", "name", "email"],
        ...identifierTypes.map(identifierField),
        ...["representative.name", "representative.email", "representative.capacity"],
      ].toSorted(),
    );
  });

  test("says at the field itself what is wrong with it, and at no other", async () => {
    for (const field of await questionsOf(form)) {
      const filled = fill({
        ...answers(submission({ representative: { name: "R", email: "r@b.example" } })),
        [field.name]: nonsenseFor(field),
      });
      expect([field.name, await wrongFields(form, filled)]).toEqual([field.name, [field.name]]);
    }
  });

  test("says what is missing at the fields that may not stay empty", async () => {
    const asked = (await questionsOf(form)).filter(({ optional }) => !optional).map(({ name }) => name);
    const missing = asked.filter((name) => name !== "organisation");
    expect(await wrongFields(form, [])).toEqual(missing);
    const blank = fill(Object.fromEntries((await questionsOf(form)).map(({ name }) => [name, " \t "])));
    expect(await wrongFields(form, blank)).toEqual(missing);
  });

  test("asks whoever has nothing to choose from for the organisation in words", async () => {
    expect(await wrongFields(formWithoutChoices, [])).toEqual(["organisation", "rights", "name", "email"]);
    const words = fill({ ...answers(submission()), controllerId: "", organisation: "De bakker" });
    expect(await wrongFields(formWithoutChoices, words)).toEqual([]);
  });

  test("asks for a whole representative or none", async () => {
    const partly = (part: Answers) => wrongFields(form, fill({ ...answers(submission()), ...part }));
    expect(await partly({ "representative.capacity": "Voogd" })).toEqual([
      "representative.name",
      "representative.email",
    ]);
    expect(await partly({ "representative.name": "R" })).toEqual(["representative.email"]);
    expect(await partly({ "representative.name": "  " })).toEqual([]);
  });

  test("leaves out what was left blank, and the blanks around what was not", () => {
    const blank = valuesOf(
      fill({
        controllerId: "voorbeeld-bv",
        organisation: " \u00a0 ",
        rights: ["access"],
        message: "\n\n",
        name: " Noor de Vries ",
        email: "noor@example.org\u2003",
        [identifierField("phone")]: " ",
        [identifierField("other")]: "\t4711 ",
        "representative.capacity": " ",
      }),
    );
    expect(form.read(blank)).toEqual({
      controllerId: "voorbeeld-bv",
      rights: ["access"],
      dataSubject: {
        name: "Noor de Vries",
        email: "noor@example.org",
        identifiers: [{ type: "other", value: "4711" }],
      },
    });
  });

  // A12
  test("takes nothing that it does not ask for", () => {
    const extra = fill({
      ...answers(submission()),
      language: "en",
      status: "closed",
      __proto__: "x",
      reference: "y",
    });
    expect(form.read(valuesOf(extra))).toEqual(submission());
  });
});
