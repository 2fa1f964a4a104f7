import { beforeAll, describe, expect, test } from "vitest";
import { move, readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { answerAcknowledgement } from "../../../functions/pages/answer-acknowledgement.ts";
import { errorPage } from "../../../functions/pages/error-page.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { randomCode, randomReference } from "../../../shared/codes.ts";
import { deleteItems } from "../../../shared/delete-items.ts";
import { type Delivery, deliveryStates } from "../../../shared/delivery.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import { languages } from "../../../shared/language.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { factsOn, headingOn, visit } from "../../support/forms.ts";
import { element, elements, parsePage } from "../../support/html.ts";
import { logged } from "../../support/logged.ts";
import { lambdaContext } from "../../support/submissions.ts";
import { itemsUnder } from "../../support/table-items.ts";
import { putMail } from "./pages-door.ts";
import { now, site, unreachable } from "./sample-site.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const route = "/acknowledge/{reference}/{delivery}/{token}";
const kinds = ["request", "breach-notice"] as const;
const textsOf = {
  request: pageTexts.nl.acknowledge.request,
  "breach-notice": pageTexts.nl.acknowledge.breach,
};
const { acknowledge: said, problems } = pageTexts.nl;

type Link = { reference: string; delivery: string; token: string };

/** A mail to a controller under a reference of its own, and the link in it. */
async function mailed(type: Delivery["type"], changes: Partial<Delivery> = {}): Promise<Link> {
  const token = randomCode();
  const reference = randomReference(type === "breach-notice" ? "BR" : "DSR");
  const { id } = await putMail(table, reference, { type, token, to: "noor@voorbeeld.example", ...changes });
  return { reference, delivery: id, token };
}

/** The answer to a link that is followed, or whose button is pressed, at a time. */
async function come(method: "GET" | "POST", link: Link, { at = now(), lang = "nl", failing = false } = {}) {
  const handler = httpDoor(
    answerAcknowledgement({
      readDelivery: failing ? unreachable : (reference, id) => readDelivery(table, reference, id),
      move: (key, name, changes) => move(table, key, name, changes),
      now: () => at,
      site,
    }),
    (refusal, language, call) => errorPage(refusal, language, call, site),
  );
  const path = `/acknowledge/${link.reference}/${link.delivery}/${link.token}`;
  return handler(
    visit(`${method} ${route}`, { path, parameters: { ...link }, query: { lang } }),
    lambdaContext(),
  );
}

const items = ({ reference }: Link) => itemsUnder(table, reference);

describe.each(kinds)("The page behind the link in a mail to a controller: %s", (type) => {
  const texts = textsOf[type];

  test("asks one thing, with one button", async () => {
    const link = await mailed(type);
    const { statusCode, body } = await come("GET", link);
    const page = parsePage(body);
    expect([statusCode, headingOn(body)]).toEqual([200, texts.title]);
    expect(elements(page, "button").map(({ text }) => text)).toEqual([texts.button]);
    expect(Object.fromEntries(element(page, "form").attributes)).toEqual({
      method: "post",
      action: `/acknowledge/${link.reference}/${link.delivery}/${link.token}?lang=nl`,
    });
    expect(elements(page, "input")).toEqual([]);
    expect(factsOn(body).get(said.reference)).toBe(link.reference);
    expect(factsOn(body).get(said.sentAt)).toContain("zondag 22 november 2026");
  });

  test("changes nothing, however often it is opened", async () => {
    const link = await mailed(type);
    const before = await items(link);
    const bodies = [];
    for (let n = 0; n < 10; n++) bodies.push((await come("GET", link)).body);
    expect(await items(link)).toEqual(before);
    expect(new Set(bodies).size).toBe(1);
    expect(logged).toEqual([]);
  });

  test("is acknowledged by its button, once, and the first time stays", async () => {
    const link = await mailed(type);
    const { statusCode, body } = await come("POST", link);
    expect([statusCode, headingOn(body)]).toEqual([200, said.done]);
    expect(factsOn(body).get(said.doneAt)).toContain("zondag 22 november 2026 om 11:15");
    const once = await items(link);
    expect([...once.values()]).toMatchObject([
      { state: "acknowledged", acknowledgedAt: now().toISOString() },
    ]);
    const at = new Date("2026-12-01T10:00:00Z");
    for (const method of ["POST", "GET"] as const) expect((await come(method, link, { at })).body).toBe(body);
    expect(await items(link)).toEqual(once);
  });

  test.each(deliveryStates)(
    "can be acknowledged or not, and says which, when the mail is %s",
    async (state) => {
      const at = state === "acknowledged" ? { acknowledgedAt: now().toISOString() } : {};
      const link = await mailed(type, { state, ...at });
      const opened = await come("GET", link);
      const pressed = await come("POST", link);
      expect([opened.statusCode, pressed.statusCode]).toEqual([200, 200]);
      const wasSent = !["cancelled", "capped", "digested"].includes(state);
      expect(headingOn(pressed.body)).toBe(wasSent ? said.done : texts.title);
    },
  );

  test("holds no personal data, and no mail address but ours", async () => {
    const link = await mailed(type, { controllerId: "voorbeeld-bv", reason: "Noor" });
    for (const method of ["GET", "POST"] as const) {
      const page = parsePage((await come(method, link)).body);
      expect(element(page, "main").text).not.toMatch(/noor|voorbeeld|@/i);
      const mailto = page
        .map(({ attributes }) => attributes.get("href") ?? "")
        .filter((to) => to.includes("@"));
      expect(mailto).toEqual([`mailto:${site.contact}`]);
    }
  });

  test("is there in both languages", async () => {
    const link = await mailed(type);
    for (const lang of languages) {
      const { headers, body } = await come("GET", link, { lang });
      expect(headers["content-language"]).toBe(lang);
      expect(headingOn(body)).toBe(
        pageTexts[lang].acknowledge[type === "request" ? "request" : "breach"].title,
      );
    }
  });

  // B8
  test.each<[string, (link: Link) => Partial<Link>]>([
    ["another token", () => ({ token: randomCode() })],
    ["no token", () => ({ token: "" })],
    ["another mail", () => ({ delivery: "acknowledgement" })],
    ["a mail that cannot be", () => ({ delivery: "x#y" })],
    ["no mail", () => ({ delivery: "" })],
    ["another reference", () => ({ reference: "DSR-0000-0000-0000" })],
    ["a reference of another kind", () => ({ reference: "AGR-0000-0000-0001" })],
    ["what is no reference", () => ({ reference: "controllers" })],
    ["mark-up", () => ({ reference: "<b>", delivery: "<b>", token: "<b>" })],
  ])("is not there with %s, neither for the button", async (_, change) => {
    const link = await mailed(type);
    const before = await items(link);
    for (const method of ["GET", "POST"] as const) {
      const { statusCode, body } = await come(method, { ...link, ...change(link) });
      expect([statusCode, headingOn(body)]).toEqual([404, problems.not_found.title]);
    }
    expect(await items(link)).toEqual(before);
  });

  test("ends with the mail", async () => {
    const link = await mailed(type);
    await deleteItems(table, [{ pk: link.reference, sk: `delivery#${link.delivery}` }]);
    expect((await come("POST", link)).statusCode).toBe(404);
    expect((await items(link)).size).toBe(0);
  });

  // A7
  test("says to come back while the store is away", async () => {
    const { statusCode, headers, body } = await come("POST", await mailed(type), { failing: true });
    expect([statusCode, headers["retry-after"], headingOn(body)]).toEqual([
      503,
      "5",
      problems.not_stored.title,
    ]);
  });
});

test.each(["acknowledgement", "desk", "termination", "certificate"] as const)(
  "A mail that nobody acknowledges has no such page: %s",
  async (type) => {
    expect((await come("POST", await mailed(type))).statusCode).toBe(404);
  },
);

test("A link that is followed without any parameters leads nowhere", async () => {
  const { statusCode } = await come("GET", { reference: "", delivery: "", token: "" });
  expect(statusCode).toBe(404);
});
