import type { Page } from "playwright-core";
import { controllerTexts } from "../../functions/pages/controller/controller-texts.ts";
import { pageTexts } from "../../functions/pages/texts.ts";
import type { Language } from "../../shared/language.ts";
import type { Visit } from "./describe-on-site.ts";
import { type Filed, type FiledCase, fileCases, openFilled, sendFilled } from "./file-cases.ts";
import { breachForm, field, press, requestForm, type TestedForm } from "./forms.ts";

/** Brings a window to a page as it is at one moment; the site's cases have been filed before. */
type Reach = (page: Page, language: Language, filed: Filed) => Promise<unknown>;

const states: Readonly<Record<string, Reach>> = {
  start: (page, language) => page.goto(`/?lang=${language}`),
  "start-chosen": (page, language) => page.goto(`/?controller=voorbeeld-bv&lang=${language}`),
  "start-unknown": (page, language) => page.goto(`/?controller=nobody&lang=${language}`),
  request: (page, language) => page.goto(`/request?lang=${language}`),
  "request-switched": async (page, language) => {
    const other = language === "nl" ? "en" : "nl";
    await openFilled(page, requestForm, other);
    await press(page, pageTexts[other].layout.switchKeeps);
  },
  "request-wrong": (page, language) => sendWrong(page, requestForm, language),
  "request-trap": (page, language) =>
    sendFilled(page, requestForm, language, () =>
      page.locator("main form [hidden] input").evaluate((input) => {
        input.value = "filled in";
      }),
    ),
  "request-receipt": (page, language) => sendFilled(page, requestForm, language),
  "request-status": (page, language, { request }) => openStatus(page, language, request),
  "request-status-acknowledged": (page, language, { acknowledged }) =>
    openStatus(page, language, acknowledged),
  "request-status-by-link": (page, language, { request }) =>
    page.goto(inLanguage(request.statusLink, language)),
  breach: (page, language) => page.goto(`/breach?lang=${language}`),
  "breach-wrong": (page, language) => sendWrong(page, breachForm, language),
  "breach-receipt": (page, language) => sendFilled(page, breachForm, language),
  "breach-status": (page, language, { breach }) => openStatus(page, language, breach),
  "breach-update": (page, language, { breach }) => openUpdate(page, language, breach),
  "breach-update-wrong": async (page, language, { breach }) => {
    await openUpdate(page, language, breach);
    await press(page, pageTexts[language].update.submit);
  },
  "breach-update-done": async (page, language, { breach }) => {
    await openUpdate(page, language, breach);
    await field(page, "note").fill("De oorzaak is gevonden.");
    await press(page, pageTexts[language].update.submit);
  },
  status: (page, language) => page.goto(`/status?lang=${language}`),
  "status-wrong": async (page, language) => {
    await page.goto(`/status?lang=${language}`);
    await press(page, pageTexts[language].status.submit);
  },
  "status-not-found": (page, language, { request }) =>
    openStatus(page, language, { ...request, code: "0".repeat(26) }),
  acknowledge: (page, language, { request }) => page.goto(inLanguage(request.acknowledgeLink, language)),
  "acknowledge-breach": (page, language, { breach }) =>
    page.goto(inLanguage(breach.acknowledgeLink, language)),
  "acknowledge-done": (page, language, { acknowledged }) =>
    page.goto(inLanguage(acknowledged.acknowledgeLink, language)),
  statements: (page, language, { statementsLink }) => page.goto(inLanguage(statementsLink, language)),
  "statements-wrong": async (page, language, { statementsLink }) => {
    await page.goto(inLanguage(statementsLink, language));
    await press(page, controllerTexts[language].statements.submit);
  },
  "statements-asked": async (page, language, { statementsLink }) => {
    await page.goto(inLanguage(statementsLink, language));
    await page.getByRole("checkbox").first().check();
    await press(page, controllerTexts[language].statements.submit);
  },
  objection: (page, language, { objectionLink }) => page.goto(inLanguage(objectionLink, language)),
  "objection-wrong": async (page, language, { objectionLink }) => {
    await page.goto(inLanguage(objectionLink, language));
    await press(page, controllerTexts[language].objection.submit);
  },
  "objection-done": async (page, language, { objectionLink }) => {
    await page.goto(inLanguage(objectionLink, language));
    await field(page, "name").fill("Vera Vos");
    await field(page, "arguments").fill("Rekenhal heeft geen certificaat.");
    await press(page, controllerTexts[language].objection.submit);
  },
  "file-form": async (page, language) => {
    await sendFilled(page, requestForm, language);
    await press(page, pageTexts[language].status.addFile);
  },
  "file-form-breach": async (page, language) => {
    await sendFilled(page, breachForm, language);
    await press(page, pageTexts[language].status.addFile);
  },
  "file-form-none": async (page, language, { acknowledged }) => {
    await openStatus(page, language, acknowledged);
    await press(page, pageTexts[language].status.addFile);
  },
  "file-awaited": (page, language, { files }) => page.goto(inLanguage(files.awaitedLink, language)),
  "file-received": (page, language, { files }) => page.goto(inLanguage(files.receivedLink, language)),
  "file-withheld": (page, language, { files }) => page.goto(inLanguage(files.withheldLink, language)),
  "file-download": (page, language, { files }) => page.goto(inLanguage(files.downloadLink, language)),
  "file-download-withheld": (page, language, { files }) =>
    page.goto(inLanguage(files.withheldDownloadLink, language)),
  privacy: (page, language) => page.goto(`/privacy?lang=${language}`),
  accessibility: (page, language) => page.goto(`/accessibility?lang=${language}`),
  "not-found": (page, language) => page.goto(`/nowhere?lang=${language}`),
};

/** Every page in every state that looks different from the others, by a name that can be a file's. */
export const allStates = Object.keys(states);

/** Those that have between them everything that stands on a page. */
export const someStates = [
  "start",
  "request-wrong",
  "breach-update",
  "request-receipt",
  "breach-status",
  "acknowledge",
  "file-form",
  "file-download",
];

/** Brings windows to pages in a state; the cases that these are about are filed the first time. */
export function reaching({ site, open }: Visit) {
  let filed: Filed | undefined;
  return async (page: Page, state: string, language: Language): Promise<void> => {
    const reach = states[state];
    if (!reach) throw new Error(`there is no state ${state}`);
    filed ??= await fileCases(await open("nl"), site());
    await reach(page, language, filed);
  };
}

/** Something is wrong with fields of every kind: nothing is filled in but what no form takes. */
async function sendWrong(page: Page, form: TestedForm, language: Language): Promise<void> {
  await page.goto(`${form.path}?lang=${language}`);
  for (const name of ["email", "reporter.email", "approximateRecords.min"])
    await field(page, name).evaluateAll((controls) => {
      for (const control of controls) control.value = "nobody";
    });
  await press(page, form.texts(language).submit);
}

async function openStatus(
  page: Page,
  language: Language,
  { reference, code }: Pick<FiledCase, "reference" | "code">,
): Promise<void> {
  await page.goto(`/status?lang=${language}`);
  await field(page, "reference").fill(reference);
  await field(page, "code").fill(code);
  await press(page, pageTexts[language].status.submit);
}

async function openUpdate(page: Page, language: Language, filed: FiledCase): Promise<void> {
  await openStatus(page, language, filed);
  await press(page, pageTexts[language].status.add);
}

function inLanguage(link: string, language: Language): string {
  return link.replace(/lang=\w+/, `lang=${language}`);
}
