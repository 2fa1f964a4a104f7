import type { Page } from "playwright-core";
import { pageTexts } from "../../functions/pages/texts.ts";
import type { Language } from "../../shared/language.ts";
import type { Site } from "../support/site.ts";
import { breachForm, field, fillIn, press, receiptOn, requestForm, type TestedForm } from "./forms.ts";

/** A case that was filed, and the links in its mails. */
export type FiledCase = { reference: string; code: string; statusLink: string; acknowledgeLink: string };

/** What has been filed on a site before its pages are looked at, and the links in an announcement of a sub-processor. */
export type Filed = Record<"request" | "breach" | "acknowledged", FiledCase> &
  Record<"statementsLink" | "objectionLink", string>;

/** Files what the states are about: a request and a breach that are with the controller, and a request that it has read. */
export async function fileCases(page: Page, site: Site): Promise<Filed> {
  const request = await file(page, requestForm, site);
  const acknowledged = await file(page, requestForm, site);
  await page.goto(acknowledged.acknowledgeLink);
  await press(page, pageTexts.nl.acknowledge.request.button);
  const breach = await file(page, breachForm, site, () => field(page, "code").fill(site.reporterCode));
  const linkTo = await linksIn(await site.announce(), site);
  const [statementsLink, objectionLink] = [linkTo("statements"), linkTo("objection")];
  return { request, breach, acknowledged, statementsLink, objectionLink };
}

async function file(
  page: Page,
  form: TestedForm,
  site: Site,
  more: () => Promise<unknown> = async () => {},
): Promise<FiledCase> {
  await sendFilled(page, form, "nl", more);
  const receipt = await receiptOn(page, "nl");
  const linkTo = await linksIn(receipt.reference, site);
  return { ...receipt, statusLink: linkTo("status"), acknowledgeLink: linkTo("acknowledge") };
}

/** Sends the mails of a case. Gives the link in one of them to a page. */
async function linksIn(reference: string, site: Site): Promise<(page: string) => string> {
  const mails = [...(await site.sendMails(reference)).values()].map(({ text }) => text ?? "");
  return (page) => {
    const [link] = mails.flatMap((text) => text.match(new RegExp(`http\\S+/${page}/\\S+`)) ?? []);
    if (link === undefined) throw new Error(`no mail of ${reference} links to ${page}`);
    return link;
  };
}

/** Opens a form and fills it in. */
export async function openFilled(page: Page, form: TestedForm, language: Language): Promise<void> {
  await page.goto(`${form.path}?lang=${language}`);
  await fillIn(page, form);
}

/** Opens a form, fills it in, does something more, and sends it. */
export async function sendFilled(
  page: Page,
  form: TestedForm,
  language: Language,
  more: () => Promise<unknown> = async () => {},
): Promise<void> {
  await openFilled(page, form, language);
  await more();
  await press(page, form.texts(language).submit);
}
