import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Language } from "../../shared/language.ts";
import { describeInBrowser } from "../support/browser.ts";
import { openSite, type Site } from "../support/site.ts";

/** What a test of the pages works with. */
export type Visit = {
  /** The site, which all tests of one file share. */
  site: () => Site;
  /** The window of somebody who prefers that language; JavaScript is on unless these options switch it off. */
  open: (language: Language, options?: BrowserContextOptions) => Promise<Page>;
};

/** Tests of the pages in a browser, on a site of their own. */
export function describeOnSite(name: string, define: (visit: Visit) => void): void {
  describeInBrowser(name, (openPage) => {
    let opened: Site | undefined;
    const site = () => {
      if (!opened) throw new Error("the site is not open");
      return opened;
    };
    beforeAll(async () => {
      opened = await openSite();
    });
    afterAll(() => opened?.close());
    const open: Visit["open"] = (language, options = {}) =>
      openPage({ baseURL: site().url, locale: locales[language], ...options }, [site().s3]);
    define({ site, open });
  });
}

const locales = { nl: "nl-NL", en: "en-GB" };
