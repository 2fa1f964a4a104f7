import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { attachmentTexts } from "../../functions/attachments/pages/attachment-texts.ts";
import { pageTexts } from "../../functions/pages/texts.ts";
import { visible } from "../../shared/visible.ts";
import { pdf, sampleFile } from "../support/files.ts";
import { attach } from "../support/public-api.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { sendFilled } from "./file-cases.ts";
import { factsOn, press, receiptOn, requestForm } from "./forms.ts";

const { layout, status } = pageTexts.nl;
const { download, states, upload } = attachmentTexts.nl;

describeOnSite("The pages about files", ({ site, open }) => {
  /** Files a request; gives what opens it for the API. */
  async function fileRequest(page: Page) {
    await sendFilled(page, requestForm, "nl");
    const { reference, code } = await receiptOn(page, "nl");
    return { path: "requests", reference, receiptCode: code } as const;
  }

  const headingOn = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

  /** What of the form that leads to S3 makes it that one. */
  async function formOn(page: Page): Promise<Map<string, string>> {
    const hidden = page.locator("form[enctype] input[type=hidden]");
    return new Map(
      await hidden.evaluateAll((inputs) => inputs.map(({ name, value }): [string, string] => [name, value])),
    );
  }

  test("keep the form when the language is switched: no second one is given out", async () => {
    const page = await open("nl", { javaScriptEnabled: false });
    await fileRequest(page);
    await press(page, status.addFile);
    const before = await formOn(page);
    expect([...before.keys()]).toContain("Policy");
    await press(page, layout.switch);
    expect(await headingOn(page)).toBe(attachmentTexts.en.upload.title);
    expect(await formOn(page)).toEqual(before);
  });

  // D1
  test("let an empty file be sent by nobody unseen: S3 says so in a tab of its own, and the form is still there", async () => {
    const page = await open("nl", { javaScriptEnabled: false });
    await fileRequest(page);
    await press(page, status.addFile);
    const chosen = page.locator("input[type=file]");
    await chosen.setInputFiles({ name: "leeg.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) });
    const [tab] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: upload.send }).click(),
    ]);
    await tab.waitForLoadState();
    expect(await tab.content()).toContain("EntityTooSmall");
    await tab.close();
    expect(await page.locator("main").textContent()).toContain("<Error>");
    expect(await chosen.count()).toBe(1);
  });

  // C3, C4, D4
  test("show a file's name as text, whatever it is, and run nothing of the file", async () => {
    const page = await open("nl");
    const to = await fileRequest(page);
    const filename = `"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1> \u202Efdp.exe`;
    const bytes = Buffer.concat([Buffer.from("<html><script>window.pwned=1</script>"), pdf()]);
    const { leadsTo } = await attach(site().url, to, sampleFile({ filename, bytes }));
    await page.goto(leadsTo);
    expect(await page.locator("main").textContent()).toContain(visible(filename));
    await site().checkFiles();
    const mails = await site().sendMails(to.reference);
    await page.goto(mails.get("attachment-1")?.text?.match(/http\S+\/attachments\/\S+/)?.[0] ?? "");
    expect((await factsOn(page)).get(download.name)).toBe(visible(filename));
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: download.button }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^DSR-[-0-9A-Z]+-1\.(?:pdf|bin)$/);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(await page.locator("main :is(script, img, iframe, object, embed)").count()).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
  });

  // D6, D7
  test("offer nothing to download once malware was found, to whoever was told of the file before", async () => {
    const page = await open("nl", { javaScriptEnabled: false });
    const to = await fileRequest(page);
    const { id, leadsTo } = await attach(site().url, to, sampleFile());
    await site().checkFiles();
    const mails = await site().sendMails(to.reference);
    const link = mails.get("attachment-1")?.text?.match(/http\S+\/attachments\/\S+/)?.[0] ?? "";
    await page.goto(link);
    expect(await page.getByRole("button", { name: download.button }).count()).toBe(1);
    await site().findMalware(id);
    await page.goto(link);
    expect(await headingOn(page)).toBe(download.withheld.title);
    expect(await page.getByRole("button").count()).toBe(0);
    expect((await fetch(link, { method: "POST", redirect: "manual" })).status).not.toBe(303);
    await page.goto(leadsTo);
    expect(await headingOn(page)).toBe(states.withheld.title);
  });
});
