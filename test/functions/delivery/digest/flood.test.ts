import { marshall } from "@aws-sdk/util-dynamodb";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { openBreach } from "../../../../functions/breach/breach.ts";
import { breachFlow } from "../../../../functions/breach/breach-flow.ts";
import { commitBreach } from "../../../../functions/breach/breach-store.ts";
import { digestFlow } from "../../../../functions/delivery/digest/digest-flow.ts";
import { digest } from "../../../../functions/delivery/digest/digest-store.ts";
import { forward } from "../../../../functions/delivery/forward.ts";
import type { Envelope } from "../../../../functions/delivery/mailer.ts";
import { sweep } from "../../../../functions/delivery/sweep.ts";
import { readDossier } from "../../../../shared/dossier.ts";
import { readPartition } from "../../../../shared/query.ts";
import type { Table } from "../../../../shared/table.ts";
import { parties, report } from "../../../support/breaches.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { size } from "../../../support/size.ts";
import { itemsIn } from "../../../support/table-items.ts";
import { imageRecord, openTestOffice } from "../office.ts";

const most = 2;
const minute = 60_000;

/** An office that digests, far ahead: what has expired by the machine's own clock, DynamoDB Local may delete. */
function digestingOffice(table: Table) {
  const office = openTestOffice(table);
  office.pass(Date.parse("2099-11-22T12:00:00Z") - office.now().getTime());
  const envelopes: Envelope[] = [];
  const hours = { noticeHours: 72, firstReminderHours: 100, reminderHours: 100, acknowledgeHours: 100 };
  office.flows = { breach: breachFlow(hours), digest: digestFlow };
  office.digest = (mail) => digest(table, mail, most, office.now());
  office.mailer = async (envelope) => {
    envelopes.push(envelope);
    return { kind: "accepted", messageId: `message-${envelopes.length}` };
  };
  const toDesk = () => envelopes.filter(({ to }) => to === office.desks.breach);
  return { office, toDesk };
}

/** Stores that many reports that are held for the desk; gives their references. */
function flood(table: Table, count: number, at: Date): Promise<string[]> {
  const opened = Array.from({ length: count }, (_, n) =>
    openBreach(
      {
        report: report(),
        body: "body",
        key: `the key of report ${n} in the flood`,
        controllers: parties,
        reporterId: undefined,
        language: "nl",
        at,
      },
      0,
    ),
  );
  return Promise.all(
    opened.map(async ({ case: of }) => {
      await commitBreach(table, of);
      return of.reference;
    }),
  );
}

// B3
test("a desk that is flooded gets some mails and then one digest that names all others, and every report is stored", async () => {
  const table = await freshTable();
  const { office, toDesk } = digestingOffice(table);
  const references = await flood(table, most + size(2, 400), office.now());
  await sweep(office);
  expect(toDesk()).toHaveLength(most);

  const stored = [...(await itemsIn(table)).values()];
  const digests = stored.filter(({ kind }) => kind === "digest");
  expect(digests).toHaveLength(1);
  office.pass(16 * minute);
  await sweep(office);
  expect(toDesk(), "before the digest is complete").toHaveLength(most);
  office.pass(minute);
  await sweep(office);
  await sweep(office);
  expect(toDesk()).toHaveLength(most + 1);

  const told = toDesk().at(-1);
  expect(told).toMatchObject({ reference: digests[0]?.pk, type: "desk", urgent: true });
  const { text = "" } = await simpleParser(Buffer.from(told?.raw ?? ""));
  const listed = [...text.matchAll(/^- (\S+)$/gm)].map(([, reference]) => reference);
  const mailed = toDesk().slice(0, most);
  expect([...listed, ...mailed.map(({ reference }) => reference)].toSorted()).toEqual(references.toSorted());
  expect(text).not.toMatch(/Sanne|subprocessor|voorbeeld/i);

  const dossiers = await Promise.all(references.map((reference) => readDossier(table, reference)));
  const states = dossiers.map((one) => one?.deliveries.find(({ id }) => id === "desk-0")?.state);
  expect(states.filter((state) => state === "accepted")).toHaveLength(most);
  expect(states.filter((state) => state === "digested")).toHaveLength(references.length - most);
});

// B3, E1
test("a digest that is noted in after the stream has told of it is still sent, once", async () => {
  const table = await freshTable();
  const { office, toDesk } = digestingOffice(table);
  const note = (n: number) => office.digest({ reference: `BR-AAAA-BBBB-000${n}`, desk: "breach" });
  for (let n = 0; n <= most; n += 1) await note(n);
  const [found] = [...(await itemsIn(table)).values()].filter(({ kind }) => kind === "digest");
  const record = imageRecord(marshall(found), "1");
  await forward([record], office);
  await forward([record], office);
  expect(toDesk()).toEqual([]);
  await note(most + 1);
  office.pass(17 * minute);
  await sweep(office);
  await sweep(office);
  expect(toDesk()).toHaveLength(1);
  const { text = "" } = await simpleParser(Buffer.from(toDesk()[0]?.raw ?? ""));
  expect(text).toContain(`BR-AAAA-BBBB-000${most}`);
  expect(text).toContain(`BR-AAAA-BBBB-000${most + 1}`);
  const items = await readPartition(table, found?.pk ?? "");
  expect(items.find(({ sk }) => sk === "case")).not.toHaveProperty("pendingAt");
});
