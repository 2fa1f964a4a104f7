import { describe, expect, test } from "vitest";
import { toAnswer } from "../../../functions/pages/layout.ts";
import { type Opened, receiptDownload, receiptPage } from "../../../functions/pages/receipt-page.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import { languages } from "../../../shared/language.ts";
import { breachCase } from "../../support/breaches.ts";
import { factsOn, filledIn } from "../../support/forms.ts";
import { elements, parsePage } from "../../support/html.ts";
import { requestCase } from "../../support/submissions.ts";
import { views } from "./sample-site.ts";

const receiptCode = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const { controllerId: _, ...toDesk } = { ...requestCase(), controller: null };
const holiday = {
  ...requestCase(),
  respondBy: { conservative: "2026-12-22", latestLawful: "2026-12-28" },
};

const show = (of: Opened["case"], language: "nl" | "en" = "nl") =>
  toAnswer(201, receiptPage({ case: of, receiptCode }, views[language]), views[language]).body;
const items = (body: string) => elements(parsePage(body), "li").map(({ text }) => text);
const { receipt, status } = pageTexts.nl;

describe("The receipt of a request", () => {
  test("says what it is called, its code, to whom it goes and until when that has to answer", () => {
    expect([...factsOn(show(requestCase()))]).toEqual([
      ["Kenmerk", requestCase().reference],
      ["Ontvangstcode", receiptCode],
      ["Ontvangen", "zondag 22 november 2026 om 11:15 (Nederlandse tijd)"],
      ["Organisatie", "Voorbeeld B.V."],
      ["Antwoord uiterlijk op", "dinsdag 22 december 2026"],
    ]);
  });

  test("says so in the reader's language, with the weekday", () => {
    expect([...factsOn(show(requestCase(), "en")).values()].slice(2)).toEqual([
      "Sunday, 22 November 2026 at 11:15 (Dutch time)",
      "Voorbeeld B.V.",
      "Tuesday, 22 December 2026",
    ]);
  });

  test("says the last lawful day too where that is another", () => {
    expect(factsOn(show(holiday)).get(status.latestLawful)).toBe("maandag 28 december 2026");
  });

  test("says what happens next: it goes to the controller, or somebody finds out which one that is", () => {
    expect(items(show(requestCase()))).toEqual(
      expect.arrayContaining(receipt.request.next("Voorbeeld B.V.")),
    );
    expect(items(show(toDesk))).toEqual(expect.arrayContaining(receipt.request.next(undefined)));
    expect(factsOn(show(toDesk)).get(status.controller)).toBe(status.toBeFound);
  });
});

describe("The receipt of a breach report", () => {
  test("names the controllers, or says that they are to be found", () => {
    expect(factsOn(show(breachCase())).get(status.controllers)).toBe("Voorbeeld B.V., Example Ltd");
    expect(factsOn(show(breachCase({ controllers: [] }))).get(status.controllers)).toBe(status.toBeFound);
  });

  test("says what happens next: it leaves at once, or the desk looks at it first", () => {
    const { received, held } = receipt.breach.next;
    expect(items(show(breachCase()))).toEqual(expect.arrayContaining(received));
    expect(items(show(breachCase({ began: "held" })))).toEqual(expect.arrayContaining(held));
  });
});

describe.each<Opened["case"]>([requestCase(), breachCase()])("A receipt of a $kind", (of) => {
  test("explains the code and sends the reference and the code in no address", () => {
    const body = show(of);
    expect(body).toContain(receipt.explanation);
    expect(filledIn(body)).toEqual([
      ["reference", of.reference],
      ["code", receiptCode],
    ]);
    for (const { attributes } of parsePage(body))
      for (const name of ["href", "action", "formaction"])
        expect(attributes.get(name) ?? "").not.toMatch(/7K3M9QXT|(?:DSR|BR)-/);
  });

  test("can be kept as a text, read on a screen or printed", () => {
    const buttons = elements(parsePage(show(of)), "button").map(({ text, attributes }) => [
      text,
      attributes.get("name"),
      attributes.get("formaction"),
    ]);
    expect(buttons).toContainEqual([receipt.download, "download", undefined]);
    expect(buttons).toContainEqual([receipt.status, undefined, "/status?lang=nl"]);
    expect(buttons).toContainEqual([status.addFile, "key", "/attachments?lang=nl"]);
    expect(show(of)).toContain(receipt.print);
  });

  test.each(languages)("says the same as a text: %s", (language) => {
    const { body } = receiptDownload({ case: of, receiptCode }, views[language]);
    for (const [label, value] of factsOn(show(of, language))) expect(body).toContain(`${label}: ${value}\n`);
    expect(body).toContain(pageTexts[language].receipt.explanation);
    expect(body).not.toMatch(/<|&amp;/);
  });
});

// C3
test("A controller's name is text, also when it looks like mark-up", () => {
  const hostile = { id: "voorbeeld-bv", name: "</dd><script>x</script> & Zn" };
  const body = show({ ...requestCase(), controller: hostile });
  expect(factsOn(body).get(status.controller)).toBe(hostile.name);
  expect(elements(parsePage(body), "script")).toEqual([]);
  expect(factsOn(show(breachCase({ controllers: [hostile] }))).get(status.controllers)).toBe(hostile.name);
});
