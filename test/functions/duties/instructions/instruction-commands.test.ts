import { beforeAll, describe, expect, test } from "vitest";
import { instructionHandOverSchema } from "../../../../functions/duties/instructions/instruction-hand-over.ts";
import { dutyOffice, operator, textOf } from "../duty-office.ts";

const said = {
  controllerId: "voorbeeld-bv",
  instruction: "Stuur alle oude dossiers naar ons reclamebureau.",
  why: "Daar is geen grondslag voor (artikel 6 AVG).",
  instructedBy: "S. Bakker",
  instructedOn: "2026-11-20",
  suspended: true,
};
const key = "0123456789abcdefghjkmnpqrs";

describe("an instruction that seems unlawful", () => {
  let office: Awaited<ReturnType<typeof dutyOffice>>;
  const record = (changes: object = {}, by = operator) =>
    office.call("POST /instructions", { body: { ...said, ...changes }, by });
  beforeAll(async () => {
    office = await dutyOffice();
  });

  test("is recorded by whoever said so, and the controller is told in its language", async () => {
    const { status, body } = await record();
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...said, controllerVersion: 1, by: operator });
    expect(body.reference).toMatch(/^INS-/);
    const [letter] = await office.letters(body.reference);
    expect(letter).toMatchObject({
      to: "controller",
      type: "unlawful-instruction",
      language: "nl",
      subject: "Uw instructie lijkt in strijd met de wet",
    });
    for (const told of [
      said.instruction,
      said.why,
      "vrijdag 20 november 2026",
      "artikel 28, lid 3",
      "niet uit totdat",
    ]) {
      expect(textOf(letter)).toContain(told);
    }
    const { schema, data } = letter?.handOver ?? {};
    expect(instructionHandOverSchema.parse({ ...data, $schema: schema })).toMatchObject({
      $schema: "/schemas/unlawful-instruction-1.json",
      suspended: true,
      processor: "De Verwerker B.V.",
    });
  });

  test("is not said to be suspended where it is not, in English neither", async () => {
    const { body } = await record({ controllerId: "example-ltd", suspended: false, instructedOn: undefined });
    const [letter] = await office.letters(body.reference);
    expect(letter?.subject).toBe("Your instruction seems to be unlawful");
    expect(textOf(letter)).not.toContain("We do not carry out");
    expect(letter?.handOver?.data).toMatchObject({ suspended: false, instructedOn: null });
  });

  // A1, A2, A8
  test("is recorded once under a key, and nothing else under the same key", async () => {
    const first = await record({ key });
    expect((await record({ key })).body).toEqual(first.body);
    expect((await record({ key, suspended: false })).status).toBe(422);
    expect(await office.letters(first.body.reference)).toHaveLength(1);
  });

  test("is listed with its mails, of all controllers or of one", async () => {
    const all = await office.call("GET /instructions");
    const one = await office.call("GET /instructions", { query: { controllerId: "example-ltd" } });
    expect(all.body.instructions.length).toBeGreaterThan(one.body.instructions.length);
    expect(one.body).toMatchObject({
      instructions: [{ controllerId: "example-ltd", mails: [] }],
      unreadable: [],
    });
  });

  test.each([
    [{ instructedOn: "2026-11-23" }, "/instructedOn"],
    [{ suspended: undefined }, "/suspended"],
    [{ why: " " }, "/why"],
    [{ reference: "INS-7K3M-9QXT-2W5R" }, "/reference"],
    [{ key: "short" }, "/key"],
  ])("with %j is refused with the field", async (changes, pointer) => {
    const { status, body } = await record(changes);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  test("of a controller that there is not, or no longer, is refused", async () => {
    expect((await record({ controllerId: "nobody" })).status).toBe(404);
    const termination = { reference: "AGR-7K3M-9QXT-2W5R", phase: "closed" } as const;
    const gone = await dutyOffice({ termination });
    expect((await gone.call("POST /instructions", { body: said })).status).toBe(410);
  });
});
