import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { type Language, languages } from "../../shared/language.ts";
import type { Visit } from "./describe-on-site.ts";
import { field, fillIn, press, receiptOn, type TestedForm, valuesIn } from "./forms.ts";

const other = { nl: "en", en: "nl" } as const;

const hasFocus = (element: { matches: (selector: string) => boolean }) => element.matches(":focus");

/** What every form that stores something does, tried in that language. */
export function testForm({ site, open }: Visit, form: TestedForm, language: Language): void {
  const texts = form.texts(language);
  const { layout, form: said, receipt } = pageTexts[language];

  /** A window without JavaScript, with the form in it as nobody has filled it in. */
  async function openForm(options = {}) {
    const page = await open(language, { javaScriptEnabled: false, ...options });
    await page.goto(form.path);
    return page;
  }

  /** How many cases this makes. */
  async function casesMadeBy(act: () => Promise<unknown>): Promise<number> {
    const before = await site().references();
    await act();
    return (await site().references()).length - before.length;
  }

  test("keeps every value after an error, says first what is wrong, and leads to the field", async () => {
    const page = await openForm();
    await fillIn(page, form);
    await field(page, form.required.name).fill("");
    const before = await valuesIn(page);
    const answer = await press(page, texts.submit);
    expect(answer.status()).toBe(400);
    expect(await page.title()).toMatch(new RegExp(`^${layout.error}: ${texts.title}`));
    expect(await valuesIn(page)).toEqual(before);
    const summary = page.getByRole("alert");
    expect(await summary.evaluate(hasFocus)).toBe(true);
    expect(await summary.getByRole("heading").textContent()).toBe(said.summary);
    const missing = form.required.missing(language);
    const links = summary.getByRole("link");
    expect(await links.allTextContents()).toEqual([expect.stringContaining(missing)]);
    await links.click();
    const wrong = field(page, form.required.name);
    expect(await wrong.evaluate(hasFocus)).toBe(true);
    expect(await wrong.getAttribute("aria-invalid")).toBe("true");
    const described = (await wrong.getAttribute("aria-describedby")) ?? "";
    expect(await page.locator(`[id="${described.split(" ").at(-1)}"]`).textContent()).toBe(missing);
  });

  test("keeps every value when the language is switched, says nothing of errors, and stores nothing", async () => {
    const page = await openForm();
    await fillIn(page, form);
    await field(page, form.required.name).fill("");
    const before = await valuesIn(page);
    const made = await casesMadeBy(async () => {
      const answer = await press(page, layout.switchKeeps);
      expect(answer.status()).toBe(200);
    });
    expect(made).toBe(0);
    expect(await page.locator("html").getAttribute("lang")).toBe(other[language]);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      form.texts(other[language]).title,
    );
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await valuesIn(page)).toEqual(before);
  });

  // A1
  test("makes one case of two clicks, and of loading the receipt again", async () => {
    const page = await openForm();
    await fillIn(page, form);
    const receipts: unknown[] = [];
    const made = await casesMadeBy(async () => {
      await page.getByRole("button", { name: texts.submit }).dblclick();
      await page.getByRole("heading", { name: form.receipt(language) }).waitFor();
      receipts.push(await receiptOn(page, language));
      await page.reload();
      receipts.push(await receiptOn(page, language));
    });
    expect(made).toBe(1);
    const [first] = receipts;
    expect(first).toEqual({
      reference: expect.stringMatching(/^(DSR|BR)-/),
      code: expect.stringMatching(/^\w{26}$/),
    });
    expect(receipts).toEqual([first, first]);
  });

  test("has every value when somebody goes back to it", async () => {
    const page = await openForm();
    await fillIn(page, form);
    const before = await valuesIn(page);
    await press(page, texts.submit);
    await page.goBack();
    expect(await valuesIn(page)).toEqual(before);
  });

  // A2
  test("says so when it is sent again with another text, keeps that, and takes it the second time", async () => {
    const page = await openForm();
    await fillIn(page, form);
    const key = await field(page, "key").inputValue();
    await press(page, texts.submit);
    const { reference } = await receiptOn(page, language);
    // As in a browser that has kept the whole page for somebody who goes back.
    await page.goto(form.path);
    await fillIn(page, form);
    await field(page, "key").evaluate((input, value) => {
      input.value = value;
    }, key);
    await field(page, form.lines).fill("Iets anders.");
    expect((await press(page, texts.submit)).status()).toBe(422);
    expect(await page.getByRole("alert").textContent()).toContain(said.problems.idempotency_key_reused.text);
    expect(await field(page, form.lines).inputValue()).toBe("Iets anders.");
    expect((await press(page, texts.submit)).status()).toBe(201);
    expect((await receiptOn(page, language)).reference).not.toBe(reference);
  });

  // B4
  test("tells somebody whose browser filled in the hidden field what happened, and takes it the second time", async () => {
    const page = await openForm();
    await fillIn(page, form);
    const trap = page.locator("main form [hidden] input");
    expect(await trap.isVisible()).toBe(false);
    await trap.evaluate((input) => {
      input.value = "https://example.org";
    });
    const made = await casesMadeBy(async () => {
      expect((await press(page, texts.submit)).status()).toBe(400);
    });
    expect(made).toBe(0);
    expect(await page.getByRole("alert").textContent()).toContain(said.problems.trap_filled.text);
    expect(await trap.inputValue()).toBe("");
    expect((await press(page, texts.submit)).status()).toBe(201);
  });

  test("gives a receipt to keep as a file and on paper", async () => {
    const page = await openForm();
    await fillIn(page, form);
    await press(page, texts.submit);
    const { reference, code } = await receiptOn(page, language);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: receipt.download }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${reference}.txt`);
    const text = await readFile(await download.path(), "utf8");
    for (const part of [reference, code, receipt.explanation]) expect(text).toContain(part);
    await page.emulateMedia({ media: "print" });
    for (const button of await page.getByRole("button", { includeHidden: true }).all())
      expect(await button.isVisible()).toBe(false);
    expect(await page.getByText(code).isVisible()).toBe(true);
    expect(await page.getByText(receipt.explanation).isVisible()).toBe(true);
  });

  test.each(languages)("is in the language that the address asks for: %s", async (asked) => {
    const page = await open(other[asked]);
    await page.goto(`${form.path}?lang=${asked}`);
    expect(await page.locator("html").getAttribute("lang")).toBe(asked);
    expect(await page.title()).toContain(form.texts(asked).title);
  });
}
