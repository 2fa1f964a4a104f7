import { expect, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { breachForm, factsOn, field, fillIn, press, receiptOn, requestForm } from "./forms.ts";

const { acknowledge, request, breach, receipt, status } = pageTexts.nl;

describeOnSite("The acknowledgement by a controller, without JavaScript", ({ site, open }) => {
  const openWindow = () => open("nl", { javaScriptEnabled: false });

  /** The link in the mail to the controller about a case. */
  async function linkFor(reference: string): Promise<string> {
    const mails = [...(await site().sendMails(reference)).values()];
    const [link] = mails.flatMap(({ text }) => text?.match(/http\S+\/acknowledge\/\S+/) ?? []);
    return link ?? "";
  }

  test("of a request counts once the button is pressed, and not when a program follows the link", async () => {
    const page = await openWindow();
    await page.goto(requestForm.path);
    await fillIn(page, requestForm);
    await press(page, request.submit);
    const receiptOf = await receiptOn(page, "nl");
    const link = await linkFor(receiptOf.reference);

    async function stands() {
      await page.goto("/status");
      await field(page, "reference").fill(receiptOf.reference);
      await field(page, "code").fill(receiptOf.code);
      await press(page, status.submit);
      return (await factsOn(page)).get(status.stands);
    }

    for (let n = 0; n < 10; n += 1) {
      expect((await fetch(link)).status).toBe(200);
      await fetch(link, { method: "HEAD" });
    }
    expect(await stands()).toBe(status.request.forwarded);

    await page.goto(link);
    expect(await page.getByRole("button").count()).toBe(1);
    const text = (await page.locator("body").textContent()) ?? "";
    for (const personal of ["Noor", "noor@example.org", "4711"]) expect(text).not.toContain(personal);
    await press(page, acknowledge.request.button);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(acknowledge.done);
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await stands()).toBe(status.request.acknowledged);

    await page.goto(link);
    const confirmed = await factsOn(page);
    await fetch(link, { method: "POST" });
    await page.goto(link);
    expect(await factsOn(page)).toEqual(confirmed);
  });

  test("of a breach notice shows on the status of the report", async () => {
    const page = await openWindow();
    await page.goto(breachForm.path);
    await fillIn(page, breachForm);
    await field(page, "code").fill(site().reporterCode);
    await press(page, breach.submit);
    const { reference } = await receiptOn(page, "nl");
    const link = await linkFor(reference);
    const ofController = await open("nl", {
      javaScriptEnabled: false,
      viewport: { width: 800, height: 600 },
    });
    await ofController.goto(link);
    await press(ofController, acknowledge.breach.button);
    await press(page, receipt.status);
    const facts = await factsOn(page);
    expect(facts.get(status.stands)).toBe(status.breach.acknowledged);
    expect(facts.get("Voorbeeld B.V.")).toContain(status.controllerStatus.acknowledged);
  });

  test("by a link that is not right is a page that says so, in the language of the link", async () => {
    const page = await openWindow();
    const answer = await page.goto(
      "/acknowledge/DSR-7K3M-9QXT-2W5R/request/00000000000000000000000000?lang=en",
    );
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      pageTexts.en.problems.not_found.title,
    );
  });
});
