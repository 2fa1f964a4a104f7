import { beforeAll, describe, expect, test } from "vitest";
import { appendEntry } from "../../../functions/breach/breach-store.ts";
import { identifierField } from "../../../functions/pages/request-questions.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { identifierTypes } from "../../../functions/request/identifier-types.ts";
import { randomCode } from "../../../shared/codes.ts";
import { deleteItems } from "../../../shared/delete-items.ts";
import { entry } from "../../support/breaches.ts";
import { type Answers, factsOn, fill, headingOn, send, visit } from "../../support/forms.ts";
import { element, parsePage } from "../../support/html.ts";
import { putItems } from "../../support/table-items.ts";
import { filledReport, filledRequest } from "./filled-forms.ts";
import { type PagesDoor, pagesDoor, putMail } from "./pages-door.ts";
import { unreachable } from "./sample-site.ts";

const { receipt, status, problems } = pageTexts.nl;

let door: PagesDoor;
let made = 0;

beforeAll(async () => {
  door = await pagesDoor();
});

/** A text in every field that somebody can type in. */
const typed = (...names: readonly string[]): Answers =>
  Object.fromEntries(
    names.map((name) => [name, name.endsWith("mail") ? "kanarie@example.org" : `kanarie ${name}`]),
  );
const everywhere = {
  request: typed(
    ...["organisation", "message", "name", "email"],
    ...identifierTypes.map(identifierField),
    ...["representative.name", "representative.email", "representative.capacity"],
  ),
  breach: typed(
    ...["organisation", "description", "howDiscovered", "cause", "consequences", "proposedSolution"],
    ...["measuresTaken", "protectionBefore"],
    ...["reporter.name", "reporter.email", "reporter.phone", "reporter.organisation"],
    ...["contact.name", "contact.email", "contact.phone"],
  ),
};
const kinds = ["request", "breach"] as const;
type Kind = (typeof kinds)[number];

/** A case in which somebody typed everywhere, with the link in its acknowledgement. */
async function submitted(kind: Kind) {
  made += 1;
  const fillIn = { request: filledRequest, breach: filledReport }[kind];
  const own = { request: { controllerId: "" }, breach: {} }[kind];
  const filled = fillIn({ ...everywhere[kind], ...own, key: `a secret from a random source, ${made}` });
  const { statusCode, body } = await door.answer(send(`/${kind}`, filled));
  const facts = factsOn(body);
  const reference = facts.get(status.reference) ?? "";
  expect([statusCode, reference]).toEqual([201, expect.stringMatching(/^(?:DSR|BR)-/)]);
  const token = randomCode();
  await putMail(door.table, reference, { type: "acknowledgement", token });
  return { reference, code: facts.get(receipt.code) ?? "", token, receiptBody: body };
}

const routeKey = "GET /status/{reference}/{token}";

function follow({ reference, token }: { reference: string; token: string }, answer = door.answer) {
  const path = `/status/${reference}/${token}`;
  return answer(visit(routeKey, { path, parameters: { reference, token } }));
}

describe.each(kinds)("The link in an acknowledgement of a %s", (kind) => {
  test("shows how the case stands, and is its own way to the other language", async () => {
    const { reference, token } = await submitted(kind);
    const { statusCode, body } = await follow({ reference, token });
    expect([statusCode, headingOn(body)]).toEqual([
      200,
      status[kind === "request" ? "requestTitle" : "breachTitle"],
    ]);
    expect(factsOn(body).get(status.reference)).toBe(reference);
    expect(body).toContain(`href="/status/${reference}/${token}?lang=en"`);
    expect(parsePage(body).some(({ tag }) => tag === "form")).toBe(false);
  });

  test("shows nothing that somebody typed, and neither the code", async () => {
    const { reference, token, code } = await submitted(kind);
    const { body } = await follow({ reference, token });
    expect(body).not.toMatch(/kanarie/i);
    expect(body).not.toContain(code);
  });

  test("and its receipt, its download and the page by the code show nothing that somebody typed either", async () => {
    const { reference, code, receiptBody } = await submitted(kind);
    const opened = [
      await door.answer(send("/status", fill({ reference, code }))),
      await door.answer(send("/receipt", fill({ reference, code, download: "text" }))),
    ];
    for (const body of [receiptBody, ...opened.map((one) => one.body)]) {
      expect(body).toContain(reference);
      expect(body).not.toMatch(/kanarie/i);
    }
  });

  test("changes nothing, however often it is followed", async () => {
    const { reference, token } = await submitted(kind);
    const before = await door.stored();
    for (let n = 0; n < 5; n++) await follow({ reference, token });
    expect(await door.stored()).toEqual(before);
  });

  // B8
  test.each<
    [string, (of: { reference: string; token: string }) => Promise<{ reference: string; token: string }>]
  >([
    ["another token", async (of) => ({ ...of, token: randomCode() })],
    ["no token", async (of) => ({ ...of, token: "" })],
    ["a token that goes on", async (of) => ({ ...of, token: `${of.token}0` })],
    ["the token of another case", async (of) => ({ ...of, token: (await submitted(kind)).token })],
    [
      "the token of the mail to its controller",
      async (of) => ({ ...of, token: await controllerToken(of.reference, kind) }),
    ],
    ["the code of the case", async (of) => ({ ...of, token: (await submitted(kind)).code })],
    ["another reference", async ({ token }) => ({ reference: (await submitted(kind)).reference, token })],
    ["a reference that cannot be", async (of) => ({ ...of, reference: "controllers" })],
    ["a reference of another kind", async (of) => ({ ...of, reference: `AGR${of.reference.slice(-15)}` })],
  ])("is a page that is not there with %s", async (_, change) => {
    const { statusCode, body } = await follow(await change(await submitted(kind)));
    expect([statusCode, headingOn(body)]).toEqual([404, problems.not_found.title]);
  });

  // F13
  test("ends with the case, and with the mail", async () => {
    for (const sk of ["case", "delivery#acknowledgement"]) {
      const { reference, token } = await submitted(kind);
      await deleteItems(door.table, [{ pk: reference, sk }]);
      expect((await follow({ reference, token })).statusCode).toBe(404);
    }
  });

  // A7
  test("is a page that says to come back while the store is away", async () => {
    const link = await submitted(kind);
    for (const away of [
      { readDelivery: unreachable },
      { readRequest: unreachable, readBreach: unreachable },
    ]) {
      const { statusCode, headers, body } = await follow(link, door.with(away));
      expect([statusCode, headers["retry-after"], headingOn(body)]).toEqual([
        503,
        "5",
        problems.not_stored.title,
      ]);
    }
  });
});

async function controllerToken(reference: string, kind: Kind): Promise<string> {
  const token = randomCode();
  const type = { request: "request", breach: "breach-notice" } as const;
  await putMail(door.table, reference, { type: type[kind], token });
  return token;
}

test("A mail that has no token has no link", async () => {
  const { reference, token } = await submitted("request");
  const { token: _, ...mail } = await putMail(door.table, reference, { type: "acknowledgement" });
  for (const guess of ["", "undefined", "null", token]) {
    expect((await follow({ reference, token: guess })).statusCode).toBe(404);
  }
  expect(mail.reference).toBe(reference);
});

test("Why the desk dismissed a report is told to whoever has the code, and to nobody by the link", async () => {
  const { reference, token, code } = await submitted("breach");
  const because = "kanarie van de balie <b>";
  await appendEntry(door.table, entry({ reference, sequence: 1, move: "dismiss", by: "desk", because }));
  const byCode = parsePage((await door.answer(send("/status", fill({ reference, code })))).body);
  expect(element(byCode, "blockquote").text).toBe(because);
  const { body } = await follow({ reference, token });
  expect(factsOn(body).get(status.stands)).toBe(status.breach.dismissed);
  expect(body).not.toMatch(/kanarie/i);
});

test("A link that is written in small letters leads to the same case", async () => {
  const { reference, token } = await submitted("request");
  const { statusCode, body } = await follow({ reference: reference.toLowerCase(), token });
  expect([statusCode, factsOn(body).get(status.reference)]).toEqual([200, reference]);
});

test("What another release wrote is not shown as if it were known", async () => {
  const { reference, token } = await submitted("request");
  const item = (await door.stored()).get(`${reference}/case`);
  if (item) await putItems(door.table, [{ ...item, v: 2 }]);
  expect((await follow({ reference, token })).statusCode).toBe(500);
});
