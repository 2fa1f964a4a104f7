import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { leaseMilliseconds, silenceMilliseconds } from "../../../shared/delivery.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged, measured } from "../../support/logged.ts";
import { mail, store, urgentReference } from "./chain.ts";
import { caseOf, openTestOffice, type TestOffice } from "./office.ts";

let table: Table;
let office: TestOffice;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
});

async function storedCases(count: number): Promise<RequestCase[]> {
  const cases = Array.from({ length: count }, () => caseOf());
  await Promise.all(cases.map((of) => commitCase(table, of)));
  return cases;
}

const hour = 3_600_000;

test("a sweep with nothing due does nothing and says so", async () => {
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
});

/** A case of which nothing is due until somebody has to be told, an hour from now. */
async function watchedCase(): Promise<string> {
  const reference = urgentReference();
  const later = new Date(office.now().getTime() + hour);
  office.flows = {
    chain: () => ({
      reference,
      wants: ({ now }) => (now >= later ? [mail("overdue")] : []),
      compose: ({ type, language }) => ({ reference, type, language, subject: "Test", blocks: [] }),
    }),
  };
  await forward([await store(table, reference, [])], office);
  return reference;
}

// F4
test("a sweep looks at what is watched, although nothing of it is due", async () => {
  const reference = await watchedCase();
  office.watchedReferences = async () => [reference];
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  office.pass(hour);
  expect(await sweep(office)).toEqual({ due: 0, sent: 1, remaining: 0 });
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
});

test("a sweep does what is due also when it cannot tell what is watched", async () => {
  await storedCases(1);
  office.watchedReferences = () => Promise.reject(new TypeError("what is watched"));
  expect(await sweep(office)).toEqual({ due: 1, sent: 2, remaining: 0 });
  expect(logged.join()).toContain('"code":"UNEXPECTED_ERROR","error":"TypeError"');
});

// E8, E3
test("a sweep sends what the stream never brought", async () => {
  const cases = await storedCases(6);
  expect(await sweep(office)).toEqual({ due: 6, sent: 12, remaining: 0 });
  expect(new Set(office.sent.map(({ reference }) => reference))).toEqual(
    new Set(cases.map(({ reference }) => reference)),
  );
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
});

// E2
test("a sweep leaves alone what is not due yet, and counts it as remaining where its case is due", async () => {
  const [of] = await storedCases(1);
  const takes = office.answer;
  office.answer = () => ({ kind: "postponed", reason: "Throttling", why: "other" });
  expect(await sweep(office)).toEqual({ due: 1, sent: 0, remaining: 1 });
  expect(await sweep(office)).toEqual({ due: 1, sent: 0, remaining: 1 });
  office.answer = takes;
  office.pass(89_999);
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  office.pass(1);
  expect(await sweep(office)).toEqual({ due: 1, sent: 2, remaining: 0 });
  expect(office.sent.every(({ reference }) => reference === of?.reference)).toBe(true);
});

test("a sweep adds to the metrics what it sent and could not finish, and how old what SES had not taken was", async () => {
  await storedCases(2);
  const takes = office.answer;
  office.answer = () => ({ kind: "postponed", reason: "Throttling", why: "other" });
  await sweep(office);
  office.pass(hour);
  office.answer = (mail) =>
    mail.id === "request" ? takes(mail) : { kind: "refused", reason: "MessageRejected" };
  await sweep(office);
  await sweep(office);
  expect(measured.filter((values) => "CasesWaiting" in values)).toEqual([
    { MailsAccepted: 0, CasesWaiting: 2, SecondsUnsent: 0 },
    { MailsAccepted: 2, CasesWaiting: 0, SecondsUnsent: 3_600 },
    { MailsAccepted: 0, CasesWaiting: 0, SecondsUnsent: 0 },
  ]);
});

// E6, H6, E16
test("a sweep passes over what it cannot read or plan, counts it, and keeps it", async () => {
  const strange = { pk: "DSR-STRANGE", sk: "case", kind: "request", v: 2 };
  const item = marshall({ ...strange, ...pendingSince(strange.pk, new Date(0)) });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
  const orphan = caseOf({ controllerId: "nobody-bv" });
  await commitCase(table, orphan);
  await storedCases(1);
  expect(await sweep(office)).toEqual({ due: 3, sent: 3, remaining: 2 });
  expect(await sweep(office)).toEqual({ due: 2, sent: 0, remaining: 2 });
});

// E10
test("a sweep names a mail that SES took and nobody has heard of for 14 hours, once, and does not send it there again", async () => {
  const [of] = await storedCases(1);
  await sweep(office);
  office.pass(silenceMilliseconds - 1);
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  office.pass(1);
  const before = office.sent.length;
  await sweep(office);
  await sweep(office);
  const dossier = await office.readDossier(of?.reference ?? "");
  const states = Object.fromEntries(dossier?.deliveries.map(({ id, state }) => [id, state]) ?? []);
  expect(states).toMatchObject({ acknowledgement: "silent", request: "silent" });
  expect(measured).toContainEqual({ MailsFailed: 1 });
  const silent = logged.filter((line) => line.includes("DELIVERY_SILENT"));
  expect(silent).toHaveLength(1);
  expect(silent[0]).toContain('"delivery":"request"');
  // Somebody else is told instead.
  expect(office.sent.slice(before).map(({ to }) => to)).toEqual(["directie@voorbeeld.example"]);
});

describe("a sweep whose time runs out", () => {
  // E5
  test("begins no further mail, and says how much remains", async () => {
    await storedCases(10);
    office.remainingTime = () => (office.sent.length >= 4 ? 1_000 : 60_000);
    const first = await sweep(office);
    expect(first.due).toBe(10);
    expect(first.sent).toBe(office.sent.length);
    expect(first.remaining).toBeGreaterThan(0);
    office.remainingTime = () => 60_000;
    office.pass(leaseMilliseconds);
    expect(await sweep(office)).toMatchObject({ due: first.remaining, remaining: 0 });
    expect(office.sent).toHaveLength(20);
  });
});

// E4
test("sweeps that run at once send each mail once", async () => {
  await storedCases(5);
  const reports = await Promise.all([sweep(office), sweep(office), sweep(office)]);
  await sweep(office);
  expect(office.sent).toHaveLength(10);
  expect(new Set(office.sent.map(({ reference, id }) => reference + id)).size).toBe(10);
  expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThanOrEqual(10);
});
