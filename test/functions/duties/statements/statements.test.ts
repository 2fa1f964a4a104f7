import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerSince } from "../../../../functions/duties/statements/answer-open.ts";
import { openRequest } from "../../../../functions/duties/statements/open-request.ts";
import { statementSchemas } from "../../../../functions/duties/statements/statement-case.ts";
import { readStatementConcerns } from "../../../../functions/duties/statements/statement-concerns.ts";
import { statementHandOverSchema } from "../../../../functions/duties/statements/statement-hand-over.ts";
import { readRequestBook } from "../../../../functions/duties/statements/statement-requests.ts";
import { deleteItems } from "../../../../shared/delete-items.ts";
import { toText } from "../../../../shared/document.ts";
import { putLetterCase, readLetterDossier } from "../../../../shared/letter/letter-store.ts";
import { changeControllers } from "../../../support/controllers.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { itemsIn, putItems } from "../../../support/table-items.ts";
import { dutiesWorld, operator } from "../duties-world.ts";

let world: Awaited<ReturnType<typeof dutiesWorld>>;

beforeAll(async () => {
  world = await dutiesWorld();
});

beforeEach(async () => {
  const items = [...(await itemsIn(world.table)).values()];
  await deleteItems(
    world.table,
    items.filter(({ pk }) => pk !== "controllers").map(({ pk, sk }) => ({ pk, sk })),
  );
  world.at("2026-11-22T10:15:00.000Z");
});

const measures = { topic: "measures", nl: "Wij hebben sloten.", en: "We have locks." };
const countries = { topic: "countries", nl: "Nederland.", en: "The Netherlands." };

const publish = (body: object) => world.operate("POST /statements", { body });
const ask = (body: object) => world.operate("POST /statements/requests", { body });
const requests = async (query = {}) =>
  (await world.operate("GET /statements/requests", { query })).body.requests;

async function dossierOf(reference: string) {
  const dossier = await readLetterDossier(world.table, reference, statementSchemas);
  if (!dossier) throw new Error("no such request");
  return dossier;
}

describe("a statement", () => {
  test("is recorded in both languages, with who and why, and each version after it beside it", async () => {
    expect(await publish(measures)).toMatchObject({ status: 201, body: { ...measures, version: 1 } });
    const next = { ...measures, nl: "Betere sloten.", because: "Nieuwe sloten." };
    expect(await publish(next)).toMatchObject({ status: 201, body: { version: 2, by: operator } });
    expect((await world.operate("GET /statements")).body).toMatchObject({
      statements: [{ ...next, version: 2, by: operator }],
      missing: ["countries", "sub_processors", "audit_reports"],
    });
  });

  test("that says the same makes no other version", async () => {
    await publish(measures);
    expect(await publish(measures)).toMatchObject({ status: 200, body: { version: 1, isNew: false } });
  });

  test.each([
    ["of no topic of ours", { ...measures, topic: "weather" }, "/topic"],
    ["without a language", { topic: "measures", nl: "Sloten." }, "/en"],
    ["that is blank", { ...measures, nl: " \n " }, "/nl"],
    ["of more than 20 KB", { ...measures, en: "é".repeat(10_241) }, "/en"],
    ["with a field that there is none of", { ...measures, de: "Schlösser." }, "/de"],
  ])("%s is refused", async (_, body, pointer) => {
    const { status, body: answered } = await publish(body);
    expect([status, answered.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe("a controller's request for statements", () => {
  test("is answered with its case where all of it is on record, in the controller's language", async () => {
    await publish(measures);
    await publish(countries);
    const asked = { controllerId: "example-ltd", topics: ["countries", "measures"], via: "mail" };
    const { status, body } = await ask(asked);
    expect([status, body.state, body.open, body.topics]).toEqual([
      201,
      "answered",
      [],
      ["measures", "countries"],
    ]);
    const { case: of } = await dossierOf(body.reference);
    expect(of).toMatchObject({
      via: "mail",
      by: operator,
      controllerId: "example-ltd",
      controllerVersion: 1,
      answered: [
        { topic: "measures", version: 1 },
        { topic: "countries", version: 1 },
      ],
    });
    expect(of.pendingAt).toBe(of.at);
    const [letter] = of.letters;
    expect(of.letters).toHaveLength(1);
    expect(letter).toMatchObject({ to: "controller", type: "statement", language: "en" });
    const text = toText(letter?.blocks ?? []);
    for (const said of ["We have locks.", "The Netherlands.", body.reference]) expect(text).toContain(said);
    const handOver = statementHandOverSchema.parse({ $schema: "…", ...letter?.handOver?.data });
    expect(handOver).toMatchObject({
      asked: ["measures", "countries"],
      open: [],
      statements: [{ topic: "measures", version: 1, text: "We have locks." }, { topic: "countries" }],
    });
    expect(await requests()).toEqual([]);
  });

  test("brings the sub-processors that are engaged, bound or not, to whoever asks for those", async () => {
    await publish({ topic: "sub_processors", nl: "Zie de lijst.", en: "See the list." });
    const record = (body: object) => world.operate("POST /sub-processors", { body });
    const service = { nl: "Hosting", en: "Hosting" };
    const agreement = { document: "SVO 4", signedOn: "2026-01-02" };
    const from = { engagedFrom: "2026-01-03" };
    await record({ id: "bound", name: "Gebonden B.V.", country: "NL", service, agreement, ...from });
    await record({ id: "unbound", name: "Los B.V.", country: "DE", service, ...from });
    await record({ id: "ended", name: "Oud B.V.", country: "NL", service, ...from, endedOn: "2026-11-21" });
    await record({ id: "intended", name: "Later B.V.", country: "NL", service, engagedFrom: "2026-11-23" });
    const { body } = await ask({ controllerId: "voorbeeld-bv", topics: ["sub_processors"], via: "mail" });
    const [letter] = (await dossierOf(body.reference)).case.letters;
    const text = toText(letter?.blocks ?? []);
    expect(text).toContain(
      "Gebonden B.V.: Hosting; Nederland (NL); schriftelijk gebonden sinds vrijdag 2 jan",
    );
    expect(text).toContain("Los B.V.: Hosting; Duitsland (DE); nog niet schriftelijk gebonden");
    expect(text).not.toMatch(/Oud B\.V\.|Later B\.V\./);
    const { subProcessors } = statementHandOverSchema.parse({ $schema: "…", ...letter?.handOver?.data });
    expect(subProcessors).toMatchObject([
      { id: "bound", version: 1, agreement },
      { id: "unbound", agreement: null },
    ]);
  });

  test("stays open for what is not on record, and the desk is told; recording that answers it, once", async () => {
    await publish(measures);
    const { body } = await ask({ controllerId: "voorbeeld-bv", via: "operator" });
    const { reference } = body;
    expect(body).toMatchObject({
      state: "open",
      open: ["countries", "sub_processors", "audit_reports"],
      due: "2026-11-29T10:15:00.000Z",
    });
    const [first, toDesk] = (await dossierOf(reference)).case.letters;
    expect(toText(first?.blocks ?? [])).toContain("Wij sturen het u zodra het er is");
    expect(toDesk).toMatchObject({ to: "desk", language: "nl" });
    expect(toText(toDesk?.blocks ?? [])).toContain("meldpunt statements publish countries");

    world.at("2026-11-23T10:15:00.000Z");
    expect((await publish(countries)).body.answered).toEqual([reference]);
    expect((await publish(countries)).body.answered).toEqual([]);
    const { entries } = await dossierOf(reference);
    expect(entries).toMatchObject([
      { sequence: 1, move: "answer", answered: [{ topic: "countries", version: 1 }], letters: [{}] },
    ]);
    const text = toText(entries[0]?.letters[0]?.blocks ?? []);
    expect(text).toContain("Nederland.");
    expect(text).not.toContain("Wij hebben sloten.");
    expect(await requests()).toMatchObject([{ reference, open: ["sub_processors", "audit_reports"] }]);
  });

  test("is answered once by those who record at the same time", async () => {
    const { body } = await ask({ controllerId: "voorbeeld-bv", topics: ["measures"], via: "mail" });
    await Promise.all([publish(measures), publish(measures), publish(measures)]);
    const { entries } = await dossierOf(body.reference);
    expect(entries).toHaveLength(1);
  });

  test("is recorded once under its key, and refused where that stands for another", async () => {
    const asked = {
      key: "a-key-from-a-random-source",
      controllerId: "voorbeeld-bv",
      topics: ["measures"],
      via: "mail",
    };
    const [first, second] = [await ask(asked), await ask(asked)];
    expect(second.body.reference).toBe(first.body.reference);
    expect((await ask({ ...asked, topics: ["countries"] })).status).toBe(422);
    expect(await requests()).toHaveLength(1);
  });

  test.each([
    ["of nobody we know", { controllerId: "wie-bv", topics: ["measures"], via: "mail" }, 404],
    [
      "of one whose agreement is over",
      { controllerId: "gestopt-bv", topics: ["measures"], via: "mail" },
      410,
    ],
    ["for nothing", { controllerId: "voorbeeld-bv", topics: [], via: "mail" }, 400],
    [
      "for the same twice",
      { controllerId: "voorbeeld-bv", topics: ["measures", "measures"], via: "mail" },
      400,
    ],
    ["that says it came by a link", { controllerId: "voorbeeld-bv", topics: ["measures"], via: "link" }, 400],
  ])("%s is refused, and nothing is stored", async (_, body, status) => {
    expect((await ask(body)).status).toBe(status);
    expect(await requests({ all: "true" })).toEqual([]);
  });

  test("is late after seven days, comes first then, and is red among what needs a human", async () => {
    const asked = { controllerId: "voorbeeld-bv", topics: ["measures"], via: "mail" };
    const { reference } = (await ask(asked)).body;
    world.at("2026-11-25T10:15:00.000Z");
    const newer = (await ask({ ...asked, controllerId: "example-ltd" })).body.reference;
    const due = "2026-11-29T10:15:00.000Z";
    expect(await readStatementConcerns(world.table, new Date(due))).toMatchObject([
      { reference: newer, level: "yellow" },
      { kind: "statement", level: "yellow", reference, controllerId: "voorbeeld-bv", due },
    ]);
    world.at("2026-11-29T10:15:00.001Z");
    expect(await requests()).toMatchObject([
      { reference, state: "late" },
      { reference: newer, state: "open" },
    ]);
    expect((await readStatementConcerns(world.table, world.duties.now())).map(({ level }) => level)).toEqual([
      "yellow",
      "red",
    ]);
  });

  test("is owed nothing any more once the agreement is over", async () => {
    const { reference } = (await ask({ controllerId: "voorbeeld-bv", topics: ["measures"], via: "mail" }))
      .body;
    const closed = { reference: "AGR-0000-0000-0002", phase: "closed" as const };
    await changeControllers(world.table, () => voorbeeld({ termination: closed }));
    expect((await publish(measures)).body.answered).toEqual([]);
    expect(await readStatementConcerns(world.table, world.duties.now())).toEqual([]);
    expect(await requests({ all: "true" })).toMatchObject([{ reference, state: "ended" }]);
    await changeControllers(world.table, () => voorbeeld());
  });

  test("is read no more by whoever looks for what is open, where it was answered at once", async () => {
    await publish(measures);
    const asked = { controllerId: "voorbeeld-bv", topics: ["measures"], via: "mail" };
    const { reference } = (await ask(asked)).body;
    const open = (await ask({ ...asked, topics: ["countries"] })).body.reference;
    expect((await dossierOf(reference)).case.register).toBe("statement");
    expect((await dossierOf(open)).case.register).toBe("statement-open");
    const book = await readRequestBook(world.table);
    expect(book.dossiers.map(({ case: of }) => of.reference)).toEqual([open]);
    expect(await requests({ all: "true" })).toMatchObject([
      { reference: open, state: "open" },
      { reference, state: "answered" },
    ]);
  });

  test("is answered with what came on record while it was stored", async () => {
    const controller = voorbeeld();
    const asked = { reference: "STM-7K3M-9QXT-2W5R", topics: ["measures" as const], via: "mail" as const };
    const nothing = { statements: new Map(), engaged: [] };
    await publish(measures);
    const late = openRequest(controller, { ...asked, at: world.duties.now(), by: operator }, nothing);
    await putLetterCase(world.table, late);
    for (let times = 0; times < 2; times++) {
      const after = await answerSince(world.duties, late, controller, operator);
      expect(after.entries).toMatchObject([{ answered: [{ topic: "measures", version: 1 }] }]);
    }
  });

  // H6
  test("of a controller that a newer release wrote stays open, and whoever publishes is told", async () => {
    const { reference } = (await ask({ controllerId: "voorbeeld-bv", topics: ["measures"], via: "mail" }))
      .body;
    const [item] = [...(await itemsIn(world.table)).values()].filter(({ sk }) => sk === "voorbeeld-bv");
    if (!item) throw new Error("no such controller");
    await putItems(world.table, [{ ...item, v: 2 }]);
    try {
      expect((await publish(measures)).body).toMatchObject({ answered: [], unreadable: [reference] });
      expect(await requests()).toMatchObject([{ reference, state: "open" }]);
    } finally {
      await putItems(world.table, [item]);
    }
    expect((await publish(measures)).body).toMatchObject({ answered: [reference], unreadable: [] });
  });

  // H6
  test("is recorded, and answered but for the sub-processors, where one of those cannot be read", async () => {
    await publish(measures);
    await publish({ topic: "sub_processors", nl: "Zie de lijst.", en: "See the list." });
    const service = { nl: "Hosting", en: "Hosting" };
    await world.operate("POST /sub-processors", {
      body: { id: "hosting-bv", name: "Hosting B.V.", country: "NL", service },
    });
    const [item] = [...(await itemsIn(world.table)).values()].filter(({ sk }) =>
      sk.startsWith("sub-processor/"),
    );
    if (!item) throw new Error("no such sub-processor");
    await putItems(world.table, [{ ...item, v: 2 }]);
    const topics = ["measures", "sub_processors"];
    const { status, body } = await ask({ controllerId: "voorbeeld-bv", topics, via: "mail" });
    expect([status, body.state, body.open]).toEqual([201, "open", ["sub_processors"]]);
  });
});
