import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { attachmentTexts } from "../../functions/attachments/pages/attachment-texts.ts";
import { pageTexts } from "../../functions/pages/texts.ts";
import { pdf } from "../support/files.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { factsOn, fillIn, press, receiptOn, requestForm } from "./forms.ts";

const { start, request, receipt, status, form } = pageTexts.nl;
const files = attachmentTexts.nl;

/** What has the focus: its name for people, its name in the form, and whether it can be seen that it has it. */
type Focused = { text: string; name: string; value: string; isOutlined: boolean };

const focused = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const isOnScreen = box.width > 1 && box.bottom > 0 && box.top < innerHeight;
  return {
    text: element.textContent.trim(),
    name: element.name ?? "",
    value: element.value ?? "",
    isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && isOnScreen,
  };
})()`;

/** Presses Tab until that has the focus; everything that has it on the way can be seen to have it. */
async function tabTo(page: Page, isIt: (one: Focused) => boolean): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    const one = await page.evaluate<Focused>(focused);
    expect(one).toMatchObject({ isOutlined: true });
    if (isIt(one)) return;
  }
  throw new Error("the focus never came there");
}

const named = (name: string, value?: string) => (one: Focused) =>
  one.name === name && (value === undefined || one.value === value);
const reading = (text: string) => (one: Focused) => one.text === text;

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, named(name));
  await page.keyboard.type(text);
}

/** Presses a key that leads to another page, which is there then. */
async function go(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
}

describeOnSite("With nothing but a keyboard", (visit) => {
  /** A window that does not scroll slowly, so that what has the focus is in view at once. */
  async function open(): Promise<Page> {
    const page = await visit.open("nl");
    await page.emulateMedia({ reducedMotion: "reduce" });
    return page;
  }

  test("a request is filed and its status read, and the focus can always be seen", async () => {
    const page = await open();
    await page.goto("/");
    await tabTo(page, reading(start.request.action));
    await go(page, "Enter");
    await tabTo(page, named("controllerId"));
    await page.keyboard.type("Voor");
    await tabTo(page, named("rights", "access"));
    await page.keyboard.press("Space");
    await tabTo(page, named("rights", "erasure"));
    await page.keyboard.press("Space");
    await typeInto(page, "message", "Wat weet u van mij?");
    await typeInto(page, "name", "Noor de Vries");
    await typeInto(page, "email", "noor@example.org");
    await tabTo(page, reading(request.submit));
    await go(page, "Enter");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(receipt.request.title);
    const { reference, code } = await receiptOn(page, "nl");
    expect((await factsOn(page)).get(status.controller)).toBe("Voorbeeld B.V.");
    await page.goto("/");
    await tabTo(page, reading(start.status.action));
    await go(page, "Enter");
    await typeInto(page, "reference", reference);
    await typeInto(page, "code", code);
    await go(page, "Enter");
    expect((await factsOn(page)).get(status.stands)).toBe(status.request.received);
  });

  test("a file is chosen and sent, and the tab in which it was sent says how it stands", async () => {
    const page = await open();
    // Long before the key: only a browser that knows by then that somebody listens tells of its file chooser.
    const chosen = page.waitForEvent("filechooser", { timeout: 0 });
    await page.goto("/request");
    await fillIn(page, requestForm);
    await press(page, request.submit);
    await tabTo(page, reading(status.addFile));
    await go(page, "Enter");
    await tabTo(page, named("file"));
    await page.keyboard.press("Space");
    const chooser = await chosen;
    await chooser.setFiles({ name: "volmacht.pdf", mimeType: "application/pdf", buffer: pdf() });
    await tabTo(page, (one) => one.text.startsWith(files.upload.send));
    const [tab] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
    await tab.waitForLoadState();
    expect(await tab.getByRole("heading", { level: 1 }).textContent()).toBe(files.states.awaited.title);
    await tab.close();
  });

  test("Enter in a field sends the form, in its language, and the focus is on what is wrong", async () => {
    const page = await open();
    await page.goto("/request");
    await typeInto(page, "name", "Noor de Vries");
    await go(page, "Enter");
    expect(await page.locator("html").getAttribute("lang")).toBe("nl");
    expect((await page.evaluate<Focused>(focused)).text).toContain(form.summary);
    await tabTo(page, (one) => one.text.includes(request.fields.rights.missing));
    await page.keyboard.press("Enter");
    expect(await page.evaluate<Focused>(focused)).toMatchObject({ name: "rights", isOutlined: true });
    expect(await page.locator('[name="name"]').inputValue()).toBe("Noor de Vries");
  });

  test("the first Tab leads past the head of the page", async () => {
    const page = await open();
    await page.goto("/request");
    await page.keyboard.press("Tab");
    const skip = await page.evaluate<Focused>(focused);
    expect(skip).toMatchObject({ text: pageTexts.nl.layout.skip, isOutlined: true });
    await page.keyboard.press("Enter");
    await tabTo(page, () => true);
    expect((await page.evaluate<Focused>(focused)).name).toBe("controllerId");
  });

  test("what is folded opens, and the switch of the language is reached without a mouse", async () => {
    const page = await open();
    await page.goto("/breach");
    await tabTo(page, (one) => one.text === pageTexts.nl.layout.switchKeeps);
    await go(page, "Space");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.locator("details > summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("details").first().getAttribute("open")).not.toBeNull();
  });
});
