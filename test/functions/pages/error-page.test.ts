import { describe, expect, test } from "vitest";
import { errorPage } from "../../../functions/pages/error-page.ts";
import { type FieldError, Refusal, type RefusalReason } from "../../../shared/refusal.ts";
import { visit } from "../../support/forms.ts";
import { element, elements, parsePage } from "../../support/html.ts";
import { site, views } from "./sample-site.ts";

const call = visit("GET /nowhere");
const { problems } = views.nl.texts;
const titleOf = (refusal: Refusal | undefined) =>
  element(parsePage(errorPage(refusal, "nl", call, site).body), "h1").text;

describe("A page for what could not be done", () => {
  test.each<[RefusalReason, number, string]>([
    ["not_found", 404, problems.not_found.title],
    ["method_not_allowed", 405, problems.method_not_allowed.title],
    ["malformed_form", 400, problems.malformed_form.title],
    ["not_stored", 503, problems.not_stored.title],
    ["controller_gone", 410, problems.unexpected.title],
  ])("says it in its own words, with the status of the refusal: %s", (reason, status, title) => {
    const refusal = new Refusal(reason, { headers: { "retry-after": "5" } });
    const { statusCode, headers } = errorPage(refusal, "nl", call, site);
    expect([statusCode, headers["retry-after"]]).toEqual([status, "5"]);
    expect(titleOf(refusal)).toBe(title);
  });

  // H7
  test("is a 500 with a fixed text for anything that is no refusal", () => {
    expect(errorPage(undefined, "nl", call, site).statusCode).toBe(500);
    expect(titleOf(undefined)).toBe(problems.unexpected.title);
  });

  test("says nothing of what is in the refusal", () => {
    const errors: FieldError[] = [{ pointer: "/dataSubject/email", code: "mail_address" }];
    const refusal = new Refusal("not_found", { errors, because: "Noor", cause: new Error("Sanne") });
    expect(errorPage(refusal, "nl", call, site).body).not.toMatch(/dataSubject|Noor|Sanne/);
  });

  test("leads to the start, in the language that was asked for", () => {
    const asked = visit("GET /nowhere", { query: { lang: "en" } });
    const page = parsePage(errorPage(new Refusal("not_found"), "nl", asked, site).body);
    const links = elements(page, "a").map(({ attributes, text }) => [text, attributes.get("href")]);
    expect(links).toContainEqual([views.en.texts.start.title, "/?lang=en"]);
    expect(links).toContainEqual(["Nederlands", "/?lang=nl"]);
    expect(element(page, "title").text).toBe("Error: Page not found - Verwerker B.V.");
  });
});
