import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noticeTexts } from "../../functions/breach/notice/notice-texts.ts";
import { evidenceClient } from "../../infra/cli/evidence/evidence-client.ts";
import { entriesOf } from "../../infra/cli/evidence/live-chain.ts";
import type { OperatorClient } from "../../infra/cli/operator-client.ts";
import { parseSettings } from "../../infra/settings.ts";
import { longDate } from "../../shared/dates.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import { readLocalDate } from "../../shared/periods/read-date.ts";
import { weeksPeriod } from "../../shared/periods/weeks-period.ts";
import { submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { changed, encode, filledIn } from "../support/forms.ts";
import { type LocalRun, type Mail, startLocalRun } from "../support/local-run.ts";
import { command, operatorOf } from "../support/operator.ts";
import { mailsAbout, readStatus, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

// The agreement, article by article, as the processor keeps it: each with the mail and the record that it leaves.

const within = 20_000;
const [controllerId, address] = ["voorbeeld-bv", "privacy@voorbeeld.example"];
const [otherId, otherAddress] = ["example-ltd", "privacy@example-ltd.example"];
const desk = "privacy-desk@processor.example";

const folder = mkdtempSync(join(tmpdir(), "meldpunt-articles-"));
let run: LocalRun;
let operator: OperatorClient;

beforeAll(async () => {
  run = await startLocalRun();
  operator = operatorOf(run);
  for (const [topic, nl, en] of [
    ["measures", "Alles is versleuteld.", "All is encrypted."],
    ["countries", "Nederland en Duitsland.", "The Netherlands and Germany."],
    ["audit_reports", "Het rapport van 2025 staat in de kluis.", "The report of 2025 is in the vault."],
  ])
    await post("/statements", { topic, nl, en });
});

afterAll(async () => {
  await run?.kill();
  rmSync(folder, { recursive: true });
});

// biome-ignore lint/suspicious/noExplicitAny: answers of the operator API, of which a test looks at some fields
type Said = any;
const get = (path: string): Promise<Said> => operator.request("GET", path);
const post = (path: string, body: unknown): Promise<Said> => operator.request("POST", path, body);

/** The mail of that type about a case, to that address, once it is there. */
const mail = (reference: string, type: string, to = address): Promise<Mail> =>
  eventually(
    async () => {
      const found = mailsAbout(reference, await run.mails()).find(
        (one) => typeOf(one) === type && one.destination.to[0] === to,
      );
      if (!found) throw new Error(`no mail ${type} about ${reference} to ${to}`);
      return found;
    },
    { within },
  );

/** Waits for the record: what is told of this in the chain of the controller, which is binding evidence (12.4). */
const recorded = (reference: string, item = "case", id = controllerId) =>
  eventually(
    async () => {
      const entries = [];
      for await (const block of evidenceClient(operator).blocks(`controllers/${id}`)) {
        entries.push(...entriesOf(block));
      }
      const found = entries.filter((entry) => entry.reference === reference && entry.item === item);
      expect(found).not.toHaveLength(0);
    },
    { within },
  );

/** The page that a mail links to, and what sending its form with these values answers. */
async function answerOnPage(from: Mail, page: string, values: Record<string, string>): Promise<Response> {
  const link = from.body.text?.match(new RegExp(`${run.api}/${page}/\\S+`))?.[0] ?? "";
  const form = await (await fetch(link, { headers: { accept: "text/html" } })).text();
  return fetch(link, {
    method: "POST",
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    body: encode(changed(filledIn(form), values)),
  });
}

const begun = readLocalDate(new Date().toISOString());
const inDays = (days: number) => PlainDate.toString(PlainDate.addDays(begun, days));
const today = inDays(0);

test("1.2, 1.4: it processes for the agreed purposes only, and keeps a register of them, each version with its reason", async () => {
  const {
    version: _v,
    changedAt: _at,
    changedBy: _by,
    ...before
  } = await get(`/controllers/${controllerId}`);
  const purposes = ["Hosting van het klantenportaal"];
  const agreement = { purposes, countries: ["NL"], clauses: { breach: "7.1" } };
  const file = join(folder, "controller.json");
  writeFileSync(file, JSON.stringify({ ...before, agreement }));
  const because = "Getekend op de eerste dag.";
  const update = ["controllers", "update", controllerId, "--file", file, "--because", because];
  expect(await command(run, ...update)).toMatchObject({ exitCode: 0 });
  const { versions } = await get(`/controllers/${controllerId}/versions`);
  expect(versions.at(-1)).toMatchObject({ version: 2, because });
  await recorded(`VER-${controllerId}`, "000002");
  const register = await command(run, "register", "export", "--format", "json");
  expect(register.stdout).toContain(purposes[0]);
});

test("2.2, 6.1: it tells the controller on request which measures are taken", async () => {
  const asked = await command(run, "statements", "record", controllerId, "--topic", "measures", "--json");
  const { reference } = JSON.parse(asked.stdout);
  expect((await mail(reference, "statement")).body.text).toContain("Alles is versleuteld.");
  await recorded(reference);
});

test("2.4: it tells the controller when an instruction seems unlawful", async () => {
  const { reference } = await post("/instructions", {
    controllerId,
    instruction: "Geef het hele bestand aan een adverteerder.",
    why: "Daar is geen grondslag voor (AVG art. 6).",
    suspended: true,
  });
  const { text } = (await mail(reference, "unlawful-instruction")).body;
  for (const said of ["adverteerder", "geen grondslag"]) expect(text).toContain(said);
  await recorded(reference);
});

test.each(["dpia", "prior_consultation"])(
  "2.5: it helps with a data protection impact assessment and a prior consultation (%s)",
  async (kind) => {
    const { reference } = await post("/assistance", {
      controllerId,
      kind,
      minutes: 90,
      doneOn: today,
      description: "De vragen van het sjabloon beantwoord.",
    });
    const { text } = (await mail(reference, "assistance")).body;
    for (const said of ["De vragen van het sjabloon", "Alles is versleuteld."]) expect(text).toContain(said);
    await recorded(reference);
  },
);

test("3.1, 3.2: it processes inside the EU, and says on request in which countries", async () => {
  const { settings } = await get("/settings");
  expect(settings.region).toMatch(/^eu-/);
  expect(() => parseSettings({ ...settings, region: "us-east-1" })).toThrow("outside the European Union");
  const { reference } = await submitRequest(run.api, submission({ controllerId: otherId }));
  const request = await mail(reference, "request", otherAddress);
  const answer = await answerOnPage(request, "statements", { topics: "countries" });
  expect(answer.status).toBe(201);
  const [{ reference: asked }] = (await get("/statements/requests?all=true")).requests;
  expect((await mail(asked, "statement", otherAddress)).body.text).toContain("The Netherlands and Germany.");
  await recorded(asked, "case", otherId);
});

test("5.2: it announces a sub-processor to every controller, which may object in writing, with arguments", async () => {
  const service = { nl: "Opslag", en: "Storage" };
  await post("/sub-processors", { id: "rekenhal", name: "Rekenhal B.V.", country: "DE", service });
  const intended = ["--change", "intended", "--from", inDays(40), "--yes"];
  const announced = await command(run, "sub-processors", "announce", "rekenhal", ...intended);
  expect(announced).toMatchObject({ exitCode: 0 });
  const toldOf = async () =>
    (await get("/sub-processors/rekenhal/announcements")).announcements[0].controllers;
  const told: Said[] = await toldOf();
  expect(told.map((one) => one.controllerId).toSorted()).toEqual([otherId, controllerId]);
  const { reference } = told.find((one) => one.controllerId === controllerId);
  const announcement = await mail(reference, "sub-processor-change");
  expect(announcement.body.text).toContain("Rekenhal B.V.");

  const refused = await answerOnPage(announcement, "objection", { name: "Vera Vos", arguments: "" });
  expect(refused.status).toBe(400);
  const objection = { name: "Vera Vos", arguments: "Rekenhal heeft geen certificaat." };
  expect((await answerOnPage(announcement, "objection", objection)).status).toBe(201);
  expect((await mail(reference, "desk", desk)).body.text).toContain(objection.arguments);
  await recorded(reference, "case#000001");
  const after = (await toldOf()).find((one: Said) => one.reference === reference);
  expect(after.objections).toMatchObject([objection]);
  expect(after.period).toMatchObject(weeksPeriod(after.mails[0].deliveredAt, 2));
});

test("5.3: it binds sub-processors in writing: one that is not bound cannot be announced as engaged", async () => {
  const kept = {
    id: "boekhal",
    name: "Boekhal B.V.",
    country: "BE",
    service: { nl: "Boekhouding", en: "Accounting" },
    engagedFrom: today,
  };
  const engage = ["sub-processors", "announce", "boekhal", "--change", "engaged", "--from", today, "--yes"];
  await post("/sub-processors", kept);
  const unbound = await command(run, ...engage);
  expect(unbound).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("written agreement") });
  const agreement = { document: "Subverwerkersovereenkomst 2026-7", signedOn: today };
  await post("/sub-processors", { ...kept, agreement });
  expect(await command(run, ...engage)).toMatchObject({ exitCode: 0 });
  const { announcements } = await get("/sub-processors/boekhal/announcements");
  const told: Said[] = announcements[0].controllers;
  const { reference } = told.find((one) => one.controllerId === controllerId);
  expect((await mail(reference, "sub-processor-change")).body.text).toContain(agreement.document);
  await recorded(reference);
});

test("7.1, 7.3: it tells the controller of a breach at once, with all seven points, known or not", async () => {
  const told = report({ controllerIds: [controllerId] });
  const { reference } = await submitReport(run.api, told, run.reporterCode);
  const { text } = (await mail(reference, "breach-notice")).body;
  for (const known of [told.description, told.cause, told.contact.name]) expect(text).toContain(known);
  for (const point of noticeTexts.nl.items) expect(text).toContain(point);
  expect(text).toContain("nog niet bekend");
  await recorded(reference);
  const held = await submitReport(run.api, { ...told, occurrence: "suspected" }, run.reporterCode);
  expect(held.status).toBe("held");
});

test.each(["informing_authority", "informing_data_subjects"])(
  "7.2: it helps to inform the authority and the data subjects, and records for how long (%s)",
  async (kind) => {
    const { reference } = await post("/assistance", {
      controllerId,
      kind,
      minutes: 30,
      doneOn: today,
      description: "De brief samen geschreven.",
    });
    const { text } = (await mail(reference, "assistance")).body;
    for (const said of ["De brief samen geschreven.", "30 minuten"]) expect(text).toContain(said);
    await recorded(reference);
  },
);

test("8.1: it forwards a data subject's request and tells the data subject so; its help may be charged", async () => {
  const { controllerId: _none, ...asked } = submission();
  const receipt = await submitRequest(run.api, { ...asked, organisation: "Het voorbeeld van de markt" });
  const { reference } = receipt;
  await mail(reference, "desk", desk);
  const listed = await command(run, "requests", "list", "--desk", "--json");
  expect(JSON.parse(listed.stdout).requests).toMatchObject([{ reference }]);
  const assigned = await command(run, "requests", "assign", reference, "--controller", controllerId, "--yes");
  expect(assigned).toMatchObject({ exitCode: 0 });
  expect((await mail(reference, "request")).body.text).toContain(asked.message);
  await eventually(
    async () => {
      expect((await readStatus(run.api, receipt)).status).toBe("forwarded");
      const mails = mailsAbout(reference, await run.mails());
      const toPerson = mails.filter((one) => typeOf(one) === "acknowledgement");
      expect(toPerson.map((one) => one.body.text).join()).toContain("Voorbeeld B.V.");
    },
    { within },
  );
  await recorded(reference, "case#000001");

  const help = { controllerId, kind: "request", about: reference, minutes: 45, doneOn: today };
  const described = { ...help, chargeable: true, description: "De gegevens opgezocht." };
  const { reference: assistance } = await post("/assistance", described);
  expect((await mail(assistance, "assistance")).body.text).toContain("45 minuten");
  await recorded(assistance);
  const totals = await command(run, "assistance", "totals", "--controller", controllerId, "--json");
  const requests = JSON.parse(totals.stdout).totals.find((one: Said) => one.kind === "request");
  expect(requests).toMatchObject({ minutes: 45, chargeableMinutes: 45 });
});

test("9.1, 9.2: it keeps what it knows secret: nothing that anybody typed is in its logs, and reading is not acting", async () => {
  const typed = { instruction: "Verkoop de kanaries.", why: "Dat mag niet.", suspended: false };
  const { reference } = await post("/instructions", { controllerId, ...typed });
  await mail(reference, "unlawful-instruction");
  await recorded(reference);
  const logs = join(run.data, "logs");
  const logged = readdirSync(logs).map((file) => readFileSync(join(logs, file), "utf8"));
  expect(logged.join()).toContain(reference);
  expect([run.output(), ...logged].join()).not.toMatch(/kanaries|mag niet|@voorbeeld/);

  const listed = await command(run, "--as", "reader", "controllers", "list");
  expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(controllerId) });
  const terminate = ["agreements", "terminate", controllerId, "--last-day", today];
  const refused = await command(run, "--as", "reader", ...terminate);
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("execute-api:Invoke") });
  expect((await get(`/controllers/${controllerId}`)).termination).toBeUndefined();
});

test("10.1 to 10.5: it offers its reports first, and lets an independent expert audit once in 12 months, with two weeks' notice", async () => {
  const expert = { name: "ir. Aalst", organisation: "Aalst Audit", independent: true, confidential: true };
  const wished = { controllerId, scope: "De beveiliging", expert, requestedOn: today };
  const tooSoon = { ...wished, startsOn: inDays(13) };
  await expect(post("/audits", tooSoon)).rejects.toThrow(`The earliest day is ${inDays(14)}.`);
  const ours = { ...wished, startsOn: inDays(14), expert: { ...expert, independent: false } };
  await expect(post("/audits", ours)).rejects.toMatchObject({ status: 400 });

  const { reference } = await post("/audits", { ...wished, startsOn: inDays(14) });
  const { text } = (await mail(reference, "audit")).body;
  for (const said of ["ir. Aalst", "Het rapport van 2025"]) expect(text).toContain(said);
  for (const told of [
    { move: "confirm", reportsInsufficient: "Zij gaan niet over de toegang." },
    { move: "information", text: "Het logboek van november." },
    { move: "finding", text: "Eén wachtwoord was te kort." },
    { move: "follow_up", text: "Wachtwoorden worden langer.", due: inDays(30) },
  ])
    await post(`/audits/${reference}/entries`, told);
  await eventually(async () => expect(mailsAbout(reference, await run.mails())).toHaveLength(5), { within });
  await recorded(reference, "case#000004");
  expect(await get(`/audits/${reference}`)).toMatchObject({
    state: "planned",
    informationDue: weeksPeriod(today, 2).lastDay,
    informationLate: false,
    findings: 1,
    openFollowUps: [4],
  });
  const again = { ...wished, startsOn: inDays(100) };
  await expect(post("/audits", again)).rejects.toThrow("once in 12 months");

  const pack = join(folder, "pack");
  expect(await command(run, "audits", "pack", controllerId, "--out", pack)).toMatchObject({ exitCode: 0 });
  const { files } = JSON.parse(readFileSync(join(pack, "manifest.json"), "utf8"));
  expect(files.length).toBeGreaterThan(4);
});

test("11.4: it says on which day the data will be destroyed, one calendar month after the end", async () => {
  const { reference } = await post(`/controllers/${otherId}/termination`, { lastDay: today });
  const { dueDay } = destructionDeadline(today);
  const notice = await mail(reference, "termination", otherAddress);
  expect(notice.body.text).toContain(longDate(dueDay, "en"));
  expect((await get(`/controllers/${otherId}/destruction`)).dueDay).toBe(dueDay);
  await recorded(reference, "case", otherId);
  // So that the other articles find a controller to tell, in whatever order they are asked for.
  await post(`/controllers/${otherId}/termination/withdraw`, {});
});

test("12.4: its log binds, and the controller can check it without trusting the processor", async () => {
  const { reference } = await submitRequest(run.api, submission({ controllerId }));
  const witness = await mail(reference, "request");
  await recorded(reference);
  const verify = () => command(run, "evidence", "verify", "--controller", controllerId);
  await eventually(async () => expect(await verify()).toMatchObject({ exitCode: 0 }), { within });
  const file = join(folder, "chain.jsonl");
  await command(run, "evidence", "export", "--controller", controllerId, "--out", file);
  const [, head = ""] = witness.body.text?.match(/--head (\d+:[0-9a-f]{64})/) ?? [];
  expect(await command(run, "verify-export", file, "--head", head)).toMatchObject({ exitCode: 0 });
});
