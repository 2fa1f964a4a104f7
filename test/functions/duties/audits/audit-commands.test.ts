import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditHandOverSchema } from "../../../../functions/duties/audits/audit-hand-over.ts";
import { putLetterCase } from "../../../../shared/letter/letter-store.ts";
import { dutyOffice, operator, textOf } from "../duty-office.ts";
import { auditCase } from "./audits.ts";

const reportsInsufficient = "Het rapport van 2025 gaat niet over het portaal.";
const asked = {
  controllerId: "voorbeeld-bv",
  startsOn: "2027-01-11",
  days: 2,
  expert: { name: "R. Jansen", organisation: "Jansen Audit", independent: true, confidential: true },
  scope: "De maatregelen van artikel 6.",
};

let office: Awaited<ReturnType<typeof dutyOffice>>;
const openOffice = async () => {
  office = await dutyOffice();
};

const request = (changes: object = {}) => office.call("POST /audits", { body: { ...asked, ...changes } });
const tell = (reference: string, body: object, by = operator) =>
  office.call("POST /audits/{reference}/entries", { reference, body, by });

describe("a request for an audit", () => {
  beforeEach(openOffice);

  test("is answered with the reports there are, and the audit planned when they do not suffice", async () => {
    const reports = { topic: "audit_reports", nl: "ISAE 3402 van 2025.", en: "ISAE 3402 of 2025." };
    await office.call("POST /statements", { body: reports });
    const { status, body } = await request();
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "reports_offered", informationDue: "2026-12-06", by: operator });
    const [offer] = await office.letters(body.reference);
    expect(offer?.subject).toBe("Uw verzoek om een audit: eerst de bestaande rapporten");
    for (const told of [reports.nl, "privacy-desk@processor.example", "zondag 6 december 2026"]) {
      expect(textOf(offer)).toContain(told);
    }
    const confirmed = await tell(body.reference, { move: "confirm", reportsInsufficient });
    expect(confirmed).toMatchObject({ status: 201, body: { state: "planned" } });
    const [, planned] = await office.letters(body.reference);
    expect(planned).toMatchObject({ type: "audit", subject: "Uw audit is ingepland" });
    const { schema, data } = planned?.handOver ?? {};
    expect(auditHandOverSchema.parse({ ...data, $schema: schema })).toMatchObject({
      news: "planned",
      text: reportsInsufficient,
      informationDue: { day: "2026-12-06", endsAt: "2026-12-06T23:00:00.000Z" },
    });
  });

  test("says so where there are no reports, in the controller's language", async () => {
    const { body } = await request({ controllerId: "example-ltd" });
    const [offer] = await office.letters(body.reference);
    expect(textOf(offer)).toContain("We have no audit reports on record.");
  });

  test("with 13 days' notice, and within 12 months of another, stores nothing and tells why and the earliest day", async () => {
    const first = await request({ reportsInsufficient });
    const refused = await request({ startsOn: "2026-12-05", reportsInsufficient });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("with 13 days' notice: the agreement asks for at least 2 weeks.");
    expect(refused.body.detail).toContain(`Audit ${first.body.reference} begins on 2027-01-11`);
    expect(refused.body.detail).toContain("The earliest day is 2028-01-11.");
    expect((await office.call("GET /audits")).body.audits).toHaveLength(1);
    expect((await request({ startsOn: "2028-01-11", reportsInsufficient })).status).toBe(201);
    expect((await request({ controllerId: "example-ltd" })).status).toBe(201);
  });

  test("is not held back by one that was cancelled, or is not planned yet", async () => {
    const { body } = await request({ reportsInsufficient });
    await tell(body.reference, { move: "cancel", because: "Uitgesteld." });
    const [first, second] = [await request(), await request({ startsOn: "2027-02-01" })];
    expect([first.status, second.status]).toEqual([201, 201]);
    await tell(first.body.reference, { move: "confirm", reportsInsufficient });
    const late = await tell(second.body.reference, { move: "confirm", reportsInsufficient });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining("2028-01-11") } });
  });

  // A1, A2, A8
  test("is recorded once under a key", async () => {
    const key = "0123456789abcdefghjkmnpqrs";
    const first = await request({ key, reportsInsufficient });
    expect(await request({ key, reportsInsufficient })).toEqual(first);
    expect((await request({ key, reportsInsufficient, days: 3, startsOn: "2027-01-12" })).status).toBe(422);
    expect((await request({ key, reportsInsufficient, requestedOn: "2026-11-21" })).status).toBe(422);
    expect((await request({ key, reportsInsufficient, requestedOn: "2026-11-22" })).status).toBe(201);
    office.clock.now = new Date("2027-01-12T12:00:00.000Z");
    expect((await request({ key, reportsInsufficient })).body.reference).toBe(first.body.reference);
    expect((await office.call("GET /audits")).body.audits).toHaveLength(1);
  });

  // H6
  test("is refused while there is an audit that this release cannot read", async () => {
    const unreadable = { ...auditCase(), v: 2 };
    await putLetterCase(office.table, unreadable);
    const { status, body } = await request({ controllerId: "example-ltd" });
    expect(status).toBe(409);
    expect(body.detail).toContain("This release cannot read AUD-7K3M-9QXT-2W5R");
  });
});

/** A day on which the audit has begun. */
const after = new Date("2027-01-12T12:00:00.000Z");

describe("an audit that goes on", () => {
  beforeEach(openOffice);

  test("tells the controller each step, and shows all of it with how its dates follow", async () => {
    const { body } = await request({ reportsInsufficient });
    const { reference } = body;
    const steps = [
      [{ move: "information", text: "De procedures." }, "Informatie voor uw audit"],
      [{ move: "finding", text: "Een account stond open.", severity: "low" }, "Een bevinding uit uw audit"],
      [{ move: "follow_up", text: "Dagelijks sluiten.", due: "2027-03-01" }, "Opvolging van uw audit"],
      [{ move: "follow_up", text: "Gedaan.", settles: 3 }, "Opvolging van uw audit"],
      [{ move: "close" }, "Uw audit is afgesloten"],
    ] as const;
    for (const [step] of steps) {
      if (step.move === "close") office.clock.now = after;
      expect((await tell(reference, step)).status).toBe(201);
    }
    const letters = await office.letters(reference);
    expect(letters.slice(1).map(({ subject }) => subject)).toEqual(steps.map(([, subject]) => subject));
    expect(textOf(letters[3])).toContain("maandag 1 maart 2027");
    const shown = await office.call("GET /audits/{reference}", { reference });
    expect(shown.body).toMatchObject({
      state: "closed",
      informationLate: false,
      findings: 1,
      openFollowUps: [],
      followUps: [{ sequence: 3, settledAt: "2026-11-22T10:15:00.000Z" }],
      entries: steps.map(([step], n) => ({ ...step, sequence: n + 1, by: operator })),
    });
    expect(shown.body.derivations.informationDue.at(-1)).toMatchObject({
      result: "2026-12-06T23:00:00.000Z",
    });
  });

  test("takes what is said twice in a row once", async () => {
    const { body } = await request({ reportsInsufficient });
    const information = { move: "information", text: "De procedures." };
    const first = await tell(body.reference, information);
    expect(await tell(body.reference, information)).toEqual(first);
    expect(await office.letters(body.reference)).toHaveLength(2);
    await tell(body.reference, information, "arn:aws:iam::123456789012:user/other");
    expect(await office.letters(body.reference)).toHaveLength(3);
  });

  // A1, A2
  test("takes what is said again under a key once, whatever came between", async () => {
    const { body } = await request({ reportsInsufficient });
    const [key, another] = ["0123456789abcdefghjkmnpqrs", "1123456789abcdefghjkmnpqrs"];
    const finding = { move: "finding", text: "Een account stond open." };
    await tell(body.reference, { ...finding, key });
    await tell(body.reference, { ...finding, key: another });
    await tell(body.reference, { move: "information", text: "De procedures." });
    office.clock.now = after;
    await tell(body.reference, { move: "close" });
    expect(await tell(body.reference, { ...finding, key })).toMatchObject({
      status: 201,
      body: { state: "closed", findings: 2 },
    });
    expect((await tell(body.reference, { ...finding, text: "Twee.", key })).status).toBe(422);
    expect((await tell(body.reference, { ...finding, key: "short" })).body.errors).toMatchObject([
      { pointer: "/key" },
    ]);
    expect(await office.letters(body.reference)).toHaveLength(5);
  });

  test("shows information that is late, before and after it is given", async () => {
    const { body } = await request({ reportsInsufficient });
    office.clock.now = new Date("2026-12-06T23:00:00.000Z");
    const audits = async () =>
      (await office.call("GET /audits", { query: { controllerId: "voorbeeld-bv" } })).body;
    expect(await audits()).toMatchObject({ audits: [{ informationLate: true }] });
    await tell(body.reference, { move: "information", text: "De procedures." });
    expect(await audits()).toMatchObject({ audits: [{ informationLate: true }] });
  });

  test("that there is not, and what cannot be told, is refused", async () => {
    const { body } = await request();
    const unknown = "AUD-0000-0000-0000";
    expect((await office.call("GET /audits/{reference}", { reference: unknown })).status).toBe(404);
    expect((await tell("INS-0000-0000-0000", { move: "close" })).status).toBe(404);
    expect((await tell(body.reference, { move: "dance" })).status).toBe(400);
    const early = await tell(body.reference, { move: "finding", text: "Te vroeg." });
    expect(early).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("confirm it first") },
    });
  });
});

describe("a request for an audit that is not as asked", () => {
  beforeAll(openOffice);

  test.each([
    [{ expert: { ...asked.expert, independent: false } }, "/expert/independent", "expert who is independent"],
    [{ expert: { ...asked.expert, confidential: false } }, "/expert/confidential", "bound to secrecy"],
    [{ expert: { ...asked.expert, name: "" } }, "/expert/name", "required"],
    [{ requestedOn: "2026-11-23" }, "/requestedOn", "still to come"],
    [{ startsOn: "2032-01-01" }, "/startsOn", "2031-11-22 or earlier"],
  ])("with %j is refused with the field", async (changes, pointer, detail) => {
    const { status, body } = await request(changes);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });
});
