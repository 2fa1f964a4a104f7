import { beforeAll, describe, expect, test } from "vitest";
import { assistanceHandOverSchema } from "../../../../functions/duties/assistance/assistance-hand-over.ts";
import { dutyOffice, operator, textOf } from "../duty-office.ts";

const given = {
  controllerId: "voorbeeld-bv",
  kind: "request",
  minutes: 90,
  doneOn: "2026-11-20",
  description: "De gegevens van de betrokkene opgezocht.",
  about: "DSR-7K3M-9QXT-2W5R",
  chargeable: true,
};
const dpia = { kind: "dpia", about: undefined, chargeable: undefined };

describe("help to a controller", () => {
  let office: Awaited<ReturnType<typeof dutyOffice>>;
  const record = (changes: object = {}) =>
    office.call("POST /assistance", { body: { ...given, ...changes } });
  beforeAll(async () => {
    office = await dutyOffice();
  });

  test("is recorded with its time, and the controller is told that it is charged", async () => {
    const { status, body } = await record();
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...given, by: operator });
    expect(body.reference).toMatch(/^AST-/);
    const [letter] = await office.letters(body.reference);
    expect(letter).toMatchObject({
      type: "assistance",
      language: "nl",
      subject: "Bijstand die wij u hebben verleend",
    });
    for (const told of [
      "1 uur en 30 minuten",
      given.about,
      "brengen wij bij u in rekening",
      given.description,
    ]) {
      expect(textOf(letter)).toContain(told);
    }
    const { schema, data } = letter?.handOver ?? {};
    expect(assistanceHandOverSchema.parse({ ...data, $schema: schema })).toMatchObject({
      minutes: 90,
      chargeable: true,
    });
  });

  test("with a DPIA brings the statements there are, in the controller's language, and is not charged", async () => {
    const before = await record({ ...dpia, controllerId: "example-ltd" });
    expect(textOf((await office.letters(before.body.reference))[0])).not.toContain("Version");
    for (const [topic, nl, en] of [
      ["measures", "Wij versleutelen alles.", "We encrypt all of it."],
      ["audit_reports", "ISAE 3402 van 2025.", "ISAE 3402 of 2025."],
    ]) {
      await office.call("POST /statements", { body: { topic, nl, en } });
    }
    const { body } = await record({ ...dpia, controllerId: "example-ltd" });
    expect(body).toMatchObject({ kind: "dpia", chargeable: false });
    const text = textOf((await office.letters(body.reference))[0]);
    for (const told of ["article 35 GDPR", "We encrypt all of it.", "We do not charge you"]) {
      expect(text).toContain(told);
    }
    expect(text).not.toContain("ISAE 3402");
  });

  // A1, A2, A8
  test("is recorded once under a key", async () => {
    const key = "0123456789abcdefghjkmnpqrs";
    const first = await record({ key, minutes: 1 });
    expect((await record({ key, minutes: 1 })).body).toEqual(first.body);
    expect((await record({ key, minutes: 2 })).status).toBe(422);
  });

  test("is listed and added up, of all controllers or of one", async () => {
    const { body } = await office.call("GET /assistance", { query: { controllerId: "voorbeeld-bv" } });
    expect(body.assistance.map(({ minutes }: { minutes: number }) => minutes).toSorted()).toEqual([1, 90]);
    expect(body).not.toHaveProperty("totals");
    const query = { totals: "true" };
    const one = await office.call("GET /assistance", { query: { ...query, controllerId: "voorbeeld-bv" } });
    expect(one.body).not.toHaveProperty("assistance");
    expect(one.body.totals).toEqual([
      {
        controllerId: "voorbeeld-bv",
        name: "Voorbeeld B.V.",
        kind: "request",
        minutes: 91,
        chargeableMinutes: 91,
      },
    ]);
    expect((await office.call("GET /assistance", { query })).body.totals).toHaveLength(2);
    expect((await office.call("GET /assistance", { query: { controller: "x" } })).status).toBe(400);
  });

  test.each([
    [{ doneOn: "2026-11-23" }, "/doneOn"],
    [{ doneOn: "2026-02-30" }, "/doneOn"],
    [{ minutes: -1 }, "/minutes"],
    [{ minutes: 1.5 }, "/minutes"],
    [{ kind: "cleaning" }, "/kind"],
    [{ about: "BR-7K3M-9QXT-2W5R" }, "/about"],
    [{ about: given.about.toLowerCase() }, "/about"],
    [{ ...dpia, about: given.about }, "/about"],
    [{ ...dpia, chargeable: true }, "/chargeable"],
  ])("with %j is refused with the field", async (changes, pointer) => {
    const { status, body } = await record(changes);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer }]);
  });
});
