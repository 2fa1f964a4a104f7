import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { defang } from "../../shared/defang.ts";
import { inChunks } from "../../shared/parallel.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { breachForm, field, fillIn, press, receiptOn, requestForm } from "./forms.ts";

const hostile: Readonly<Record<string, string>> = {
  markup: `"'></textarea></title><script>window.pwned=1</script><img src=x onerror="window.pwned=1"><svg onload=window.pwned=1>`,
  "remote content": `<img src="https://tracker.example/x.png"><link rel=stylesheet href=//tracker.example/x.css><style>@import "//tracker.example"</style>`,
  "a right-to-left override": "Noor \u202Egpj.exe\u202C \u2066x\u2069",
  "zero-width characters": "No\u200Bor\u200D\uFEFF\u2060 de\u00AD Vries\u{E0041}",
  "line breaks of every kind": "een\r\nSet-Cookie: a=b\r\n\r\ntwee\ndrie\rvier\u2028vijf",
  "template syntax": "{{7*7}} \u0024{7*7} <%= 7*7 %> #{7*7} {% debug %} __proto__ %0d%0a &lt;b&gt; &#60;",
  "10,000 emoji": "🐕".repeat(10_000),
  "controls and loose surrogates": "a\u0000b\u001B[31mc\u0085d\uD800e",
};

const { "10,000 emoji": emoji = "", ...others } = hostile;

/** In the small run what is short is tried all at once. */
const tried = inject("long")
  ? hostile
  : { "10,000 emoji": emoji, "all of the rest": Object.values(others).join(" ") };

/** The names of what is asked on a form. */
async function namesOn(page: Page): Promise<string[]> {
  const names = await page
    .locator("main form [name]:not([type=hidden]):not([name=website])")
    .evaluateAll((controls) => controls.map(({ name }) => String(name)));
  return [...new Set(names)];
}

/** Puts a text where the form's own controls might not let it be, as a program could. */
async function typeInto(page: Page, names: readonly string[], text: string): Promise<void> {
  const inputs = { names, text };
  await page.locator("main form").evaluate((form, { names, text }) => {
    for (const name of names) {
      for (const control of form.querySelectorAll(`[name="${name}"]`)) control.remove();
      const area = form.ownerDocument.createElement("textarea");
      Object.assign(area, { name, value: text });
      form.append(area);
    }
  }, inputs);
}

/** What came back in those fields of the form that hold a text. */
function textsIn(page: Page, names: readonly string[]): Promise<(string | null)[]> {
  return page
    .locator("main form :is(textarea, input:not([type=radio], [type=checkbox], [type=hidden]))")
    .evaluateAll(
      (fields, asked) =>
        fields
          .filter(({ name }) => asked.includes(name))
          // The value of an input is what the browser makes of what was sent to it.
          .map((one) => (one.type === "textarea" ? one.value : one.getAttribute("value"))),
      names,
    );
}

/** As a browser sends it and shows it: well-formed, with one kind of line break, without U+0000. */
function shown(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
}

/** So many fields that hold this text make a form that is not refused as a whole. */
function together(text: string): number {
  return Math.max(1, Math.floor(4_000_000 / encodeURIComponent(text.toWellFormed()).length));
}

describeOnSite("Hostile text, with JavaScript on", ({ site, open }) => {
  async function openForm(path: string): Promise<Page> {
    const page = await open("nl");
    await page.goto(path);
    return page;
  }

  async function expectNothingRan(page: Page): Promise<void> {
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(await page.locator("script, main img, main svg, main link, main style").count()).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
  }

  // C3, C4
  for (const form of [requestForm, breachForm])
    test.each(Object.entries(tried))(
      `%s in every field of ${form.path} comes back as text`,
      async (_, text) => {
        const page = await openForm(form.path);
        const names = await namesOn(page);
        const texts: (string | null)[] = [];
        for (const some of inChunks(names, together(text))) {
          await openForm(form.path);
          await typeInto(page, some, text);
          const answer = await press(page, form.texts("nl").submit);
          expect([400, 413]).toContain(answer.status());
          texts.push(...(await textsIn(page, some)));
          await expectNothingRan(page);
        }
        expect(texts.length).toBeGreaterThan(10);
        expect(new Set(texts)).toEqual(new Set([shown(text)]));
      },
    );

  // B12, C3, C4
  test("that a form takes is on no receipt and no status, and is text in the mails", async () => {
    const { markup = "", "remote content": remote = "" } = hostile;
    const page = await openForm(requestForm.path);
    await fillIn(page, requestForm);
    await field(page, "name").fill(markup);
    await field(page, "message").fill(`${remote}${hostile["a right-to-left override"]}`);
    await press(page, pageTexts.nl.request.submit);
    const { reference } = await receiptOn(page, "nl");
    expect(await page.locator("main").textContent()).not.toContain("pwned");
    await expectNothingRan(page);
    const mails = await site().sendMails(reference);
    const html = mails.get("request")?.html;
    await page.goto("about:blank");
    await page.setContent(typeof html === "string" ? html : "");
    const text = await page.locator("body").innerText();
    expect(text).toContain(defang(markup));
    expect(text).toContain(defang(remote));
    expect(text).toContain("⟨U+202E⟩");
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(await page.locator("script, img, svg, link").count()).toBe(0);
  });
});
