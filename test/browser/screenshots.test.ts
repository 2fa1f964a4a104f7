import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { languages } from "../../shared/language.ts";
import { toHtml } from "../../shared/mail/to-html.ts";
import { sampleMails } from "../support/sample-mails.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { allStates, reaching } from "./states.ts";

const folder = resolve(".screenshots");
const mails = sampleMails("https://meldpunt.example");
const pages = allStates.flatMap((state) => languages.map((language) => ({ state, language })));

/** A few of them in the small run, in one width. */
function shotsOf<T>(pictures: readonly T[], isOfSmallRun: (one: T) => boolean): (T & { width: number })[] {
  const taken = pictures.filter((one) => inject("long") || isOfSmallRun(one));
  const widths = inject("long") ? [320, 1280] : [320];
  return taken.flatMap((one) => widths.map((width) => ({ ...one, width })));
}

describeOnSite("A picture for a person to look at", (visit) => {
  const reach = reaching(visit);
  const window = (width: number) => visit.open("nl", { viewport: { width, height: 720 } });

  test.each(shotsOf(pages, ({ state, language }) => language === "nl" && state === "request-wrong"))(
    "of the page $state in $language, $width pixels wide",
    async ({ state, language, width }) => {
      const page = await window(width);
      await reach(page, state, language);
      await expectPicture(page, `${state}.${language}.${width}`);
    },
  );

  test.each(shotsOf(mails, ({ name }) => name === "breach-notice.en"))(
    "of the mail $name, $width pixels wide",
    async ({ name, mail, width }) => {
      const page = await window(width);
      await showMail(page, mail);
      await expectPicture(page, `mail-${name}.${width}`);
    },
  );

  // README.md shows copies of these two; they lie in pictures/.
  test("of some pages side by side, as the README shows them", async () => {
    const shown = ["request", "request-receipt", "request-status-acknowledged", "file-form"];
    const pictures: Buffer[] = [];
    for (const state of shown) {
      const page = await visit.open("en", { viewport: smallWindow });
      await reach(page, state, "en");
      pictures.push(await page.screenshot());
    }
    await expectPicture(await sideBySide(await visit.open("en"), pictures), "readme-pages");
  });

  test("of some mails side by side, as the README shows them", async () => {
    const shown = ["request.en", "request-acknowledgement.en", "breach-notice.en", "certificate.en"];
    const pictures: Buffer[] = [];
    const page = await visit.open("en", { viewport: smallWindow });
    for (const wanted of shown) {
      const sample = mails.find(({ name }) => name === wanted);
      if (!sample) throw new Error(`there is no sample mail ${wanted}`);
      await showMail(page, sample.mail);
      pictures.push(await page.screenshot());
    }
    await expectPicture(await sideBySide(page, pictures), "readme-mails");
  });
});

const smallWindow = { width: 400, height: 860 };

async function showMail(
  page: Page,
  { subject, language, blocks }: (typeof mails)[number]["mail"],
): Promise<void> {
  // Away from the page that is there, whose policy would count for the mail too.
  await page.goto("about:blank");
  await page.setContent(toHtml(subject, language, blocks));
}

/** The page, once it shows nothing but pictures of small windows in a row. */
async function sideBySide(page: Page, pictures: Buffer[]): Promise<Page> {
  const images = pictures.map(
    (png) => `<img style="flex:none" src="data:image/png;base64,${png.toString("base64")}">`,
  );
  const between = 16;
  await page.setViewportSize({
    width: pictures.length * (smallWindow.width + between) + between,
    height: smallWindow.height + 2 * between,
  });
  await page.goto("about:blank");
  await page.setContent(
    `<body style="margin:${between}px;background:#888;display:flex;gap:${between}px">${images.join("")}</body>`,
  );
  return page;
}

/** Takes the picture of a whole page, keeps it, and looks whether there is anything on it. */
async function expectPicture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ fullPage: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), png);
  expect(new Set(pixels(png)).size).toBeGreaterThan(30);
}

/** The bytes of the lines of a picture, as they were before they were compressed (W3C, PNG Specification, 11.2.3). */
function pixels(png: Buffer): Buffer {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return inflateSync(Buffer.concat(data));
}
