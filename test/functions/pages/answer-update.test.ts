import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendEntry } from "../../../functions/breach/breach-store.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { entry } from "../../support/breaches.ts";
import {
  type Answers,
  changed,
  factsOn,
  fill,
  filledIn,
  headingOn,
  send,
  summaryOn,
  visit,
} from "../../support/forms.ts";
import { elements, parsePage } from "../../support/html.ts";
import { type Access, type PagesDoor, pagesDoor, putCase } from "./pages-door.ts";
import { unreachable } from "./sample-site.ts";

let door: PagesDoor;
let access: Access;

beforeAll(async () => {
  door = await pagesDoor();
});

beforeEach(async () => {
  await door.forget();
  access = await putCase(door.table, "breach");
});

const { update, status, form: formTexts } = pageTexts.nl;
const path = "/breach/update";
const key = "another secret from a random source";
const told = { note: "De ontvanger\nheeft gebeld.", cause: "Een verkeerd adres." };

const post = (answers: Answers, answer = door.answer) => answer(send(path, fill(answers)));
const add = (changes: Answers = {}, answer = door.answer) =>
  post({ ...access, key, ...told, ...changes }, answer);
const entries = async () => [...(await door.stored()).values()].filter(({ kind }) => kind === "breach-entry");

describe("Whoever holds the code of a breach report", () => {
  test("comes from how it stands to the form that adds to it", async () => {
    const shown = await door.answer(send("/status", fill(access)));
    const [button] = elements(parsePage(shown.body), "button").filter(({ text }) => text === status.add);
    expect(button?.attributes.get("formaction")).toBe(`${path}?lang=nl`);
    const { statusCode, body } = await door.answer(send(path, filledIn(shown.body)));
    expect([statusCode, headingOn(body)]).toEqual([200, update.title]);
    expect(Object.fromEntries(filledIn(body))).toMatchObject({ ...access, note: "", website: "" });
    expect(await entries()).toEqual([]);
  });

  test("adds to it, and is told so by a page that leads on to how it stands", async () => {
    const { statusCode, body } = await add();
    expect([statusCode, headingOn(body)]).toEqual([201, update.done]);
    expect([...factsOn(body).values()].slice(0, 2)).toEqual([access.reference, "1"]);
    expect(body).toContain(update.next.held);
    expect(await entries()).toMatchObject([
      { move: "update", by: "reporter", note: told.note, changes: { cause: told.cause } },
    ]);
    const shown = await door.answer(send("/status", filledIn(body)));
    expect([...factsOn(shown.body).values()]).toContain(status.breachEvents.updated);
  });

  // A1, A3
  test("adds once, however often the form is sent", async () => {
    const answers = await Promise.all([add(), add(), add()]);
    const again = await add();
    expect(new Set([...answers, again].map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(await entries()).toHaveLength(1);
  });

  // A2
  test("is asked again where the form was changed after it was sent", async () => {
    await add();
    const { statusCode, body } = await add({ note: "Iets anders." });
    expect(statusCode).toBe(422);
    expect((await door.answer(send(path, filledIn(body)))).statusCode).toBe(201);
    expect((await entries()).map(({ note }) => note)).toEqual([told.note, "Iets anders."]);
  });

  test.each<[number, Answers, string]>([
    [400, { note: "", cause: "" }, formTexts.errors.nothing_in_it],
    [400, { startedAt: "gisteren" }, formTexts.errors.instant],
    [400, { website: "https://spam.example" }, formTexts.problems.trap_filled.title],
    [413, { note: "x".repeat(300_000) }, formTexts.problems.body_too_large.title],
  ])("gets the form back with everything in it, and %i", async (statusCode, changes, said) => {
    const answered = await add(changes);
    expect(answered.statusCode).toBe(statusCode);
    expect(summaryOn(answered.body)).toContain(said);
    const kept = { ...access, key, ...told, ...changes, website: "" };
    expect(Object.fromEntries(filledIn(answered.body))).toMatchObject(kept);
    expect(await entries()).toEqual([]);
  });

  // A7
  test("gets it back with the same key and when to try again while nothing can be stored", async () => {
    const { statusCode, headers, body } = await add({}, door.with({ appendEntry: unreachable }));
    expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
    expect(Object.fromEntries(filledIn(body))).toMatchObject({ ...access, key, ...told });
  });

  test("is told that nothing can be added any more once the desk has dismissed it", async () => {
    const { reference } = access;
    await appendEntry(door.table, entry({ reference, move: "dismiss", by: "desk", because: "Geen lek." }));
    const { statusCode, body } = await add();
    expect(statusCode).toBe(409);
    expect(summaryOn(body)).toContain(formTexts.problems.already_ended.title);
    expect(Object.fromEntries(filledIn(body))).toMatchObject(told);
  });

  test("has the form in the other language with everything in it, and adds nothing by that", async () => {
    const sent = changed(fill({ ...access, key, ...told }), { switch: "en" });
    const { statusCode, headers, body } = await door.answer(send(path, sent, { lang: "en" }));
    expect([statusCode, headers["content-language"]]).toEqual([200, "en"]);
    expect(Object.fromEntries(filledIn(body))).toMatchObject({ ...access, key, ...told });
    expect(await entries()).toEqual([]);
  });
});

// B8
describe("Whoever does not hold it", () => {
  const without = async (): Promise<Access[]> => [
    { ...access, code: "0".repeat(26) },
    { ...access, code: "x" },
    { ...access, reference: "BR-0000-0000-0000" },
    { ...access, reference: "controllers" },
    await putCase(door.table, "request"),
  ];

  test("gets no form to add with", async () => {
    for (const one of await without()) {
      const { statusCode, body } = await post(one);
      expect([statusCode, headingOn(body)]).toEqual([404, status.title]);
    }
  });

  test("adds nothing with a form of their own", async () => {
    for (const one of await without()) {
      const { statusCode, body } = await add(one);
      expect(statusCode).toBe(404);
      expect(summaryOn(body)).toContain(formTexts.problems.not_found.title);
      expect(Object.fromEntries(filledIn(body))).toMatchObject(told);
    }
    expect(await entries()).toEqual([]);
  });

  // B10
  test("adds nothing by a page of theirs: the form is shown anew", async () => {
    const elsewhere = (code: string) => {
      const sent = send(path, fill({ ...access, code, key, ...told }));
      return door.answer({ ...sent, headers: { ...sent.headers, "sec-fetch-site": "cross-site" } });
    };
    const { statusCode, body } = await elsewhere(access.code);
    expect([statusCode, Object.fromEntries(filledIn(body)).note]).toEqual([200, ""]);
    expect(Object.fromEntries(filledIn(body)).key).not.toBe(key);
    expect((await elsewhere("0".repeat(26))).statusCode).toBe(404);
    expect(await entries()).toEqual([]);
  });
});

test.each(["/breach/update", "/receipt"])(
  "Whoever comes to %s by its address is asked for the code",
  async (page) => {
    const { statusCode, body } = await door.answer(visit(`GET ${page}`));
    expect([statusCode, headingOn(body)]).toEqual([200, status.title]);
  },
);
