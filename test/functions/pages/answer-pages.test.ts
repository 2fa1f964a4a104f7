import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageTexts } from "../../../functions/pages/texts.ts";
import {
  type Answers,
  answersIn,
  type Filled,
  factsOn,
  filledIn,
  headingOn,
  send,
  summaryOn,
  visit,
} from "../../support/forms.ts";
import { element, elements, parsePage } from "../../support/html.ts";
import { filledReport, filledRequest, key } from "./filled-forms.ts";
import { type PagesDoor, pagesDoor } from "./pages-door.ts";
import { ended, unlisted, unreachable } from "./sample-site.ts";

let door: PagesDoor;

beforeAll(async () => {
  door = await pagesDoor();
});

beforeEach(() => door.forget());

const forms: [path: string, fill: (changes?: Answers) => Filled, typed: string][] = [
  ["/request", filledRequest, "message"],
  ["/breach", filledReport, "description"],
];
const { receipt, status, form: formTexts, start } = pageTexts.nl;
const keyIn = (body: string) => element(parsePage(body), "input", "key").attributes.get("value");

describe.each(forms)("The form at %s", (path, fill, typed) => {
  const post = (filled: Filled, answer = door.answer) => answer(send(path, filled));

  test("is answered with the receipt once it is stored, and the code is in no address", async () => {
    const { statusCode, headers, body } = await post(fill());
    const facts = factsOn(body);
    expect(statusCode).toBe(201);
    expect(headers).not.toHaveProperty("location");
    expect(headers).not.toHaveProperty("idempotent-replayed");
    expect([...(await door.stored()).keys()]).toEqual([`${facts.get(status.reference)}/case`]);
    const code = facts.get(receipt.code) ?? "";
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    for (const { attributes } of parsePage(body))
      for (const name of ["href", "action", "formaction"])
        expect(attributes.get(name) ?? "").not.toContain(code);
  });

  // A1
  test("sent again is answered with the same bytes, and says so", async () => {
    const first = await post(fill());
    const again = await post(fill());
    expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotent-replayed": "true" } });
    expect((await door.stored()).size).toBe(1);
  });

  // A1, A3
  test("sent many times at once becomes one case", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(fill())));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers["idempotent-replayed"] === "true")).toHaveLength(7);
    expect((await door.stored()).size).toBe(1);
  });

  // A1, A4
  test("is another case when it was opened again, and another than that of the other form", async () => {
    await post(fill());
    await post(fill({ key: `${key} of another` }));
    for (const [other, fillOther] of forms) if (other !== path) await door.answer(send(other, fillOther()));
    expect((await door.stored()).size).toBe(3);
  });

  // A2
  test("changed after it was sent comes back with 422 and a new key, and then becomes a second case", async () => {
    await post(fill());
    const { statusCode, body } = await post(fill({ [typed]: "Iets anders." }));
    expect(statusCode).toBe(422);
    expect(summaryOn(body)).toContain(formTexts.problems.idempotency_key_reused.title);
    expect((await door.stored()).size).toBe(1);
    expect((await post(filledIn(body))).statusCode).toBe(201);
    expect((await door.stored()).size).toBe(2);
  });

  // A5, A14, B4
  test.each<[number, Answers]>([
    [400, { [typed]: "x".repeat(10_001) }],
    [400, { website: "https://spam.example" }],
    [400, { key: "short" }],
    [413, { [typed]: "x".repeat(300_000) }],
    [200, { switch: "en" }],
  ])("stores nothing and keeps what was filled in, answered with %i", async (statusCode, changes) => {
    const sent = fill({ [typed]: 'Eén regel\n\n"<&', ...changes });
    const answered = await post(sent);
    expect(answered.statusCode).toBe(statusCode);
    const kept = answersIn(sent).filter(([name]) => !["website", "switch"].includes(name));
    expect(answersIn(filledIn(answered.body)).toSorted()).toEqual(kept.toSorted());
    expect((await door.stored()).size).toBe(0);
  });

  // A7
  test("comes back with everything, the same key and when to try again while nothing can be stored", async () => {
    const commit = { commitCase: unreachable, commitBreach: unreachable };
    const { statusCode, headers, body } = await post(fill(), door.with(commit));
    expect([statusCode, headers["retry-after"], keyIn(body)]).toEqual([503, "5", key]);
    expect(answersIn(filledIn(body)).toSorted()).toEqual(answersIn(fill()).toSorted());
    expect((await post(filledIn(body))).statusCode).toBe(201);
    expect((await door.stored()).size).toBe(1);
  });

  // A7
  test("comes back with the controllers that were chosen, by their ids, while they cannot be read", async () => {
    const away = { listControllers: unreachable, readController: unreachable, readControllers: unreachable };
    const { statusCode, body } = await post(fill(), door.with(away));
    expect(statusCode).toBe(503);
    expect(answersIn(filledIn(body)).toSorted()).toEqual(answersIn(fill()).toSorted());
  });

  // H7
  test("comes back with everything and the same key when something is wrong on our side", async () => {
    const broken = async () => {
      throw new Error("a fault of ours");
    };
    const { statusCode, body } = await post(fill(), door.with({ commitCase: broken, commitBreach: broken }));
    expect([statusCode, keyIn(body)]).toEqual([500, key]);
    expect(body).not.toContain("a fault of ours");
    expect(answersIn(filledIn(body)).toSorted()).toEqual(answersIn(fill()).toSorted());
  });

  // A16, A13
  test.each([
    [415, { headers: { "content-type": "application/json" } }],
    [415, { headers: {} }],
    [400, { body: "name=%ff" }],
  ])("is answered with a page and %i when it is no form at all", async (statusCode, changes) => {
    const answered = await door.answer({ ...send(path, fill()), ...changes });
    expect(answered.statusCode).toBe(statusCode);
    expect(answered.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(elements(parsePage(answered.body), "form")).toEqual([]);
    expect((await door.stored()).size).toBe(0);
  });

  test("keeps an unlisted controller that a link chose, also with another", async () => {
    const field = path === "/request" ? "controllerId" : "controllerIds";
    const opened = await door.answer(visit(`GET ${path}`, { query: { controller: unlisted.id } }));
    expect(answersIn(filledIn(opened.body))).toEqual([[field, unlisted.id]]);
    expect(opened.body).toContain(start.chosen("Anoniem B.V."));
    const chosen = path === "/request" ? unlisted.id : ["example-ltd", unlisted.id, "voorbeeld-bv"];
    const { body } = await post(fill({ [field]: chosen, [typed]: "x".repeat(10_001) }));
    const kept = filledIn(body).filter(([name]) => name === field);
    expect(kept.map(([, value]) => value).toSorted()).toEqual([chosen].flat().toSorted());
  });
});

describe("A request", () => {
  const post = (changes: Answers) => door.answer(send("/request", filledRequest(changes)));

  // A17
  test("for a controller that there is none of comes back with 404 and everything that was typed", async () => {
    const { statusCode, body } = await post({ controllerId: "niemand-bv" });
    expect(statusCode).toBe(404);
    expect(summaryOn(body)).toContain(formTexts.problems.unknown_controller.title);
    expect(keyIn(body)).toBe(key);
    const kept = answersIn(filledRequest({ controllerId: "" }));
    expect(answersIn(filledIn(body)).toSorted()).toEqual(kept.toSorted());
  });

  // A17
  test("for a controller that is gone comes back with 410 and everything that was typed", async () => {
    const { statusCode, body } = await post({ controllerId: ended.id });
    expect(statusCode).toBe(410);
    expect(summaryOn(body)).toContain(formTexts.problems.controller_gone.title);
    const kept = answersIn(filledRequest({ controllerId: "" }));
    expect(answersIn(filledIn(body)).toSorted()).toEqual(kept.toSorted());
    expect((await door.stored()).size).toBe(0);
  });

  test("is a request as the API takes one, in the language of the page", async () => {
    await door.answer(send("/request", filledRequest(), { lang: "en" }));
    const [stored] = (await door.stored()).values();
    expect(stored).toMatchObject({
      kind: "request",
      language: "en",
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      submission: {
        controllerId: "voorbeeld-bv",
        rights: ["access", "erasure"],
        dataSubject: {
          name: "Noor de Vries",
          email: "noor@example.org",
          identifiers: [{ type: "customer_number", value: "4711" }],
        },
        message: "Ik wil weten\nwelke gegevens u van mij heeft.",
      },
    });
  });
});

describe("A breach report", () => {
  const post = (changes: Answers) => door.answer(send("/breach", filledReport(changes)));
  const began = async () => [...(await door.stored()).values()].map(({ began }) => began);

  // B1
  test.each<[string, (code: string) => Answers]>([
    ["no code", () => ({})],
    ["a code of nobody", () => ({ code: "0".repeat(26) })],
    ["a code, for what is only suspected", (code) => ({ code, occurrence: "suspected" })],
    [
      "a code, for an organisation in words",
      (code) => ({ code, controllerIds: [], organisation: "De bakker" }),
    ],
  ])("waits for the desk with %s", async (_, changes) => {
    const { statusCode, body } = await post(changes(door.code));
    expect([statusCode, await began()]).toEqual([201, ["held"]]);
    expect(body).toContain(receipt.breach.next.held[0]);
    const isNobodys = /^0+$/.test(String(changes(door.code).code));
    expect(body.includes(receipt.breach.unknownCode)).toBe(isNobodys);
  });

  // B1
  test("with what is no code at all comes back and says so, before it waits for a desk", async () => {
    for (const code of ["'; DROP TABLE", door.code.slice(1), "é".repeat(26)]) {
      const { statusCode, body } = await post({ code });
      expect([statusCode, answersIn(filledIn(body)).toSorted()]).toEqual([
        400,
        answersIn(filledReport({ code })).toSorted(),
      ]);
      expect(summaryOn(body)).toContain(formTexts.errors.not_a_code);
    }
    expect(await began()).toEqual([]);
  });

  test("sent again with its code added is not taken for the one that waits", async () => {
    await post({});
    const { statusCode, body } = await post({ code: door.code });
    expect(statusCode).toBe(422);
    expect((await door.answer(send("/breach", filledIn(body)))).statusCode).toBe(201);
    expect((await began()).toSorted()).toEqual(["confirmed", "held"]);
  });

  test("leaves at once with a reporter code, as people write it", async () => {
    const { statusCode, body } = await post({
      code: ` ${door.code.toLowerCase().replace(/(.{5})/g, "$1-")} `,
    });
    expect([statusCode, await began()]).toEqual([201, ["confirmed"]]);
    expect(body).toContain(receipt.breach.next.received[0]);
    expect(factsOn(body).get(status.controllers)).toBe("Voorbeeld B.V., Example Ltd");
  });

  // B2
  test("stores and logs nothing of the code", async () => {
    await post({ code: door.code });
    expect(JSON.stringify([...(await door.stored()).values()])).not.toContain(door.code);
  });

  test("with one id that is unknown comes back and says where", async () => {
    const others = { otherControllerIds: "gestopt-bv Niemand-BV" };
    const { statusCode, body } = await post(others);
    expect(statusCode).toBe(400);
    const [link] = elements(parsePage(body), "a").filter(({ attributes }) =>
      attributes.get("href")?.startsWith("#f-"),
    );
    expect(link?.attributes.get("href")).toBe("#f-otherControllerIds");
    expect(link?.text).toContain(formTexts.unknownId("niemand-bv"));
    expect(answersIn(filledIn(body)).toSorted()).toEqual(answersIn(filledReport(others)).toSorted());
    expect((await door.stored()).size).toBe(0);
  });

  test("can be about a controller that is gone, by its link or its id", async () => {
    const { body } = await door.answer(visit("GET /breach", { query: { controller: ended.id } }));
    expect(answersIn(filledIn(body))).toEqual([["controllerIds", ended.id]]);
    expect((await post({ controllerIds: [ended.id] })).statusCode).toBe(201);
    expect((await post({ otherControllerIds: ended.id, key: `${key} of another` })).statusCode).toBe(201);
  });
});

describe("The start", () => {
  const open = (query: Record<string, string> = {}) => door.answer(visit("GET /", { query }));
  const hrefs = (body: string) =>
    elements(parsePage(body), "a").map(({ attributes }) => attributes.get("href"));

  test("leads to the forms and to how a case stands", async () => {
    const { statusCode, body } = await open();
    expect([statusCode, headingOn(body)]).toEqual([200, start.title]);
    expect(hrefs(body)).toEqual(
      expect.arrayContaining(["/request?lang=nl", "/breach?lang=nl", "/status?lang=nl"]),
    );
  });

  test.each<[string, string]>([
    ["voorbeeld-bv", start.chosen("Voorbeeld B.V.")],
    [unlisted.id, start.chosen("Anoniem B.V.")],
    ["niemand-bv", start.unknown],
    [ended.id, start.ended],
    ["a,b", start.unknown],
    ["#registry", start.unknown],
    ['"><script>alert(1)</script>&lang=en', start.unknown],
    ["x".repeat(100_000), start.unknown],
    ["\u202E\0\r\n", start.unknown],
  ])("says what a link chose, and brings it along: %j", async (controller, notice) => {
    const { statusCode, body } = await open({ controller });
    const notes = parsePage(body).filter(({ attributes }) => attributes.get("class") === "note");
    expect([statusCode, notes.map(({ text }) => text)]).toEqual([200, [notice]]);
    const query = `?controller=${encodeURIComponent(controller)}`;
    expect(hrefs(body)).toEqual(
      expect.arrayContaining([`/request${query}&lang=nl`, `/breach${query}&lang=nl`, `/${query}&lang=en`]),
    );
  });

  test("says nothing of a link that chose nothing", async () => {
    for (const { body } of [await open(), await open({ controller: "" })])
      expect(body).not.toContain('class="note"');
  });

  test("does not offer what a link chose in vain, and says so at the form too", async () => {
    for (const [path, controller, notice] of [
      ["/request", "niemand-bv", start.unknown],
      ["/breach", "niemand-bv", start.unknown],
      ["/request", ended.id, start.ended],
    ] as const) {
      const { statusCode, body } = await door.answer(visit(`GET ${path}`, { query: { controller } }));
      expect(statusCode).toBe(200);
      expect(answersIn(filledIn(body))).toEqual([]);
      expect(body).toContain(notice);
    }
  });

  // A7
  test("and the forms are there also while a link's controller cannot be read, which is chosen by its id", async () => {
    const away = door.with({ readController: unreachable, listControllers: unreachable });
    for (const [path, field] of [
      ["/", undefined],
      ["/request", "controllerId"],
      ["/breach", "controllerIds"],
    ] as const) {
      const { statusCode, body } = await away(
        visit(`GET ${path}`, { query: { controller: "voorbeeld-bv" } }),
      );
      expect([statusCode, body.includes(start.chosen("voorbeeld-bv"))]).toEqual([200, true]);
      if (field) expect(answersIn(filledIn(body))).toEqual([[field, "voorbeeld-bv"]]);
    }
  });
});

describe("What is no page", () => {
  test.each(["GET /nowhere", "GET /__proto__", "DELETE /request", "$default", "constructor"])(
    "is a page that says so: %s",
    async (routeKey) => {
      const { statusCode, body } = await door.answer(visit(routeKey));
      expect([statusCode, headingOn(body)]).toEqual([404, pageTexts.nl.problems.not_found.title]);
    },
  );
});
