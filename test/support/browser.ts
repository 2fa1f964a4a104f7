import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, describe, expect } from "vitest";
import { bundledChromium } from "../browser/bundled-chromium.ts";

/**
 * A window with these settings: the same one for all tests of a file that ask for it, because opening one takes long.
 * `baseURL` is the only site that it may speak to, but for these origins.
 */
export type OpenPage = (
  options: BrowserContextOptions & { baseURL: string },
  origins?: readonly string[],
) => Promise<Page>;

/**
 * Tests in a real Chromium: the one that comes as a package, else the machine's. Where none starts they are skipped, and
 * their name says why. A test fails when a page asked another site for anything, or tried what its content security
 * policy forbids.
 */
export function describeInBrowser(name: string, define: (open: OpenPage) => void): void {
  describe.skipIf(browser === undefined)(browser ? name : `${name} (skipped: ${failures.join("; ")})`, () => {
    const windows = new Map<string, Page>();
    const strayed: string[] = [];
    afterEach(() => {
      expect(strayed.splice(0)).toEqual([]);
    });
    define(async (options, origins = []) => {
      const settings = JSON.stringify(options);
      const known = [options.baseURL, ...origins];
      const page = windows.get(settings) ?? (await openWindow(options, known, (what) => strayed.push(what)));
      windows.set(settings, page);
      await page.emulateMedia({ media: null, colorScheme: null, forcedColors: null, reducedMotion: null });
      return page;
    });
  });
}

async function openWindow(
  options: BrowserContextOptions & { baseURL: string },
  origins: readonly string[],
  tell: (strayed: string) => void,
): Promise<Page> {
  if (!browser) throw new Error("there is no browser");
  const context = await browser.newContext(options);
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && !origins.includes(origin)) tell(request.url());
  });
  context.on("console", (message) => {
    if (/content security policy/i.test(message.text())) tell(message.text());
  });
  // Well within a test's own time: what did not come is then named.
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function installed(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) =>
    folders
      .map((folder) => join(folder, name))
      .filter(existsSync)
      .slice(0, 1),
  );
}

const failures: string[] = [];

async function launch(options: () => LaunchOptions | Promise<LaunchOptions>): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ ...(await options()), args });
  } catch (error) {
    failures.push(firstLine(error));
    return undefined;
  }
}

/** The one of the package is made to have no window: it starts in a fifth of the time, and shows a page in half. */
async function launchAny(): Promise<Browser | undefined> {
  for (const options of [
    bundledChromium,
    ...installed().map((executablePath) => () => ({ executablePath })),
  ]) {
    const launched = await launch(options);
    if (launched) return launched;
  }
  return undefined;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}

// Before tests are collected: whether there is a browser decides whether there are tests.
const browser = await launchAny();
if (!browser) process.stderr.write(`No browser test runs: ${failures.join("; ")}\n`);
afterAll(() => browser?.close());
