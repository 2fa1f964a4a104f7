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
      // Away from the page that is there, whose policy would count for the mail too.
      await page.goto("about:blank");
      await page.setContent(toHtml(mail.subject, mail.language, mail.blocks));
      await expectPicture(page, `mail-${name}.${width}`);
    },
  );
});

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
