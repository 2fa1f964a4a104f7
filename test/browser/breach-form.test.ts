import { describe, expect, inject, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { languages } from "../../shared/language.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { testForm } from "./form-behaviour.ts";
import { breachForm, factsOn, field, fillIn, fillInByHand, press, receiptOn } from "./forms.ts";

describeOnSite("The form for a breach report", (visit) => {
  const { site, open } = visit;

  // The small run tries the other form in Dutch.
  describe.each(inject("long") ? languages : (["en"] as const))("in %s, without JavaScript", (language) => {
    const { start, breach, receipt, status, update } = pageTexts[language];

    test("is filed, is held until the desk has looked at it, and its status is read", async () => {
      const page = await open(language, { javaScriptEnabled: false });
      await page.goto("/");
      await page.getByRole("link", { name: start.breach.action }).click();
      await fillInByHand(page, breachForm);
      const answer = await press(page, breach.submit);
      expect(answer.status()).toBe(201);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(receipt.breach.title);
      const main = await page.locator("main").textContent();
      for (const step of receipt.breach.next.held) expect(main).toContain(step);
      const { reference, code } = await receiptOn(page, language);
      await page.goto("/status");
      await field(page, "reference").fill(reference);
      await field(page, "code").fill(code);
      await press(page, status.submit);
      const facts = await factsOn(page);
      expect(facts.get(status.stands)).toBe(status.breach.held);
      expect(facts.get("Voorbeeld B.V.")).toBe(status.controllerStatus.held);
    });

    test("with a reporter code goes to the controllers at once", async () => {
      const page = await open(language, { javaScriptEnabled: false });
      await page.goto("/breach");
      await fillIn(page, breachForm);
      await field(page, "code").fill(site().reporterCode);
      await press(page, breach.submit);
      const main = await page.locator("main").textContent();
      for (const step of receipt.breach.next.received) expect(main).toContain(step);
      const { reference } = await receiptOn(page, language);
      await site().sendMails(reference);
      await press(page, receipt.status);
      expect((await factsOn(page)).get(status.stands)).toBe(status.breach.forwarded);
    });

    test("is added to with what became known since", async () => {
      const page = await open(language, { javaScriptEnabled: false });
      await page.goto("/breach");
      await fillIn(page, breachForm);
      await press(page, breach.submit);
      const { reference } = await receiptOn(page, language);
      await press(page, receipt.status);
      await press(page, status.add);
      await field(page, "note").fill("De ontvanger heeft de lijst gewist.");
      expect((await press(page, update.submit)).status()).toBe(201);
      expect((await factsOn(page)).get(status.reference)).toBe(reference);
      await press(page, receipt.status);
      expect(await page.locator("main").textContent()).toContain(status.breachEvents.updated);
    });
  });

  // In the small run the other form shows this: it is carried out by the same code.
  if (inject("long")) testForm(visit, breachForm, "en");
});
