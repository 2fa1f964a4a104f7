import { beforeEach, describe, expect, test } from "vitest";
import { mailConcern, readMailConcerns } from "../../../../functions/delivery/attention/mail-concerns.ts";
import { forward } from "../../../../functions/delivery/forward.ts";
import { sweep } from "../../../../functions/delivery/sweep.ts";
import { trackDelivery } from "../../../../functions/delivery/track-delivery.ts";
import { commitCase } from "../../../../functions/request/request-store.ts";
import { type Delivery, silenceMilliseconds } from "../../../../shared/delivery.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { delivery, voorbeeld } from "../../../support/submissions.ts";
import { putItems } from "../../../support/table-items.ts";
import { chainFlow, mail, store, urgentReference } from "../chain.ts";
import { caseOf, caseRecord, openTestOffice, type TestOffice } from "../office.ts";
import { events, ours } from "../ses-events.ts";

const day = 24 * 3_600_000;

let table: Table;
let office: TestOffice;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  const contacts = [{ email: "privacy@voorbeeld.example", role: "privacy" as const }];
  office.controllers.set("voorbeeld-bv", voorbeeld({ contacts }));
});

/** A request whose two mails were handed to SES: to the only contact of its controller, and to whoever asks. */
async function sentRequest(): Promise<string> {
  const of = caseOf();
  await commitCase(table, of);
  await forward([caseRecord(of)], office);
  return of.reference;
}

async function tell(
  reference: string,
  id: string,
  event: (typeof events)[keyof typeof events],
  type: Delivery["type"] = "request",
) {
  const about = structuredClone(event);
  Object.assign(about.detail.mail.tags, { reference: [reference], delivery: [id], type: [type] });
  await trackDelivery(about, { ...ours, move: office.move, now: office.now });
}

async function marked(reference: string): Promise<string[]> {
  const { deliveries = [] } = (await office.readDossier(reference)) ?? {};
  return deliveries.filter(({ register }) => register === "attention").map(({ id }) => id);
}

const concerns = () => readMailConcerns(table);

describe("a mail to a controller", () => {
  test("that gets through needs nobody, and carries no mark", async () => {
    const reference = await sentRequest();
    await tell(reference, "request", events.delivery);
    await tell(reference, "acknowledgement", events.delivery, "acknowledgement");
    expect(await marked(reference)).toEqual([]);
    expect(await concerns()).toEqual([]);
  });

  // E9
  test("that reached no contact needs somebody, also when the desk's mail about it has arrived", async () => {
    const reference = await sentRequest();
    await tell(reference, "request", events.hardBounce);
    expect(await concerns()).toEqual([]);
    await sweep(office);
    await tell(reference, "request_2", events.delivery, "desk");
    expect(await concerns()).toEqual([
      {
        kind: "undelivered",
        level: "red",
        reference,
        controllerId: "voorbeeld-bv",
        since: office.now().toISOString(),
        what: "The request mail reached none of the controller's contacts: tell it some other way.",
        next: `mails settle ${reference} request_2 --because "…"`,
      },
    ]);
  });

  test("that nobody acknowledges is told as such, until somebody does", async () => {
    const reference = await sentRequest();
    await tell(reference, "request", events.delivery);
    await tell(reference, "acknowledgement", events.delivery, "acknowledgement");
    office.pass(10 * day);
    await sweep(office);
    expect(await concerns()).toMatchObject([{ kind: "unacknowledged", level: "yellow", reference }]);
    await office.move({ reference, id: "request" }, "acknowledge", { set: {} });
    expect(await concerns()).toEqual([]);
  });

  test("is red where it does not wait", async () => {
    const acknowledgeBy = (acceptedAt: Date) => new Date(acceptedAt.getTime() + day);
    office.flows = {
      chain: (item, entries) => {
        const of = chainFlow(item, entries);
        const wants: typeof of.wants = (moment) =>
          of.wants(moment).map((one) => ({ ...one, escalates: { desk: "breach", acknowledgeBy } }));
        return { ...of, wants };
      },
    };
    const reference = urgentReference();
    const record = await store(table, reference, [mail("notice-1-a", { controllerId: "voorbeeld-bv" })]);
    await forward([record], office);
    await tell(reference, "notice-1-a", events.delivery, "breach-notice");
    office.pass(day);
    await sweep(office);
    expect(await concerns()).toMatchObject([
      { kind: "unacknowledged", level: "red", next: `mails settle ${reference} notice-1-a_2 --because "…"` },
    ]);
  });
});

describe("a mail that no other contact gets instead", () => {
  // E15
  test.each([events.hardBounce, events.softBounce])("needs somebody once it has failed", async (event) => {
    const reference = await sentRequest();
    await tell(reference, "acknowledgement", event, "acknowledgement");
    expect(await concerns()).toMatchObject([
      { kind: "undelivered", level: "yellow", reference, since: office.now().toISOString() },
    ]);
  });

  // E10
  test("needs somebody for as long as SES keeps silent, and nobody once it has arrived", async () => {
    const reference = await sentRequest();
    await tell(reference, "request", events.delivery);
    office.pass(silenceMilliseconds);
    await sweep(office);
    expect(await concerns()).toMatchObject([{ kind: "undelivered", level: "yellow" }]);
    await tell(reference, "acknowledgement", events.delivery, "acknowledgement");
    expect(await concerns()).toEqual([]);
    expect(await marked(reference)).toEqual([]);
  });

  test("is red where it is our own desk's", async () => {
    const of = caseOf({ controllerId: undefined, organisation: "Onbekend B.V." });
    await commitCase(table, of);
    await forward([caseRecord(of)], office);
    await tell(of.reference, "desk", events.hardBounce, "desk");
    expect(await concerns()).toMatchObject([
      { level: "red", what: "A mail to one of our own desks did not arrive." },
    ]);
  });

  test("that told a person how the request went on is not taken for another kind of mail", () => {
    const news = delivery({
      ...{ id: "acknowledgement-close", type: "acknowledgement", state: "undelivered" },
      ...{ register: "attention", receivedAt: "2026-11-22T09:16:00.000Z" },
    });
    expect(mailConcern(news, new Map([[news.id, news]]))).toMatchObject({
      level: "yellow",
      what: "Whoever made the request was not told by mail how it went on.",
    });
  });

  test("of a destruction is red where none of the contacts got it", async () => {
    const reference = "AGR-7K3M-9QXT-2W5R";
    const of = (id: string, changes: object) => ({
      ...{ pk: reference, sk: `delivery#${id}`, v: 1, kind: "delivery", reference, id, type: "certificate" },
      ...{ to: "a@voorbeeld.example", language: "nl", attempt: 1, createdAt: office.now().toISOString() },
      ...changes,
    });
    const failed = { state: "undelivered", register: "attention", receivedAt: office.now().toISOString() };
    await putItems(table, [of("certificate-1-1", failed), of("certificate-1-2", { state: "delivered" })]);
    expect(await concerns()).toMatchObject([{ level: "yellow" }]);
    await putItems(table, [of("certificate-1-2", failed)]);
    expect(await concerns()).toMatchObject([{ level: "red" }, { level: "red" }]);
  });
});

// H6
test("a mail that this release cannot read hides no other", async () => {
  const reference = await sentRequest();
  await tell(reference, "acknowledgement", events.hardBounce, "acknowledgement");
  const unknown = "CTR-7K3M-9QXT-2W5R";
  const receivedAt = office.now().toISOString();
  const later = { v: 2, kind: "delivery", register: "attention", receivedAt };
  await putItems(table, [{ pk: unknown, sk: "delivery#added-1", ...later }]);
  expect(await concerns()).toMatchObject([
    { kind: "unreadable", level: "red", reference: unknown, since: receivedAt },
    { kind: "undelivered", reference },
  ]);
});
