import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSchemas } from "../../../../functions/duties/sub-processors/change-case.ts";
import { changeHandOverSchema } from "../../../../functions/duties/sub-processors/change-hand-over.ts";
import { objectTo } from "../../../../functions/duties/sub-processors/object.ts";
import { readObjectionConcerns } from "../../../../functions/duties/sub-processors/objection-concerns.ts";
import { controllersPartition, toControllerItem } from "../../../../shared/controller-item.ts";
import { deleteItems } from "../../../../shared/delete-items.ts";
import { toText } from "../../../../shared/document.ts";
import { readLetterDossier } from "../../../../shared/letter/letter-store.ts";
import { inParallel } from "../../../../shared/parallel.ts";
import type { Refusal } from "../../../../shared/refusal.ts";
import { changeControllers } from "../../../support/controllers.ts";
import { size } from "../../../support/size.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { itemsIn, itemsUnder, putItems } from "../../../support/table-items.ts";
import { dutiesWorld, operator, putLinkedMail } from "../duties-world.ts";

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
  world.at("2026-03-20T08:59:00.000Z");
});

const hosting = {
  id: "hosting-bv",
  name: "Hosting B.V.",
  country: "NL",
  service: { nl: "Hosting van de database", en: "Hosting of the database" },
};
const agreement = { document: "SVO 2026-4", signedOn: "2026-01-02" };
const intended = { change: "intended", effectiveFrom: "2026-05-01" };
const objection = { name: "Sam Jansen", capacity: "FG", arguments: "Zij zitten buiten de EU." };

const record = (body: object) => world.operate("POST /sub-processors", { body });
const parameters = { id: "hosting-bv" };
const announce = (body: object = intended) =>
  world.operate("POST /sub-processors/{id}/announcements", { body, parameters });
const status = async () =>
  (await world.operate("GET /sub-processors/{id}/announcements", { parameters })).body;

/** The reference under which Voorbeeld B.V. is told of what was announced. */
async function announced(): Promise<string> {
  await record(hosting);
  await announce();
  const [{ controllers }] = (await status()).announcements;
  return controllers.find((one: { controllerId: string }) => one.controllerId === "voorbeeld-bv").reference;
}

const dossierOf = (reference: string) => readLetterDossier(world.table, reference, changeSchemas);

function object(reference: string, changes: { key?: string; arguments?: string } = {}) {
  const { key = "key-one", ...rest } = changes;
  const sent = { reference, key, objection: { ...objection, ...rest }, language: "nl" as const };
  return objectTo(voorbeeld(), sent, world.duties);
}

describe("a sub-processor", () => {
  test("is recorded in versions, and shown as bound or not", async () => {
    expect(await record(hosting)).toMatchObject({ status: 201, body: { version: 1, bound: false } });
    expect(await record(hosting)).toMatchObject({ status: 200, body: { version: 1, isNew: false } });
    const bound = { ...hosting, agreement, because: "Ondertekend." };
    expect(await record(bound)).toMatchObject({ status: 201, body: { version: 2, bound: true } });
    expect((await world.operate("GET /sub-processors")).body.subProcessors).toMatchObject([
      { ...bound, version: 2, by: operator, bound: true },
    ]);
  });

  test.each([
    ["in no country", { country: "Nederland" }, "/country"],
    ["in a country that there is none of", { country: "QQ" }, "/country"],
    ["that ends before it begins", { engagedFrom: "2026-02-02", endedOn: "2026-02-01" }, "/endedOn"],
    ["from a day that there is none of", { engagedFrom: "2026-02-30" }, "/engagedFrom"],
    ["with an id that is none", { id: "Hosting B.V." }, "/id"],
    [
      "bound by what is yet to be signed",
      { agreement: { ...agreement, signedOn: "2026-03-21" } },
      "/agreement/signedOn",
    ],
    ["with a field that there is none of", { adress: "…" }, "/adress"],
  ])("%s is refused", async (_, changes, pointer) => {
    const { status, body } = await record({ ...hosting, ...changes });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe("announcing a change", () => {
  test("tells every controller whose agreement runs, once, in its language", async () => {
    await record(hosting);
    const because = { nl: "Wij verhuizen.", en: "We are moving." };
    expect(await announce({ ...intended, because })).toMatchObject({
      status: 201,
      body: { version: 1, ...intended, because, announced: 2, toldNow: 2, remaining: 0 },
    });
    expect((await announce()).body).toMatchObject({ because, announced: 2, toldNow: 0, remaining: 0 });
    const [announcement] = (await status()).announcements;
    const { controllers } = announcement;
    expect(announcement).toMatchObject({ ...intended, because, by: operator, untold: [] });
    expect(controllers).toMatchObject([
      { controllerId: "example-ltd", mayObject: true, objections: [] },
      { controllerId: "voorbeeld-bv", mayObject: true, objections: [] },
    ]);
    const { case: of } = (await dossierOf(controllers[0].reference)) ?? {};
    const [letter] = of?.letters ?? [];
    expect(letter).toMatchObject({
      to: "controller",
      type: "sub-processor-change",
      language: "en",
      link: { page: "objection" },
    });
    const text = toText(letter?.blocks ?? []);
    expect(text).toContain("intends to engage a sub-processor from Friday, 1 May 2026");
    for (const said of ["Hosting B.V.", "Netherlands (NL)", "not yet bound in writing", `> ${because.en}`])
      expect(text).toContain(said);
    expect(changeHandOverSchema.parse({ $schema: "…", ...letter?.handOver?.data })).toMatchObject({
      notice: "announcement",
      ...intended,
      because: because.en,
      subProcessor: { id: "hosting-bv", version: 1, agreement: null },
    });
    const { case: other } = (await dossierOf(controllers[1].reference)) ?? {};
    expect(toText(other?.letters[0]?.blocks ?? [])).toContain(`> ${because.nl}`);
  });

  test("says why in both languages or not at all", async () => {
    await record(hosting);
    const { status, body } = await announce({ ...intended, because: { nl: "Wij verhuizen." } });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, "/because/en"]);
  });

  test.each([
    ["engaged", "2026-05-01", {}, "does not say from which day"],
    ["engaged", "2026-05-01", { engagedFrom: "2026-05-02" }, "engaged from 2026-05-02"],
    ["ended", "2026-05-01", {}, "does not say which day is its last"],
    ["ended", "2026-05-01", { endedOn: "2026-05-01" }, "last day is 2026-05-01"],
  ])("as %s from %s is refused where the record has %j", async (change, effectiveFrom, days, sentence) => {
    await record({ ...hosting, agreement, ...days });
    const refused = await announce({ change, effectiveFrom });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: "/effectiveFrom" })],
    ]);
    expect(JSON.stringify(refused.body.errors)).toContain(sentence);
    expect((await status()).announcements).toEqual([]);
  });

  test("as ended goes out from the day after the last one on record", async () => {
    await record({ ...hosting, endedOn: "2026-04-30" });
    expect((await announce({ change: "ended", effectiveFrom: "2026-05-01" })).status).toBe(201);
  });

  test("as engaged is refused until it is bound in writing (article 5.3)", async () => {
    await record(hosting);
    const engaged = { change: "engaged", effectiveFrom: "2026-05-01" };
    const refused = await announce(engaged);
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      "No written agreement with this sub-processor is on record. Until there is one, it cannot be announced as engaged.",
    ]);
    expect((await status()).announcements).toEqual([]);
    await record({ ...hosting, agreement, engagedFrom: "2026-05-01" });
    expect(await announce(engaged)).toMatchObject({ status: 201, body: { version: 2, toldNow: 2 } });
  });

  test("of another version than was looked at, or of nobody on record, is refused", async () => {
    expect((await announce()).status).toBe(404);
    await record(hosting);
    expect((await announce({ ...intended, version: 2 })).status).toBe(409);
  });

  test("that was cut short is completed as it was announced, though the record has changed since", async () => {
    await record(hosting);
    await announce();
    await changeControllers(world.table, () => voorbeeld({ id: "later-bv" }));
    await record({ ...hosting, name: "Hosting N.V." });
    expect((await announce({ ...intended, version: 1 })).body).toMatchObject({ version: 1, toldNow: 1 });
    expect((await announce({ ...intended, effectiveFrom: "2026-06-01", version: 1 })).status).toBe(409);
    const [{ controllers, untold }] = (await status()).announcements;
    const later = controllers.find((one: { controllerId: string }) => one.controllerId === "later-bv");
    expect((await dossierOf(later.reference))?.case.subProcessor).toMatchObject({
      version: 1,
      name: "Hosting B.V.",
    });
    expect(untold).toEqual([]);
    const over = { reference: "AGR-0000-0000-0003", phase: "destroyed" as const };
    await changeControllers(world.table, () => voorbeeld({ id: "later-bv", termination: over }));
  });

  test("goes on where it was cut short, and tells those that were added since", async () => {
    const { table } = world;
    await record(hosting);
    await announce();
    const added = Array.from({ length: size(3, 500) }, (_, n) => `nieuw-${n}`);
    await inParallel(added, 25, (id) =>
      table.client.send(
        new PutItemCommand({ TableName: table.name, Item: toControllerItem(voorbeeld({ id })) }),
      ),
    );
    expect((await status()).announcements[0].untold.toSorted()).toEqual(added.toSorted());
    for (let left = added.length; left > 0; ) {
      const { body } = await announce();
      expect(body.remaining).toBeLessThan(left);
      left = body.remaining;
    }
    const [{ controllers, untold }] = (await status()).announcements;
    expect([controllers.length, untold]).toEqual([added.length + 2, []]);
    await deleteItems(
      table,
      added.map((sk) => ({ pk: controllersPartition, sk })),
    );
  });
});

describe("an objection", () => {
  test("is recorded with its period and how that was found, goes to the desk and is confirmed", async () => {
    const reference = await announced();
    await putLinkedMail(world.table, reference, {
      state: "delivered",
      deliveredAt: "2026-03-20T09:00:00.000Z",
    });
    await object(reference);
    const { entries = [] } = (await dossierOf(reference)) ?? {};
    expect(entries).toMatchObject([
      { sequence: 1, move: "objection", by: "link", ...objection, period: { lastDay: "2026-04-03" } },
    ]);
    const [toDesk, confirmation] = entries[0]?.letters ?? [];
    expect([toDesk?.to, toDesk?.language]).toEqual(["desk", "nl"]);
    const text = toText(toDesk?.blocks ?? []);
    expect(text).toContain("> Zij zitten buiten de EU.");
    expect(text).toContain(`meldpunt sub-processors answer ${reference} --objection 1 `);
    expect([confirmation?.to, confirmation?.subject]).toEqual([
      "controller",
      "Wij hebben uw bezwaar ontvangen",
    ]);
    expect(changeHandOverSchema.parse({ $schema: "…", ...confirmation?.handOver?.data })).toMatchObject({
      notice: "objection",
      objection: { ...objection, lastDay: "2026-04-03" },
    });
    const [told] = (await status()).announcements[0].controllers.filter(
      (one: { reference: string }) => one.reference === reference,
    );
    expect(told).toMatchObject({
      unanswered: 1,
      objections: [{ sequence: 1, ...objection }],
      period: { deliveredAt: "2026-03-20T09:00:00.000Z", steps: [{}, {}, {}] },
    });
  });

  test.each([
    ["on Good Friday", "2026-03-20T09:00:00.000Z", "2026-04-03T22:00:00.000Z", "vrijdag 3 april 2026"],
    ["on 5 May", "2026-04-21T09:00:00.000Z", "2026-05-05T22:00:00.000Z", "dinsdag 5 mei 2026"],
    [
      "after summer time ended",
      "2026-10-16T09:00:00.000Z",
      "2026-10-30T23:00:00.000Z",
      "vrijdag 30 oktober 2026",
    ],
  ])(
    "in a period that ends %s is taken in its last second, and one second late is refused with the day",
    async (_, deliveredAt, endsAt, day) => {
      const reference = await announced();
      await putLinkedMail(world.table, reference, { state: "delivered", deliveredAt });
      const end = Date.parse(endsAt);
      world.at(new Date(end - 1_000).toISOString());
      await object(reference);
      world.at(new Date(end + 1_000).toISOString());
      await expect(object(reference, { key: "key-two" })).rejects.toMatchObject({
        reason: "objection_too_late",
        because: `De laatste dag was ${day}.`,
      } satisfies Partial<Refusal>);
      expect((await dossierOf(reference))?.entries).toHaveLength(1);
    },
  );

  test("is taken before the announcement is known to have been delivered", async () => {
    const reference = await announced();
    await putLinkedMail(world.table, reference);
    const entry = await object(reference);
    expect(entry.period).toBeUndefined();
  });

  test("that is sent twice is one; another is another, up to ten", async () => {
    const reference = await announced();
    const [first, second] = [await object(reference), await object(reference)];
    expect(second.sequence).toBe(first.sequence);
    await expect(object(reference, { arguments: "Iets anders." })).rejects.toMatchObject({
      reason: "idempotency_key_reused",
    });
    for (let n = 2; n <= 10; n++) await object(reference, { key: `key-${n}` });
    await expect(object(reference, { key: "key-11" })).rejects.toMatchObject({ reason: "too_many_updates" });
  });

  test("needs a human until it is answered, and now once the change takes effect", async () => {
    const reference = await announced();
    const concerns = (time: string) => readObjectionConcerns(world.table, new Date(time));
    expect(await concerns("2026-04-01T10:00:00.000Z")).toEqual([]);
    await object(reference);
    expect(await concerns("2026-04-30T21:59:59.000Z")).toMatchObject([
      { kind: "objection", level: "yellow", reference, controllerId: "voorbeeld-bv" },
    ]);
    expect(await concerns("2026-04-30T22:00:00.000Z")).toMatchObject([{ level: "red" }]);
    const answer = (because: string) =>
      world.operate("POST /sub-processors/changes/{reference}/answer", {
        body: { because },
        parameters: { reference },
      });
    const { status, body } = await answer("Wij schakelen hen voor u niet in.");
    expect([status, body.unanswered, body.answers.length]).toEqual([200, 0, 1]);
    expect((await answer("Wij schakelen hen voor u niet in.")).body.answers).toHaveLength(1);
    expect((await answer("Toch wel.")).status).toBe(409);
    const { entries = [] } = (await dossierOf(reference)) ?? {};
    const [letter] = entries[1]?.letters ?? [];
    expect(toText(letter?.blocks ?? [])).toContain("> Wij schakelen hen voor u niet in.");
    expect(await concerns("2026-06-01T10:00:00.000Z")).toEqual([]);
    await object(reference, { key: "another-key" });
    expect(await concerns("2026-04-01T10:00:00.000Z")).toHaveLength(1);
  });

  test("is answered by whoever has read it: not with one that came in since, nor with several unread", async () => {
    const reference = await announced();
    const answer = async (body: object) => {
      const parameters = { reference };
      return world.operate("POST /sub-processors/changes/{reference}/answer", { body, parameters });
    };
    const { sequence: first } = await object(reference);
    const { sequence: second } = await object(reference, { key: "key-two" });
    const unnamed = await answer({ because: "Nee." });
    expect([unnamed.status, unnamed.body.detail]).toEqual([
      409,
      "More than one objection is open. Name the last one that you have read. Open: objection 1, objection 2.",
    ]);
    const overtaken = await answer({ because: "Nee.", seen: first });
    expect([overtaken.status, overtaken.body.detail]).toEqual([
      409,
      expect.stringContaining("Open: objection 1, objection 2."),
    ]);
    expect((await answer({ because: "Nee.", seen: second })).body).toMatchObject({ unanswered: 0 });
    await object(reference, { key: "key-three" });
    const again = await answer({ because: "Nee.", seen: second });
    expect([again.status, again.body.answers.length, again.body.unanswered]).toEqual([200, 1, 1]);
  });

  test("needs nobody once the agreement is over, when nothing can be sent any more", async () => {
    const reference = await announced();
    await object(reference);
    const closed = { reference: "AGR-0000-0000-0002", phase: "closed" as const };
    await changeControllers(world.table, () => voorbeeld({ termination: closed }));
    expect(await readObjectionConcerns(world.table, world.duties.now())).toEqual([]);
    await changeControllers(world.table, () => voorbeeld());
  });

  test("that a newer release recorded does not hide what else needs a human", async () => {
    const reference = await announced();
    await object(reference);
    const [entry] = (await itemsUnder(world.table, reference)).values();
    await putItems(world.table, [{ ...entry, pk: reference, sk: "case#000002", v: 2 }]);
    expect(await readObjectionConcerns(world.table, world.duties.now())).toMatchObject([
      { kind: "unreadable", level: "red", reference },
    ]);
  });

  test("cannot be answered where there is none", async () => {
    const reference = await announced();
    for (const [ref, status] of [
      [reference, 409],
      ["SUB-0000-0000-0000", 404],
      ["DSR-0000-0000-0000", 404],
    ] as const) {
      const answered = await world.operate("POST /sub-processors/changes/{reference}/answer", {
        body: { because: "Nee." },
        parameters: { reference: ref },
      });
      expect(answered.status).toBe(status);
    }
  });
});
