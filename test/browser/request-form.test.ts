import { describe, expect, inject, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { languages } from "../../shared/language.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { testForm } from "./form-behaviour.ts";
import { factsOn, field, fillIn, fillInByHand, press, receiptOn, requestForm } from "./forms.ts";

const weekday = { nl: /^[a-z]+dag \d+ [a-z]+ \d{4}/, en: /^[A-Z][a-z]+day,? \d+ [A-Z][a-z]+ \d{4}/ };

describeOnSite("The form for a request", (visit) => {
  const { site, open } = visit;

  // The small run tries the other form in English.
  describe.each(inject("long") ? languages : (["nl"] as const))("in %s, without JavaScript", (language) => {
    const { start, request, receipt, status } = pageTexts[language];

    test("is filed, and its status is read with the code, until the controller has it", async () => {
      const page = await open(language, { javaScriptEnabled: false });
      await page.goto("/");
      await page.getByRole("link", { name: start.request.action }).click();
      await fillInByHand(page, requestForm);
      const answer = await press(page, request.submit);
      expect(answer.status()).toBe(201);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(receipt.request.title);
      const { reference, code } = await receiptOn(page, language);
      const facts = await factsOn(page);
      expect(facts.get(status.controller)).toBe("Voorbeeld B.V.");
      expect(facts.get(status.receivedAt)).toMatch(weekday[language]);
      expect(facts.get(status.respondBy)).toMatch(weekday[language]);
      await press(page, receipt.status);
      expect((await factsOn(page)).get(status.stands)).toBe(status.request.received);
      await site().sendMails(reference);
      await page.goto("/status");
      await field(page, "reference").fill(` ${reference.toLowerCase()} `);
      await field(page, "code").fill(code.replace(/(.{5})/g, "$1 ").toLowerCase());
      await press(page, status.submit);
      expect((await factsOn(page)).get(status.stands)).toBe(status.request.forwarded);
      expect(page.url()).not.toContain(code);
      expect(page.url()).not.toContain(reference);
    });

    // B9, B12
    test("has a status without its code, by the link in the acknowledgement, and that tells nothing that was typed", async () => {
      const page = await open(language, { javaScriptEnabled: false });
      await page.goto("/request");
      await fillIn(page, requestForm);
      await press(page, request.submit);
      const { reference } = await receiptOn(page, language);
      const mails = await site().sendMails(reference);
      const link = mails.get("acknowledgement")?.text?.match(/http:\S+\/status\/\S+/)?.[0] ?? "";
      await page.goto(link);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      const facts = await factsOn(page);
      expect(facts.get(status.reference)).toBe(reference);
      expect(facts.get(status.controller)).toBe("Voorbeeld B.V.");
      expect(facts.get(status.stands)).toBe(status.request.forwarded);
      const text = await page.locator("body").textContent();
      for (const typed of ["Noor", "noor@example.org", "4711", "welke gegevens u van mij heeft."])
        expect(text).not.toContain(typed);
    });
  });

  testForm(visit, requestForm, "nl");

  test("has the controller chosen that a link names", async () => {
    const page = await open("nl", { javaScriptEnabled: false });
    await page.goto("/?controller=example-ltd");
    await page.getByRole("link", { name: pageTexts.nl.start.request.action }).click();
    expect(await field(page, "controllerId").inputValue()).toBe("example-ltd");
  });

  test("takes an organisation in the person's own words", async () => {
    const page = await open("nl", { javaScriptEnabled: false });
    await page.goto("/request");
    await fillIn(page, requestForm);
    await field(page, "controllerId").selectOption("");
    await field(page, "organisation").fill("de bakker op de hoek");
    expect((await press(page, pageTexts.nl.request.submit)).status()).toBe(201);
    expect((await factsOn(page)).get(pageTexts.nl.status.controller)).toBe(pageTexts.nl.status.toBeFound);
  });
});
