import { beforeAll, describe, expect, test } from "vitest";
import { pageTexts } from "../../../functions/pages/texts.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import { changed, factsOn, fill, filledIn, headingOn, send, summaryOn, visit } from "../../support/forms.ts";
import { putItems } from "../../support/table-items.ts";
import { type Access, type PagesDoor, pagesDoor, putCase } from "./pages-door.ts";
import { unreachable } from "./sample-site.ts";

const { receipt, status, problems } = pageTexts.nl;

let door: PagesDoor;
let request: Access;
let breach: Access;

beforeAll(async () => {
  door = await pagesDoor();
  request = await putCase(door.table, "request");
  breach = await putCase(door.table, "breach");
});

const open = (access: Partial<Access>, path = "/status", query: Record<string, string> = {}) =>
  door.answer(send(path, fill(access), query));

describe("The form for a reference and a code", () => {
  test("is empty when it is opened, and stores nothing: it has no key", async () => {
    const { statusCode, body } = await door.answer(visit("GET /status"));
    expect(statusCode).toBe(200);
    expect(filledIn(body)).toEqual([
      ["reference", ""],
      ["code", ""],
    ]);
  });

  test("says which of the two is missing, and keeps the other", async () => {
    const { reference, code } = status.fields;
    for (const [sent, missing] of [
      [{}, [reference.missing, code.missing]],
      [{ reference: "DSR" }, [code.missing]],
      [{ code: "0123", reference: " " }, [reference.missing]],
    ] as const) {
      const answered = await open(sent);
      expect(answered.statusCode).toBe(400);
      for (const text of missing) expect(summaryOn(answered.body)).toContain(text);
      expect(filledIn(answered.body)).toEqual(filledIn((await open(sent)).body));
      expect(Object.fromEntries(filledIn(answered.body))).toMatchObject(sent);
    }
  });

  test("is shown in the other language with what was filled in, and nothing is said to be wrong", async () => {
    const answered = await door.answer(
      send("/status", fill({ reference: "DSR", switch: "en" }), { lang: "en" }),
    );
    expect([answered.statusCode, answered.headers["content-language"]]).toEqual([200, "en"]);
    expect(summaryOn(answered.body)).toBeUndefined();
    expect(Object.fromEntries(filledIn(answered.body))).toEqual({ reference: "DSR", code: "" });
  });
});

describe.each(["request", "breach"] as const)("A case: %s", (kind) => {
  const access = () => ({ request, breach })[kind];
  const title = { request: status.requestTitle, breach: status.breachTitle }[kind];

  test("is opened by its reference and code", async () => {
    const answered = await open(access());
    expect([answered.statusCode, headingOn(answered.body)]).toEqual([200, title]);
    expect(factsOn(answered.body).get(status.reference)).toBe(access().reference);
  });

  test("is opened as people write the two", async () => {
    const { reference, code } = access();
    const written = [
      { reference: reference.toLowerCase(), code: code.toLowerCase() },
      { reference: ` ${reference} `, code: code.replace(/(.{4})/g, "$1 ") },
      { reference: reference.replaceAll("-", " - "), code: code.replace(/(.{5})/g, "$1-") },
      { reference: reference.replaceAll("-", ""), code },
      { reference: reference.replaceAll("0", "O").replaceAll("1", "I"), code },
      { reference, code: code.replaceAll("0", "O").replaceAll("1", "l") },
      { reference, code: code.toLowerCase().replaceAll("0", "o").replaceAll("1", "I") },
    ];
    for (const one of written) expect(headingOn((await open(one)).body)).toBe(title);
  });

  test("is shown again, and in the other language, by what its page sends", async () => {
    const { body } = await open(access());
    expect(Object.fromEntries(filledIn(body))).toEqual(access());
    const again = await door.answer(
      send("/status", changed(filledIn(body), { switch: "en" }), { lang: "en" }),
    );
    expect(headingOn(again.body)).toBe(
      pageTexts.en.status[kind === "request" ? "requestTitle" : "breachTitle"],
    );
  });

  test("has its receipt shown again, and in the other language", async () => {
    const answered = await open(access(), "/receipt");
    expect(headingOn(answered.body)).toBe(receipt[kind].title);
    expect(factsOn(answered.body).get(receipt.code)).toBe(access().code);
    const english = await open(access(), "/receipt", { lang: "en" });
    expect(headingOn(english.body)).toBe(pageTexts.en.receipt[kind].title);
  });

  test.each(["nl", "en"] as const)(
    "has its receipt downloaded as a text in the reader's language: %s",
    async (lang) => {
      const { reference, code } = access();
      const download = fill({ reference, code, download: "text" });
      const { statusCode, headers, body } = await door.answer(send("/receipt", download, { lang }));
      const { title } = pageTexts[lang].receipt[kind];
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${reference}.txt"`,
        "content-language": lang,
        "cache-control": "no-store",
      });
      expect(body.startsWith(`${title}\n`)).toBe(true);
      expect(body).toContain(`${pageTexts[lang].status.reference}: ${reference}\n`);
      expect(body).toContain(`${pageTexts[lang].receipt.code}: ${code}\n`);
    },
  );
});

// B8
describe("What opens nothing", () => {
  const wrong: [string, () => Access][] = [
    ["a wrong code", () => ({ ...request, code: "0".repeat(26) })],
    ["another case's code", () => ({ ...request, code: breach.code })],
    ["a wrong code of a breach report", () => ({ ...breach, code: "0".repeat(26) })],
    ["an unknown reference", () => ({ ...request, reference: "DSR-0000-0000-0000" })],
    ["an unknown reference of a breach report", () => ({ ...breach, reference: "BR-0000-0000-0000" })],
    [
      "a reference of another kind",
      () => ({ ...request, reference: request.reference.replace("DSR", "BR") }),
    ],
    ["a reference of no case of people", () => ({ ...request, reference: "AGR-0000-0000-0001" })],
    ["the name of another partition", () => ({ ...request, reference: "controllers" })],
    ["a code that cannot be one", () => ({ ...request, code: "U".repeat(26) })],
    ["a code that goes on", () => ({ ...request, code: `${request.code}0` })],
    ["a prototype's name", () => ({ reference: "__proto__", code: "constructor" })],
    ["mark-up", () => ({ reference: '"><script>alert(1)</script>', code: "<b>" })],
    ["100 KB", () => ({ reference: "DSR-".repeat(25_000), code: "0 ".repeat(50_000) })],
  ];
  const withoutTyped = ({ body, ...rest }: Answer) => ({
    ...rest,
    body: body.replace(/(name="(?:reference|code)"[^<>]* value=")[^"]*"/g, '$1"'),
  });

  describe.each(["/status", "/receipt"])("is answered alike at %s", (path) => {
    test.each(wrong)("with 404 and what was typed, for %s", async (_, access) => {
      const answered = await open(access(), path);
      expect(answered.statusCode).toBe(404);
      expect(summaryOn(answered.body)).toContain(status.notFound.title);
      expect(Object.fromEntries(filledIn(answered.body))).toEqual(access());
      const [[, first] = ["", access]] = wrong;
      expect(withoutTyped(answered)).toEqual(withoutTyped(await open(first(), path)));
    });
  });

  test("as a download is the same page, not a file", async () => {
    const sent = fill({ ...request, code: "0".repeat(26), download: "text" });
    const answered = await door.answer(send("/receipt", sent));
    expect(answered.statusCode).toBe(404);
    expect(answered.headers).not.toHaveProperty("content-disposition");
  });
});

describe("A case that cannot be read", () => {
  // A7
  test("is said to be tried again, and what was typed stays", async () => {
    const away = door.with({
      readRequest: unreachable,
      readBreach: unreachable,
      readReceiptHash: unreachable,
    });
    for (const access of [request, breach]) {
      const answered = await away(send("/status", fill(access)));
      expect([answered.statusCode, answered.headers["retry-after"]]).toEqual([503, "5"]);
      expect(summaryOn(answered.body)).toContain(problems.not_stored.title);
      expect(Object.fromEntries(filledIn(answered.body))).toEqual(access);
    }
  });

  // H6
  test("because another release wrote it is said to be our fault", async () => {
    const newer = await putCase(door.table, "request", "a secret of a newer release");
    const item = (await door.stored()).get(`${newer.reference}/case`);
    if (item) await putItems(door.table, [{ ...item, v: 2 }]);
    const answered = await open(newer);
    expect(answered.statusCode).toBe(500);
    expect(summaryOn(answered.body)).toContain(problems.unexpected.title);
  });
});
