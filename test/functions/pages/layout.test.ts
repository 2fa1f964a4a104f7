import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Page, toAnswer, toHref, viewIn } from "../../../functions/pages/layout.ts";
import { type Language, languages } from "../../../shared/language.ts";
import { markup } from "../../../shared/markup.ts";
import { element, elements, parsePage } from "../../support/html.ts";
import { site, views } from "./sample-site.ts";

const page: Page = { title: "Een pagina", path: "/page?x=1", main: markup`<p>Inhoud</p>` };
const filled: Page = { ...page, form: "form", isFilledIn: true };

const show = (changes: Partial<Page> = {}, language: Language = "nl") =>
  parsePage(toAnswer(200, { ...page, ...changes }, views[language]).body);
const attributesOf = (parsed: ReturnType<typeof show>, tag: string, text: string) =>
  Object.fromEntries(elements(parsed, tag).find((one) => one.text.startsWith(text))?.attributes ?? []);

describe("A page", () => {
  test.each(languages)("is HTML in its language: %s", (language) => {
    const { headers } = toAnswer(200, page, views[language]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    expect(element(show({}, language), "html").attributes.get("lang")).toBe(language);
  });

  // B10
  test("may use its own stylesheet, send forms to us, and nothing else", () => {
    const { headers, body } = toAnswer(200, page, views.nl);
    const style = element(parsePage(body), "style").text;
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]?.split("; ").toSorted()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src data:",
      `style-src 'sha256-${hash}'`,
    ]);
    expect(style).not.toMatch(/@import|url\(|expression/);
  });

  test("brings other headers along", () => {
    expect(toAnswer(503, page, views.nl, { "retry-after": "5" })).toMatchObject({
      statusCode: 503,
      headers: { "retry-after": "5", "cache-control": "no-store" },
    });
  });

  test("has its title, the processor's name, and one heading, with what is wrong first", () => {
    expect(element(show(), "title").text).toBe("Een pagina - Verwerker B.V.");
    expect(element(show({ isWrong: true }), "title").text).toBe("Fout: Een pagina - Verwerker B.V.");
    expect(element(show({ isWrong: true }), "h1").text).toBe("Een pagina");
  });

  test("begins with a way past its head, to the content", () => {
    const parsed = show();
    const [skip] = elements(parsed, "a");
    const target = skip?.attributes.get("href")?.slice(1);
    expect(parsed.find(({ attributes }) => attributes.get("id") === target)?.tag).toBe("main");
  });

  // C3
  test("shows as text whatever it is called, and whoever it is of", () => {
    const hostile = '"><script>alert(1)</script>';
    const view = viewIn("nl", { processor: hostile, contact: `a@b.example${hostile}` });
    const parsed = parsePage(toAnswer(200, { ...page, title: hostile }, view).body);
    expect(elements(parsed, "script")).toEqual([]);
    expect(element(parsed, "h1").text).toBe(hostile);
    expect(element(parsed, "title").text).toBe(`${hostile} - ${hostile}`);
  });

  test("says where to ask questions", () => {
    expect(attributesOf(show(), "a", site.contact).href).toBe("mailto:privacy-desk@processor.example");
  });
});

describe("The same page in the other language", () => {
  test.each([
    ["nl", "en", "English"],
    ["en", "nl", "Nederlands"],
  ] as const)("is a link away from %s, and says so in %s", (language, other, name) => {
    expect(attributesOf(show({}, language), "a", name)).toEqual({
      href: `/page?x=1&lang=${other}`,
      hreflang: other,
      lang: other,
    });
  });

  test("is asked for with the form where there is one, so that nothing is lost", () => {
    const parsed = show(filled);
    expect(attributesOf(parsed, "button", "English")).toEqual({
      class: "plain",
      form: "form",
      formaction: "/page?x=1&lang=en",
      name: "switch",
      value: "en",
      formnovalidate: "",
      lang: "en",
    });
    expect(elements(parsed, "a").filter(({ text }) => text.startsWith("English"))).toEqual([]);
    const [button, ...others] = elements(show({ form: "form" }), "button");
    expect([button?.attributes.get("formaction"), others]).toEqual(["/page?x=1&lang=en", []]);
  });

  test("is not what Enter in a field asks for: another button of that form comes first", () => {
    const [first] = elements(show(filled), "button");
    expect(Object.fromEntries(first?.attributes ?? [])).toEqual({
      class: "default",
      form: "form",
      tabindex: "-1",
      "aria-hidden": "true",
    });
  });
});

describe("The pages that every page leads to", () => {
  const links = (changes: Partial<Page>) =>
    ["Verwerker B.V.", "Privacy", "Toegankelijkheid"].map((name) => attributesOf(show(changes), "a", name));
  const paths = ["/", "/privacy", "/accessibility"];

  test("are opened beside a form, so that nothing is lost", () => {
    const beside = { target: "_blank", rel: "noopener" };
    expect(links(filled)).toEqual(paths.map((path) => ({ href: `${path}?lang=nl`, ...beside })));
    expect(elements(show(filled), "a").map(({ text }) => text)).toContain(
      "Privacy (opent in een nieuw tabblad)",
    );
  });

  test("are opened in place of any other page", () => {
    expect(links({})).toEqual(paths.map((path) => ({ href: `${path}?lang=nl` })));
  });
});

test("A link of ours asks for the reader's language, whatever else it asks for", () => {
  expect(toHref("/status", "en")).toBe("/status?lang=en");
  expect(toHref("/?controller=a%26b", "nl")).toBe("/?controller=a%26b&lang=nl");
});
