import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachmentTexts } from "../../functions/attachments/pages/attachment-texts.ts";
import { pageTexts } from "../../functions/pages/texts.ts";
import type { Finding } from "../../shared/attachments/attachment.ts";
import { fileTypes } from "../../shared/attachments/types.ts";
import { defang } from "../../shared/defang.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import { visible } from "../../shared/visible.ts";
import { factsOn, field, fillIn, press, receiptOn, requestForm } from "../browser/forms.ts";
import { submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { describeInBrowser } from "../support/browser.ts";
import { eicar } from "../support/eicar.ts";
import { eventually } from "../support/eventually.ts";
import { gif, pdf, type SampleFile, sampleFile, zip } from "../support/files.ts";
import { seen } from "../support/hostile-texts.ts";
import { type LocalRun, type Mail, startLocalRun } from "../support/local-run.ts";
import { command, operatorOf, terminate } from "../support/operator.ts";
import {
  askForm,
  attach,
  attachmentsOf,
  fileLinkIn,
  handOverIn,
  mailsAbout,
  postAttachment,
  readStatus,
  sendForm,
  submitRequest,
  typeOf,
} from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

const within = 20_000;
const timeout = 90_000;
const nl = attachmentTexts.nl;

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The mails of that type about a case, to an address where one is given, once there are so many. */
function mailsOf(reference: string, type: string, count = 1, to?: string): Promise<Mail[]> {
  return eventually(
    async () => {
      const found = mailsAbout(reference, await run.mails()).filter(
        (mail) => typeOf(mail) === type && (to === undefined || mail.destination.to[0] === to),
      );
      expect(found).toHaveLength(count);
      return found;
    },
    { within },
  );
}

/** The mail about a file to that address, once it is there. */
async function fileMail(reference: string, to: string, type = "attachment"): Promise<Mail> {
  return eventually(
    async () => {
      const mails = mailsAbout(reference, await run.mails());
      const found = mails.find((mail) => mail.destination.to[0] === to && fileLinkIn(mail) !== "");
      if (!found || typeOf(found) !== type) throw new Error(`no mail ${type} about a file to ${to}`);
      return found;
    },
    { within },
  );
}

type AttachedTo = Parameters<typeof attachmentsOf>[1];

/** The files of a case once so many of them have come to an end. */
const settled = (to: AttachedTo, count = 1) =>
  eventually(
    async () => {
      const files = await attachmentsOf(run.api, to);
      const ended = files.filter(({ status }) => status === "received" || status === "withheld");
      expect(ended).toHaveLength(count);
      return files;
    },
    { within },
  );

/** The page behind a link, and what its button brings. */
async function download(link: string) {
  const opened = await fetch(link, { headers: { accept: "text/html" } });
  expect(opened.status).toBe(200);
  const headers = { accept: "text/html", "content-type": "application/x-www-form-urlencoded" };
  const pressed = await fetch(link, { method: "POST", headers, redirect: "manual" });
  expect(pressed.status).toBe(303);
  const file = await fetch(pressed.headers.get("location") ?? "");
  expect(file.status).toBe(200);
  return { page: await opened.text(), headers: file.headers, bytes: Buffer.from(await file.arrayBuffer()) };
}

async function keysUnder(Prefix: string, Bucket = run.s3.bucket): Promise<(string | undefined)[]> {
  const client = new S3Client({
    endpoint: run.s3.endpoint,
    region: run.s3.region,
    credentials: run.s3,
    forcePathStyle: true,
  });
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key }) => Key);
}

const asked = async (changes: Parameters<typeof submission>[0] = {}) => ({
  path: "requests" as const,
  ...(await submitRequest(run.api, submission(changes))),
});

/** Decisions and looks of the operator, as JSON. */
async function operator(...args: readonly string[]) {
  const { exitCode, stdout } = await command(run, ...args, "--json");
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe("a file that is attached by API", () => {
  test("to a request is announced to its controller, and downloaded from the page behind the link", {
    timeout,
  }, async () => {
    const to = await asked();
    const file = sampleFile();
    const form = await askForm(run.api, to, file);
    expect(await attachmentsOf(run.api, to)).toMatchObject([{ id: form.id, status: "awaited" }]);
    const sent = await sendForm(form, file.bytes);
    expect(sent.status).toBe(303);
    const after = await fetch(sent.headers.get("location") ?? "", { headers: { accept: "text/html" } });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain(file.filename);

    const mail = await fileMail(to.reference, "privacy@voorbeeld.example");
    expect(mail.subject).toContain(`[${to.reference}]`);
    expect(mail.subject).not.toContain("volmacht");
    expect(mail.body.text).toContain(defang(file.filename));
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([`${to.reference}.json`]);
    const handedOver = handOverIn(mail);
    const digest = sha256(file.bytes);
    expect(handedOver).toMatchObject({
      reference: to.reference,
      attachments: [{ id: form.id, number: 1, size: file.bytes.length, sha256: digest, findings: [] }],
    });
    expect((await fetch(String(handedOver.$schema))).status).toBe(200);
    expect(JSON.stringify(mail)).not.toContain(file.bytes.toString("base64").slice(0, 40));

    const { headers, bytes } = await download(fileLinkIn(mail));
    expect(bytes).toEqual(file.bytes);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe(`attachment; filename="${to.reference}-1.pdf"`);

    expect(await attachmentsOf(run.api, to)).toMatchObject([
      { id: form.id, filename: file.filename, status: "received", size: file.bytes.length, sha256: digest },
    ]);
    const { timeline } = await readStatus(run.api, to);
    expect(timeline.filter(({ event }) => event === "attached")).toHaveLength(1);
    expect(await keysUnder("controllers/voorbeeld-bv/attachments/")).toContainEqual(
      expect.stringContaining(to.reference),
    );
    const shown = await operator("requests", "show", to.reference);
    expect(shown.attachments).toMatchObject([{ status: "received", contentType: "application/pdf" }]);
  });

  test("to a request of nobody is the desk's until it is assigned, and then its controller's", {
    timeout,
  }, async () => {
    const to = await asked({ controllerId: undefined as never, organisation: "De bakker" });
    const file = sampleFile({ filename: "foto.gif", contentType: "image/gif", bytes: gif() });
    await attach(run.api, to, file);
    const forDesk = await fileMail(to.reference, "privacy-desk@processor.example", "desk");
    expect((await download(fileLinkIn(forDesk))).bytes).toEqual(file.bytes);
    const [atDesk] = await keysUnder(`desk/${to.reference}/`);
    expect(atDesk).toContain(sha256(file.bytes));

    await operator("requests", "assign", to.reference, "--controller", "example-ltd", "--yes");
    const mail = await fileMail(to.reference, "privacy@example-ltd.example");
    await eventually(async () => expect(await keysUnder(`desk/${to.reference}/`)).toEqual([]), { within });
    const own = `controllers/example-ltd/attachments/${to.reference}/`;
    expect(await keysUnder(own)).toEqual([expect.stringContaining(sha256(file.bytes))]);
    for (const link of [fileLinkIn(mail), fileLinkIn(forDesk)])
      expect((await download(link)).bytes).toEqual(file.bytes);
  });

  // B1
  test("to a stranger's breach report waits for the desk with it, and then goes to each controller", {
    timeout,
  }, async () => {
    const receipt = await submitReport(run.api, report());
    const to = { path: "breach-reports" as const, ...receipt };
    const file = sampleFile({
      filename: "lijst.csv",
      contentType: "text/csv",
      bytes: Buffer.from("a;b\n1;2\n"),
    });
    await attach(run.api, to, file);
    await settled(to);
    const forDesk = await fileMail(to.reference, "breach-desk@processor.example", "desk");
    expect((await download(fileLinkIn(forDesk))).bytes).toEqual(file.bytes);
    await mailsOf(to.reference, "attachment", 0);
    const shown = await command(run, "breaches", "show", to.reference);
    expect(shown.stdout).toContain("the report itself; entry 1 (file 1, lijst.csv)");

    await operator("breaches", "confirm", to.reference, "--yes");
    for (const [contact, other] of [
      ["privacy@voorbeeld.example", "Example Ltd"],
      ["privacy@example-ltd.example", "Voorbeeld B.V."],
    ] as const) {
      const mail = await fileMail(to.reference, contact);
      expect(JSON.stringify(mail)).not.toContain(other);
      const { headers, bytes } = await download(fileLinkIn(mail));
      expect(bytes).toEqual(file.bytes);
      expect(headers.get("content-disposition")).toBe(`attachment; filename="${to.reference}-1.csv"`);
    }
    await mailsOf(to.reference, "breach-notice", 2);
    await mailsOf(to.reference, "attachment", 2);

    // What a stranger adds later waits again, on its own, and makes no notice.
    await attach(run.api, to, { ...file, filename: "meer.csv" });
    await settled(to, 2);
    expect(await operator("breaches", "show", to.reference)).toMatchObject({ waiting: { updates: [3] } });
    const confirming = await command(run, "breaches", "confirm", to.reference, "--yes");
    expect(confirming.stderr).toContain("Confirming sends a link to each attached file (1) to 2 controllers");
    await mailsOf(to.reference, "attachment", 4);
    await mailsOf(to.reference, "breach-notice", 2);
  });

  // D1
  test("by a form that is used twice is the one that was looked at first, and is told of once", {
    timeout,
  }, async () => {
    const to = await asked();
    const first = sampleFile();
    const form = await askForm(run.api, to, first);
    expect((await sendForm(form, first.bytes)).status).toBe(303);
    await settled(to);
    const other = Buffer.from(
      pdf().toString().replace("volmacht", "iets ander").slice(0, first.bytes.length),
    );
    expect((await sendForm(form, other)).status).toBe(303);
    expect((await sendForm(form, pdf("langer dan er is gezegd"))).status).toBe(400);
    const { bucket, key } = form.upload.fields;
    await eventually(async () => expect(await keysUnder(key ?? "", bucket)).toEqual([]), { within });
    expect(await settled(to)).toMatchObject([{ sha256: sha256(first.bytes) }]);
    const [mail] = await mailsOf(to.reference, "attachment");
    expect((await download(fileLinkIn(mail as Mail))).bytes).toEqual(first.bytes);
    expect(await keysUnder(`controllers/voorbeeld-bv/attachments/${to.reference}/`)).toHaveLength(1);
  });
});

describe("a file of somebody who means harm", () => {
  const program = Buffer.concat([
    Buffer.from("MZ\u0090\u0000", "latin1"),
    Buffer.alloc(124),
    Buffer.from("PE\0\0"),
  ]);
  const hostile: (SampleFile & { saved: string; findings: Finding[] })[] = [
    {
      filename: "invoice.pdf.exe",
      contentType: "application/pdf",
      bytes: program,
      saved: "bin",
      findings: ["mismatch", "unknown", "dangerous"],
    },
    {
      filename: "../../../etc/passwd",
      contentType: "text/plain",
      bytes: Buffer.from("root:x:0:0\n"),
      saved: "txt",
      findings: [],
    },
    {
      filename: "factuur\u202Efig.exe",
      contentType: "image/gif",
      bytes: gif("<script>alert(document.domain)</script>"),
      saved: "gif",
      findings: ["two-in-one"],
    },
    {
      filename: '<img src=x onerror="alert(1)">.pdf',
      contentType: "application/pdf",
      bytes: Buffer.concat([pdf(), zip("run.js", "alert(1)")]),
      saved: "pdf",
      findings: ["two-in-one"],
    },
    {
      filename: "https://evil.example/eicar.com",
      contentType: "text/plain",
      bytes: Buffer.from(eicar),
      saved: "txt",
      findings: ["dangerous"],
    },
  ];

  // C3, C4, D4, D6
  test("reaches the controller as bytes with a name of ours, and with all that is wrong said", {
    timeout,
  }, async () => {
    const to = await asked({ controllerId: "voorbeeld-bv" });
    for (const file of hostile) await attach(run.api, to, file);
    await settled(to, hostile.length);
    const mails = await mailsOf(to.reference, "attachment", hostile.length);
    const told = mails.map((mail) => {
      const ids = (handOverIn(mail).attachments as { number: number }[]).map(({ number }) => number);
      return { mail, link: fileLinkIn(mail), known: ids.length };
    });
    expect(told.map(({ known }) => known).toSorted()).toEqual([1, 2, 3, 4, 5]);
    for (const [n, { filename, bytes, saved, findings }] of hostile.entries()) {
      const shown = defang(filename);
      const about = told.find(({ mail }) => mail.body.text?.includes(shown));
      expect(mails.map(({ subject }) => subject).join()).not.toContain(filename.slice(0, 7));
      const { page, headers, bytes: downloaded } = await download(about?.link ?? "");
      expect(downloaded).toEqual(bytes);
      expect(headers.get("content-type")).toBe("application/octet-stream");
      expect(headers.get("content-disposition")).toBe(
        `attachment; filename="${to.reference}-${n + 1}.${saved}"`,
      );
      expect(seen(page)).toContain(visible(filename));
      expect(page).not.toMatch(/<(?:script|img|iframe|object|embed)|\u202E/);
      const facts = { number: n + 1, filename, sha256: sha256(bytes), findings, scan: "off" };
      expect(handOverIn(about?.mail as Mail).attachments).toContainEqual(expect.objectContaining(facts));
      for (const finding of findings) {
        expect(about?.mail.body.text).toContain(nl.download.findings[finding]);
        expect(seen(page)).toContain(nl.download.findings[finding]);
      }
      expect(about?.mail.body.text).toContain(nl.download.scans.off);
    }
    const sixth = { filename: "nog.pdf", contentType: "application/pdf", size: 10 };
    expect((await postAttachment(run.api, to, sixth)).status).toBe(409);
    const shown = await command(run, "requests", "show", to.reference);
    expect(shown.stdout).toContain("factuur⟨U+202E⟩fig.exe");
    expect(shown.stdout).not.toContain("\u202E");
  });

  // C1, D3
  test("is refused under a name of several lines or that is too long, and never has a say in where it goes", {
    timeout,
  }, async () => {
    const to = await asked();
    const file = { filename: "a.pdf", contentType: "application/pdf", size: 10 };
    for (const [pointer, wrong] of [
      ["/filename", { filename: "a\r\nBcc: evil@x.example\r\n.pdf" }],
      ["/filename", { filename: "a\u0000.pdf" }],
      ["/filename", { filename: "x".repeat(300) }],
      ["/filename", { filename: "" }],
      ["/contentType", { contentType: "text/html" }],
      ["/size", { size: 20_000_001 }],
      ["/key", { key: "controllers/voorbeeld-bv/attachments/x" }],
    ] as const) {
      const answer = await postAttachment(run.api, to, { ...file, ...wrong });
      expect(answer.status).toBe(400);
      const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
      expect(errors.map((error) => error.pointer)).toEqual([pointer]);
    }
    const elsewhere = { ...to, reference: "../breach-reports/x" };
    expect((await postAttachment(run.api, elsewhere, file)).status).toBe(404);
    expect(await attachmentsOf(run.api, to)).toEqual([]);
    const named = sampleFile({ filename: "../../controllers/example-ltd/attachments/x" });
    const form = await askForm(run.api, to, named);
    expect(form.upload.fields.key).toBe(`controllers/voorbeeld-bv/attachments/${to.reference}/${form.id}`);
    expect(JSON.stringify(form.upload.fields)).not.toContain("example-ltd");
  });
});

describeInBrowser("A file that is attached by the pages, without JavaScript", (openPage) => {
  const id = "wegwijs-bv";
  const { status, request } = pageTexts.nl;
  const minute = 60_000;

  /** A window that may speak to the API, and to wherever a form sends a file. */
  async function open(): Promise<Page> {
    const { upload } = await askForm(run.api, await asked(), sampleFile());
    const { origin } = new URL(upload.url);
    return openPage({ baseURL: run.api, locale: "nl-NL", javaScriptEnabled: false }, [origin]);
  }

  /** The form for a request, once it knows that controller. */
  async function openRequest(page: Page): Promise<void> {
    await eventually(
      async () => {
        await page.goto("/request");
        expect(await page.locator(`option[value="${id}"]`).count()).toBe(1);
      },
      { within },
    );
  }

  /** Sends the form with a file in it; gives the tab in which S3 answers. */
  async function sendFile(page: Page, name: string, bytes: Buffer): Promise<Page> {
    const file = join(run.data, name);
    await writeFile(file, bytes);
    await page.locator("input[type=file]").setInputFiles(file);
    const [tab] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: nl.upload.send }).click(),
    ]);
    await tab.waitForLoadState();
    return tab;
  }

  const destroyAt = async (time: number) => {
    const ended = await command(run, "run", "destroy", "--at", new Date(time).toISOString(), "--json");
    return JSON.parse(ended.stdout);
  };

  test("is announced to the controller, downloaded, and gone after the destruction", {
    timeout: 180_000,
  }, async () => {
    await operatorOf(run).request("POST", "/controllers", {
      id,
      name: "Wegwijs B.V.",
      language: "nl",
      listed: true,
      contacts: [{ email: "privacy@wegwijs.example", role: "privacy" }],
    });
    const page = await open();
    await openRequest(page);
    await fillIn(page, requestForm);
    await field(page, "controllerId").selectOption(id);
    await press(page, request.submit);
    const { reference, code } = await receiptOn(page, "nl");

    await press(page, status.addFile);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(nl.upload.title);
    const above = (await page.locator("main").textContent()) ?? "";
    expect(above.indexOf("20 MB")).toBeLessThan(above.indexOf(nl.upload.send));
    expect(page.url()).not.toContain(code);

    // What is too large S3 refuses in its own words: the page with the form is still there, and says what they mean.
    const tooLarge = await sendFile(page, "groot.pdf", Buffer.alloc(20_000_001, "x"));
    expect(await tooLarge.content()).toContain("EntityTooLarge");
    await tooLarge.close();
    expect(await page.locator("main").textContent()).toContain("<Error>");

    const bytes = pdf("uit de browser");
    const tab = await sendFile(page, "Mijn volmacht.pdf", bytes);
    expect(new URL(tab.url()).origin).toBe(run.api);
    expect(tab.url()).not.toContain(code);
    await eventually(
      async () => {
        await tab.getByRole("link", { name: nl.again }).click();
        await tab.waitForLoadState();
        expect(await tab.getByRole("heading", { level: 1 }).textContent()).toBe(nl.states.received.title);
      },
      { within },
    );
    await tab.close();
    await press(page, nl.status);
    expect([...(await factsOn(page)).values()]).toContain(status.fileStatus.received);

    const mail = await fileMail(reference, "privacy@wegwijs.example");
    const link = fileLinkIn(mail);
    await page.goto(link);
    const facts = await factsOn(page);
    expect(facts.get(nl.download.sum)).toBe(sha256(bytes));
    expect(facts.get(nl.download.type)).toBe(fileTypes["application/pdf"].name.nl);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: nl.download.button }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe(`${reference}-1.pdf`);
    expect(await readFile(await saved.path())).toEqual(bytes);
    expect(page.url()).toBe(link);
    const place = `controllers/${id}/attachments/${reference}/`;
    expect(await keysUnder(place)).toHaveLength(1);

    const lastDay = new Date().toISOString().slice(0, 10);
    const due = Date.parse(destructionDeadline(lastDay).destroyNotBefore);
    const { reference: agreement } = await terminate(run, id, lastDay);
    await mailsOf(agreement, "termination");
    expect(await destroyAt(due + 30 * minute)).toMatchObject({ destroyed: 0 });
    expect(await destroyAt(due + 90 * minute)).toMatchObject({ destroyed: 1, remaining: 0 });
    expect(await keysUnder(place)).toEqual([]);
    expect((await page.goto(link))?.status()).toBe(404);
    await page.goto("/status");
    await field(page, "reference").fill(reference);
    await field(page, "code").fill(code);
    expect((await press(page, status.submit)).status()).toBe(404);
  });
});
