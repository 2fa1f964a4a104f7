import { beforeEach, describe, expect, test } from "vitest";
import { readOverdueConcerns } from "../../../../functions/delivery/attention/overdue-concerns.ts";
import { forward } from "../../../../functions/delivery/forward.ts";
import { sweep } from "../../../../functions/delivery/sweep.ts";
import { commitCase } from "../../../../functions/request/request-store.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { chainFlow, mail, store, urgentReference } from "../chain.ts";
import { caseOf, openTestOffice, type TestOffice } from "../office.ts";

const minute = 60_000;

let table: Table;
let office: TestOffice;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  office.flows = { ...office.flows, chain: chainFlow };
});

const concerns = () => readOverdueConcerns(table, office.now());

describe("a case that nothing takes up", () => {
  test("is overdue after an hour", async () => {
    const of = caseOf();
    await commitCase(table, of);
    office.pass(58 * minute);
    expect(await concerns()).toEqual([]);
    office.pass(minute);
    expect(await concerns()).toEqual([
      {
        kind: "overdue",
        level: "red",
        reference: of.reference,
        since: of.receivedAt,
        what: expect.stringContaining("Its mails are due and do not leave"),
        next: `requests show ${of.reference}`,
      },
    ]);
    await sweep(office);
    expect(await concerns()).toEqual([]);
  });

  test("is overdue after a quarter of an hour where it does not wait", async () => {
    const reference = urgentReference();
    await store(table, reference, [mail("notice-1-a")]);
    office.pass(13 * minute);
    expect(await concerns()).toEqual([]);
    office.pass(minute);
    expect(await concerns()).toMatchObject([{ reference, next: `breaches show ${reference}` }]);
  });
});

// E14
test("a mail that SES does not take is overdue, however often it is tried", async () => {
  const reference = "DSR-0000-0000-0001";
  office.answer = () => ({ kind: "postponed", reason: "NotVerified", why: "unverified" });
  const { urgent: _, ...patient } = mail("desk", { desk: "privacy" });
  await forward([await store(table, reference, [patient])], office);
  const since = office.now().toISOString();
  office.pass(59 * minute);
  expect(await concerns()).toEqual([]);
  office.pass(minute);
  const overdue = { level: "red", reference, since, what: expect.stringContaining("SES does not take") };
  expect(await concerns()).toMatchObject([overdue]);
  office.pass(60 * minute);
  await sweep(office);
  expect(await concerns()).toMatchObject([overdue]);
  office.answer = () => ({ kind: "accepted", messageId: "message" });
  office.pass(120 * minute);
  await sweep(office);
  expect(await concerns()).toEqual([]);
});
