import { beforeAll, describe, expect, test } from "vitest";
import { move, readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { answerAcknowledgement } from "../../../functions/pages/answer-acknowledgement.ts";
import { errorPage } from "../../../functions/pages/error-page.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { randomCode } from "../../../shared/codes.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import { type Language, languages } from "../../../shared/language.ts";
import { factsOn, fill, send, visit } from "../../support/forms.ts";
import { element, elements, type ParsedPage, parsePage } from "../../support/html.ts";
import { lambdaContext } from "../../support/submissions.ts";
import { filledReport, filledRequest } from "./filled-forms.ts";
import { type PagesDoor, pagesDoor, putMail } from "./pages-door.ts";
import { now, site, unreachable } from "./sample-site.ts";

let door: PagesDoor;
const pages = new Map<Language, ReadonlyMap<string, Answer>>();

beforeAll(async () => {
  door = await pagesDoor();
});

/** Every page in a language, also those that say what is wrong, by what they are. */
async function everyPage(lang: Language): Promise<ReadonlyMap<string, Answer>> {
  const known = pages.get(lang);
  if (known) return known;
  const query = { lang };
  const get = (path: string, more = {}) => door.answer(visit(`GET ${path}`, { query: { lang, ...more } }));
  const post = (path: string, filled: Parameters<typeof send>[1], answer = door.answer) =>
    answer(send(path, filled, query));
  const request = await post("/request", filledRequest());
  const breach = await post("/breach", filledReport());
  const access = (of: Answer) => {
    const facts = factsOn(of.body);
    const { status, receipt } = pageTexts[lang];
    return { reference: facts.get(status.reference) ?? "", code: facts.get(receipt.code) ?? "" };
  };
  const byLink = async (of: Answer) => {
    const { reference } = access(of);
    const token = randomCode();
    await putMail(door.table, reference, { type: "acknowledgement", token });
    const address = { path: `/status/${reference}/${token}`, parameters: { reference, token }, query };
    return door.answer(visit("GET /status/{reference}/{token}", address));
  };
  const away = door.with({ commitCase: unreachable, commitBreach: unreachable });
  const made = new Map([
    ["the start", await get("/")],
    ["the start with a controller", await get("/", { controller: "voorbeeld-bv" })],
    ["the start with a controller that is gone", await get("/", { controller: "gestopt-bv" })],
    ["the form for a request", await get("/request")],
    ["the form for a request, empty", await post("/request", [])],
    ["the form for a request, trapped", await post("/request", filledRequest({ website: "x" }))],
    ["the form for a request, not stored", await post("/request", filledRequest(), away)],
    ["the receipt of a request", request],
    ["the form for a breach report", await get("/breach")],
    ["the form for a breach report, empty", await post("/breach", [])],
    ["the form for a breach report, not stored", await post("/breach", filledReport(), away)],
    ["the receipt of a breach report", breach],
    ["the form for the status", await get("/status")],
    ["the form for the status, empty", await post("/status", [])],
    ["the form for the status, wrong", await post("/status", fill({ reference: "DSR", code: "0" }))],
    ["the status of a request", await post("/status", fill(access(request)))],
    ["the status of a breach report", await post("/status", fill(access(breach)))],
    ["the form that adds to a breach report", await post("/breach/update", fill(access(breach)))],
    ["the status of a request by its link", await byLink(request)],
    ["the status of a breach report by its link", await byLink(breach)],
    ["the privacy statement", await get("/privacy")],
    ["the accessibility statement", await get("/accessibility")],
    ["a page that is not there", await get("/nowhere")],
    ["a form that cannot be read", await door.answer({ ...send("/request", [], query), body: "%" })],
    ["the question whether a mail was read", await acknowledgement("GET", lang)],
    ["the thanks for having read a mail", await acknowledgement("POST", lang)],
  ]);
  pages.set(lang, made);
  return made;
}

async function acknowledgement(method: "GET" | "POST", lang: Language): Promise<Answer> {
  const handler = httpDoor(
    answerAcknowledgement({
      readDelivery: (reference, id) => readDelivery(door.table, reference, id),
      move: (key, name, changes) => move(door.table, key, name, changes),
      now,
      site,
    }),
    (refusal, language, call) => errorPage(refusal, language, call, site),
  );
  const token = randomCode();
  const { reference, id } = await putMail(door.table, "DSR-0000-0000-0001", { type: "request", token });
  const address = {
    path: `/acknowledge/${reference}/${id}/${token}`,
    parameters: { reference, delivery: id, token },
    query: { lang },
  };
  return handler(visit(`${method} /acknowledge/{reference}/{delivery}/{token}`, address), lambdaContext());
}

/** Where a page leads to: every address in it. */
function addresses(page: ParsedPage): string[] {
  return page.flatMap(({ attributes }) =>
    ["href", "action", "formaction", "src", "srcset", "data", "poster", "background"].flatMap(
      (name) => attributes.get(name) ?? [],
    ),
  );
}

describe.each(languages)("Every page in %s", (lang) => {
  const check = async (assertion: (name: string, answer: Answer, page: ParsedPage) => void) => {
    for (const [name, answered] of await everyPage(lang)) assertion(name, answered, parsePage(answered.body));
  };

  test("is a page in that language, with one main heading", async () => {
    await check((name, { headers }, page) => {
      expect([name, headers["content-type"]]).toEqual([name, "text/html; charset=utf-8"]);
      expect(headers["content-language"]).toBe(lang);
      expect(element(page, "html").attributes.get("lang")).toBe(lang);
      expect(element(page, "h1").text).not.toBe("");
      expect(element(page, "title").text).toMatch(/^\S.* - Verwerker B\.V\.$/);
    });
  });

  test("has no name at the end of a sentence, where one that ends with a stop would make it two", async () => {
    await check((name, _answer, page) => {
      expect([name, element(page, "body").text.match(/.{20}\.\.(?!\.)/)?.[0]]).toEqual([name, undefined]);
    });
  });

  // B9, B10
  test("is not stored, tells no other site where one came from, and sets nothing in the browser", async () => {
    await check((name, { headers }) => {
      expect([name, headers["cache-control"]]).toEqual([name, "no-store"]);
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(Object.keys(headers)).not.toContain("set-cookie");
      expect(headers).not.toHaveProperty("location");
    });
  });

  // C3
  test("runs nothing and fetches nothing: no script, no picture, no address elsewhere", async () => {
    await check((name, { body }, page) => {
      const active = ["script", "iframe", "img", "object", "embed", "video", "base", "svg"];
      expect([name, page.filter(({ tag }) => active.includes(tag))]).toEqual([name, []]);
      for (const { attributes } of page)
        for (const attribute of attributes.keys()) expect(attribute).not.toMatch(/^on|^style$|^ping$/);
      for (const address of addresses(page)) expect(address).toMatch(/^(?:\/(?!\/)|#|mailto:|data:,$)/);
      expect(body).not.toMatch(/https?:|javascript:/i);
      expect(elements(page, "style")).toHaveLength(1);
      expect(elements(page, "meta").map(({ attributes }) => attributes.get("http-equiv"))).not.toContain(
        "refresh",
      );
    });
  });

  test("leads only to pages in that language, but for the one way to the other", async () => {
    await check((name, _, page) => {
      const ways = addresses(page).filter((address) => address.startsWith("/"));
      const others = ways.filter((address) => !address.endsWith(`lang=${lang}`));
      expect([name, others.length]).toEqual([name, 1]);
      expect(others[0]).toMatch(/[?&]lang=(?:nl|en)$/);
    });
  });

  test("has no two elements of one id, and none that is referred to and not there", async () => {
    await check((name, _, page) => {
      const ids = page.flatMap(({ attributes }) => attributes.get("id") ?? []);
      expect([name, ids.filter((id, n) => ids.indexOf(id) !== n)]).toEqual([name, []]);
      const references = page.flatMap(({ attributes }) => [
        ...["for", "form"].flatMap((attribute) => attributes.get(attribute) ?? []),
        ...(attributes.get("aria-describedby")?.split(" ") ?? []),
        ...(attributes.get("href")?.startsWith("#") ? [attributes.get("href")?.slice(1) ?? ""] : []),
      ]);
      expect([name, references.filter((id) => !ids.includes(id))]).toEqual([name, []]);
    });
  });

  test("says first that something is wrong where it is, and only there", async () => {
    await check((name, { statusCode }, page) => {
      const isWrong = element(page, "title").text.startsWith(`${pageTexts[lang].layout.error}: `);
      expect([name, isWrong]).toEqual([name, statusCode >= 400]);
    });
  });

  test("says who is behind it and where to ask", async () => {
    await check((name, _, page) => {
      expect([name, addresses(page)]).toEqual([name, expect.arrayContaining([`mailto:${site.contact}`])]);
    });
  });
});

describe("The language of a page", () => {
  const languageOf = async (query: Record<string, string>, acceptLanguage?: string) => {
    const headers = acceptLanguage === undefined ? {} : { "accept-language": acceptLanguage };
    return (await door.answer(visit("GET /", { query }, headers))).headers["content-language"];
  };

  // H11
  test.each<[string | undefined, string | undefined, Language]>([
    [undefined, undefined, "nl"],
    [undefined, "en-GB,en;q=0.9,nl;q=0.8", "en"],
    [undefined, "nl,en;q=0.5", "nl"],
    [undefined, "fr,de;q=0.5", "nl"],
    [undefined, "*", "nl"],
    [undefined, ";;;q=9,\u0000", "nl"],
    ["nl", "en", "nl"],
    ["en", "nl", "en"],
    ["de", "en", "en"],
    ["__proto__", undefined, "nl"],
    ["EN", undefined, "nl"],
  ])("for ?lang=%s and a browser that prefers %s is %s", async (lang, accept, expected) => {
    expect(await languageOf(lang === undefined ? {} : { lang }, accept)).toBe(expected);
  });
});
