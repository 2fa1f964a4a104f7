import type { Page } from "playwright-core";
import { pageTexts } from "../../functions/pages/texts.ts";
import type { Language } from "../../shared/language.ts";
import { pdf, sampleFile } from "../support/files.ts";
import { askForm, attach } from "../support/public-api.ts";
import type { Site } from "../support/site.ts";
import { breachForm, field, fillIn, press, receiptOn, requestForm, type TestedForm } from "./forms.ts";

/** A case that was filed, and the links in its mails. */
export type FiledCase = { reference: string; code: string; statusLink: string; acknowledgeLink: string };

/** The pages about files: what became of one that was awaited, received, withheld, and where each is downloaded. */
export type FiledFiles = Record<
  "awaitedLink" | "receivedLink" | "withheldLink" | "downloadLink" | "withheldDownloadLink",
  string
>;

/** What has been filed on a site before its pages are looked at, and the links in an announcement of a sub-processor. */
export type Filed = Record<"request" | "breach" | "acknowledged", FiledCase> &
  Record<"statementsLink" | "objectionLink", string> & { files: FiledFiles };

/** Files what the states are about: a request and a breach that are with the controller, and a request that it has read. */
export async function fileCases(page: Page, site: Site): Promise<Filed> {
  const request = await file(page, requestForm, site);
  const acknowledged = await file(page, requestForm, site);
  await page.goto(acknowledged.acknowledgeLink);
  await press(page, pageTexts.nl.acknowledge.request.button);
  const breach = await file(page, breachForm, site, () => field(page, "code").fill(site.reporterCode));
  const linkTo = await linksIn(await site.announce(), site);
  const [statementsLink, objectionLink] = [linkTo("statements"), linkTo("objection")];
  const files = await attachFiles(acknowledged, site);
  return { request, breach, acknowledged, statementsLink, objectionLink, files };
}

/** Takes all five places of a case: for a file about which there is a lot to say, one with malware, and none. */
async function attachFiles({ reference, code }: FiledCase, site: Site): Promise<FiledFiles> {
  const to = { path: "requests", reference, receiptCode: code } as const;
  const filename = `Foto's van 'de' <b>brief</b> ${"en nog meer ".repeat(12)}.pdf.exe`;
  const bytes = Buffer.concat([Buffer.from("<html><script>"), pdf()]);
  const received = await attach(site.url, to, sampleFile({ filename, contentType: "image/png", bytes }));
  await site.checkFiles();
  const withheld = await attach(site.url, to, sampleFile());
  await site.checkFiles();
  const awaited = await askForm(site.url, to, sampleFile());
  for (let n = 0; n < 2; n += 1) await askForm(site.url, to, sampleFile());
  // Both were told of before malware was found in one.
  const mails = await site.sendMails(reference);
  await site.findMalware(withheld.id);
  const linkIn = (id: string) => {
    const [link] = mails.get(id)?.text?.match(/http\S+\/attachments\/\S+/) ?? [];
    if (link === undefined) throw new Error(`no mail ${id} of ${reference} links to a file`);
    return link;
  };
  return {
    awaitedLink: awaited.upload.fields.success_action_redirect ?? "",
    receivedLink: received.leadsTo,
    withheldLink: withheld.leadsTo,
    downloadLink: linkIn("attachment-1"),
    withheldDownloadLink: linkIn("attachment-2"),
  };
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
