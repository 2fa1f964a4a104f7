import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSchemas } from "../../../functions/duties/sub-processors/change-case.ts";
import { controllerTexts } from "../../../functions/pages/controller/controller-texts.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { deleteItems } from "../../../shared/delete-items.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { languages } from "../../../shared/language.ts";
import { readLetterDossier } from "../../../shared/letter/letter-store.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { pagePaths } from "../../../shared/routes.ts";
import { changed, encode, type Filled, filledIn, headingOn, summaryOn, visit } from "../../support/forms.ts";
import { element, parsePage } from "../../support/html.ts";
import { itemsIn } from "../../support/table-items.ts";
import { dutiesWorld, putLinkedMail, token } from "../duties/duties-world.ts";

let world: Awaited<ReturnType<typeof dutiesWorld>>;

beforeAll(async () => {
  world = await dutiesWorld();
  await world.operate("POST /statements", {
    body: { topic: "measures", nl: "Wij hebben sloten.", en: "We have locks." },
  });
});

const isKept = (pk: string) => ["controllers", "processor"].includes(pk);

beforeEach(async () => {
  const items = [...(await itemsIn(world.table)).values()].filter(({ pk }) => !isKept(pk));
  await deleteItems(
    world.table,
    items.map(({ pk, sk }) => ({ pk, sk })),
  );
  world.at("2026-03-20T08:59:00.000Z");
});

type Coming = { reference: string; delivery?: string; token?: string; lang?: string; filled?: Filled };

/** Follows the link in a mail or, with a form that is filled in, sends it. */
function come(page: "statements" | "objection", { reference, filled, lang = "nl", ...rest }: Coming) {
  const parameters = { reference, delivery: "letter-0-0", token, ...rest };
  const path = `/${page}/${reference}/${parameters.delivery}/${parameters.token}`;
  const method = filled ? "POST" : "GET";
  const event = visit(`${method} ${pagePaths[page]}`, { path, parameters, query: { lang } });
  if (!filled) return world.visit(event);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return world.visit({ ...event, headers, body: encode(filled) });
}

/** What is stored but for the mails whose links are followed. */
async function cases() {
  const items = [...(await itemsIn(world.table)).values()];
  return items.filter(({ pk, kind }) => !isKept(pk) && kind !== "delivery");
}

const said = controllerTexts.nl;

describe("the page on which a controller asks for statements", () => {
  const reference = "DSR-7K3M-9QXT-2W5R";
  const mail = (changes: Partial<Delivery> = {}) =>
    putLinkedMail(world.table, reference, { type: "request", ...changes });

  async function ask(...topics: string[]) {
    const { body } = await come("statements", { reference });
    return come("statements", {
      reference,
      filled: [...filledIn(body), ...topics.map((topic) => ["topics", topic] as const)],
    });
  }

  test("opens from any mail to it, in both languages, and records nothing by that", async () => {
    const { digest: _, ...toControllers } = referencePrefixes;
    for (const prefix of Object.values(toControllers)) {
      const of = `${prefix}-7K3M-9QXT-2W5R`;
      await putLinkedMail(world.table, of, { type: "audit" });
      for (const lang of languages) {
        const { statusCode, headers, body } = await come("statements", { reference: of, lang });
        expect([statusCode, headingOn(body), headers["content-language"]]).toEqual([
          200,
          controllerTexts[lang].statements.title,
          lang,
        ]);
        expect(element(parsePage(body), "main").text).toContain("Voorbeeld B.V.");
      }
    }
    expect(await cases()).toEqual([]);
  });

  test("makes a request of what was chosen, and says what comes and what follows later", async () => {
    await mail();
    const { statusCode, body } = await ask("measures", "countries");
    expect([statusCode, headingOn(body)]).toEqual([201, said.statements.done]);
    expect(body).toContain(said.statements.comes);
    expect(body).toContain(said.statements.follows);
    expect(await cases()).toMatchObject([
      {
        kind: "statement",
        via: "link",
        by: "link",
        controllerId: "voorbeeld-bv",
        topics: ["measures", "countries"],
        answered: [{ topic: "measures", version: 1 }],
        letters: [{ to: "controller" }, { to: "desk" }],
      },
    ]);
  });

  test("makes one request a day of the same topics, however often and in whichever order they are asked", async () => {
    await mail();
    await ask("measures", "countries");
    world.at("2026-03-20T14:00:00.000Z");
    const { body } = await ask("countries", "measures");
    expect(body).toContain(said.statements.askedBefore("vrijdag 20 maart 2026 om 09:59 (Nederlandse tijd)"));
    expect(body).toContain(said.statements.came);
    expect(body).not.toContain(said.statements.comes);
    expect(await cases()).toHaveLength(1);
    await ask("countries");
    expect(await cases()).toHaveLength(2);
    world.at("2026-03-20T23:00:00.000Z");
    await ask("countries");
    expect(await cases()).toHaveLength(3);
  });

  test.each([
    ["nothing is chosen", [], said.statements.topics.missing],
    ["what was chosen is no topic", ["weather"], pageTexts.nl.form.errors.not_an_option],
  ])("comes back where %s", async (_, topics, sentence) => {
    await mail();
    const { statusCode, body } = await ask(...topics);
    expect(statusCode).toBe(400);
    expect(summaryOn(body)).toContain(sentence);
    expect(await cases()).toEqual([]);
  });

  test("is refused once the agreement is over", async () => {
    await mail({ controllerId: "gestopt-bv" });
    for (const filled of [undefined, [["topics", "measures"]] as Filled]) {
      const { statusCode, body } = await come("statements", { reference, ...(filled && { filled }) });
      expect([statusCode, headingOn(body)]).toEqual([410, said.problems.controller_gone.title]);
    }
    expect(await cases()).toEqual([]);
  });

  // B8
  test.each<[string, Partial<Coming>, Partial<Delivery>]>([
    ["with another token", { token: "another" }, {}],
    ["of another mail", { delivery: "letter-9-9" }, {}],
    ["of a mail that cannot be", { delivery: "x#y" }, {}],
    ["of what is no reference", { reference: "controllers" }, {}],
    ["in a mail to a desk", {}, { type: "desk" }],
    ["in a mail to a data subject", {}, { type: "acknowledgement" }],
    ["in a mail without a token", { token: "undefined" }, { token: undefined as never }],
  ])("is not there %s, neither for the form", async (_, link, changes) => {
    await mail(changes);
    for (const filled of [undefined, [["topics", "measures"]] as Filled]) {
      const { statusCode, body } = await come("statements", {
        reference,
        ...link,
        ...(filled && { filled }),
      });
      expect([statusCode, headingOn(body)]).toEqual([404, pageTexts.nl.problems.not_found.title]);
    }
    expect(await cases()).toEqual([]);
  });
});

describe("the page on which a controller objects", () => {
  /** The reference under which Voorbeeld B.V. was told of a change. */
  async function told(changes: Partial<Delivery> = {}): Promise<string> {
    const service = { nl: "Hosting", en: "Hosting" };
    const body = { id: "hosting-bv", name: "Hosting <b>B.V.</b>", country: "NL", service };
    await world.operate("POST /sub-processors", { body });
    const parameters = { id: "hosting-bv" };
    const change = { change: "intended", effectiveFrom: "2026-05-01" };
    await world.operate("POST /sub-processors/{id}/announcements", { body: change, parameters });
    const found = (await cases()).find(({ controllerId }) => controllerId === "voorbeeld-bv");
    const reference = String(found?.pk);
    await putLinkedMail(world.table, reference, changes);
    return reference;
  }

  const delivered = { state: "delivered", deliveredAt: "2026-03-20T09:00:00.000Z" } as const;
  const answers = { name: "Sam Jansen", capacity: "FG", arguments: "Zij zitten\nbuiten de EU." };

  async function object(reference: string, changes: Partial<typeof answers> = {}) {
    const { body } = await come("objection", { reference });
    return come("objection", { reference, filled: changed(filledIn(body), { ...answers, ...changes }) });
  }

  const entriesOf = async (reference: string) =>
    (await readLetterDossier(world.table, reference, changeSchemas))?.entries ?? [];

  test("says what is announced and until when one may object, and records nothing by that", async () => {
    const reference = await told(delivered);
    for (let n = 0; n < 3; n++) {
      const { statusCode, body } = await come("objection", { reference });
      expect([statusCode, headingOn(body)]).toEqual([200, said.objection.title]);
      const { text } = element(parsePage(body), "main");
      expect(text).toContain(
        "Wij willen Hosting <b>B.V.</b> vanaf vrijdag 1 mei 2026 als subverwerker inschakelen.",
      );
      expect(text).toContain("U kunt bezwaar maken tot en met vrijdag 3 april 2026.");
    }
    expect(await entriesOf(reference)).toEqual([]);
  });

  test("takes an objection, once for each form", async () => {
    const reference = await told(delivered);
    const { body } = await come("objection", { reference });
    const filled = changed(filledIn(body), answers);
    const [first, second] = [
      await come("objection", { reference, filled }),
      await come("objection", { reference, filled }),
    ];
    expect([first.statusCode, headingOn(first.body)]).toEqual([201, said.objection.done]);
    expect(second.body).toBe(first.body);
    expect(await entriesOf(reference)).toMatchObject([
      { move: "objection", name: "Sam Jansen", capacity: "FG", arguments: "Zij zitten\nbuiten de EU." },
    ]);
  });

  test.each([
    ["arguments", said.objection.fields.arguments.missing],
    ["name", said.objection.fields.name.missing],
  ])("comes back without %s, with all else that was filled in", async (field, sentence) => {
    const reference = await told(delivered);
    const { statusCode, body } = await object(reference, { [field]: " \n " });
    expect(statusCode).toBe(400);
    expect(summaryOn(body)).toContain(sentence);
    expect(filledIn(body)).toContainEqual(["capacity", "FG"]);
    expect(await entriesOf(reference)).toEqual([]);
  });

  test("refuses what comes a second late, with the day, and says so to whoever opens it then", async () => {
    const reference = await told(delivered);
    const { body: form } = await come("objection", { reference });
    world.at("2026-04-03T22:00:01.000Z");
    const late = await come("objection", { reference, filled: changed(filledIn(form), answers) });
    expect([late.statusCode, headingOn(late.body)]).toEqual([409, said.objection.tooLate.title]);
    expect(late.body).toContain("De laatste dag was vrijdag 3 april 2026.");
    const opened = await come("objection", { reference, lang: "en" });
    expect([opened.statusCode, headingOn(opened.body)]).toEqual([
      200,
      controllerTexts.en.objection.tooLate.title,
    ]);
    expect(opened.body).toContain("The last day was Friday, 3 April 2026.");
    expect(await entriesOf(reference)).toEqual([]);
  });

  test("takes what comes in the last second, and before the mail is known to have arrived", async () => {
    const reference = await told(delivered);
    world.at("2026-04-03T21:59:59.000Z");
    expect((await object(reference)).statusCode).toBe(201);
    await putLinkedMail(world.table, reference, { state: "accepted" });
    world.at("2026-06-01T10:00:00.000Z");
    expect((await object(reference)).statusCode).toBe(201);
  });

  // B8
  test("is not there for a mail about something else", async () => {
    const reference = "AUD-7K3M-9QXT-2W5R";
    await putLinkedMail(world.table, reference, { type: "audit" });
    const { statusCode, body } = await come("objection", { reference });
    expect([statusCode, headingOn(body)]).toEqual([404, pageTexts.nl.problems.not_found.title]);
  });
});
