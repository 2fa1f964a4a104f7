import { beforeEach, describe, expect, test } from "vitest";
import { acknowledge } from "../../../functions/delivery/acknowledge.ts";
import { move, readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { trackDelivery } from "../../../functions/delivery/track-delivery.ts";
import { requestStatus, timeline } from "../../../functions/request/request-status.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { silenceMilliseconds } from "../../../shared/delivery.ts";
import type { Escalation } from "../../../shared/flow.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { dossier } from "../../support/requests.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { chainFlow, mail, store, urgentReference } from "./chain.ts";
import { caseOf, caseRecord, openTestOffice, type TestOffice } from "./office.ts";
import { events, ours } from "./ses-events.ts";

const hour = 3_600_000;
const contacts = [
  { email: "directie@voorbeeld.example", role: "fallback" as const },
  { email: "privacy@voorbeeld.example", role: "privacy" as const },
  { email: "fg@voorbeeld.example", role: "privacy" as const },
];
const [first, second, third] = [
  "privacy@voorbeeld.example",
  "fg@voorbeeld.example",
  "directie@voorbeeld.example",
];

let table: Table;
let office: TestOffice;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  office.controllers.set("voorbeeld-bv", voorbeeld({ contacts, version: 3 }));
});

/** A request whose mails were handed to SES. */
async function sentRequest() {
  const of = caseOf();
  await commitCase(table, of);
  await forward([caseRecord(of)], office);
  return of;
}

/** Whom SES took mails for, of the request itself, in order. */
const told = () => office.sent.filter(({ id }) => id !== "acknowledgement").map(({ to }) => to);

async function tell(
  reference: string,
  id: string,
  event: (typeof events)[keyof typeof events],
  type = "request",
) {
  const about = structuredClone(event);
  Object.assign(about.detail.mail.tags, { reference: [reference], delivery: [id], type: [type] });
  await trackDelivery(about, {
    ...ours,
    move: (...parameters) => move(table, ...parameters),
    now: office.now,
  });
}

async function deliveriesOf(reference: string) {
  return (await office.readDossier(reference))?.deliveries ?? [];
}

describe("a request whose mail does not arrive", () => {
  // E9
  test("goes to the next contact, privacy before fallback, then to the desk, each time at once", async () => {
    const { reference } = await sentRequest();
    await tell(reference, "request", events.hardBounce);
    await sweep(office);
    expect(told()).toEqual([first, second]);
    await tell(reference, "request_2", events.softBounce);
    await sweep(office);
    await tell(reference, "request_3", events.suppressedAfterComplaint);
    expect(requestStatus(dossier(await deliveriesOf(reference)))).toBe("received");
    await sweep(office);
    expect(told()).toEqual([first, second, third, office.desks.privacy]);
    expect(requestStatus(dossier(await deliveriesOf(reference)))).toBe("undelivered");
    const desk = (await deliveriesOf(reference)).find(({ id }) => id === "request_4");
    expect(desk).toMatchObject({ type: "desk", controllerId: "voorbeeld-bv", language: "nl" });
    expect(desk).not.toHaveProperty("token");
  });

  // B3, E9
  test("is told to the desk with all others, where so many come there", async () => {
    office.controllers.set("voorbeeld-bv", voorbeeld({ contacts: contacts.slice(1, 2), version: 3 }));
    const noted: unknown[] = [];
    office.digest = async (mail) => noted.push(mail) > 0;
    const { reference } = await sentRequest();
    await tell(reference, "request", events.hardBounce);
    await sweep(office);
    expect(noted).toEqual([{ reference, desk: "privacy" }]);
    expect(told()).toEqual([first]);
    expect(requestStatus(dossier(await deliveriesOf(reference)))).toBe("undelivered");
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  });

  // E9
  test("goes no further once the desk has it, however that fares", async () => {
    const { reference } = await sentRequest();
    for (const id of ["request", "request_2", "request_3"]) {
      await tell(reference, id, events.hardBounce);
      await sweep(office);
    }
    await tell(reference, "request_4", events.hardBounce, "desk");
    office.pass(silenceMilliseconds * 10);
    expect(await sweep(office)).toEqual({ due: expect.any(Number), sent: 0, remaining: 0 });
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
    expect(told()).toHaveLength(4);
  });

  // E9, E10
  test("is the same whether SES refuses it, it bounces after the delivery, or SES keeps silent", async () => {
    const takes = office.answer;
    office.answer = (asked) =>
      asked.to === first ? { kind: "refused", reason: "MessageRejected" } : takes(asked);
    const refused = await sentRequest();
    await sweep(office);
    expect(told()).toEqual([second]);
    office.answer = takes;

    await tell(refused.reference, "request_2", events.delivery);
    await tell(refused.reference, "request_2", events.hardBounce);
    await sweep(office);
    expect(told()).toEqual([second, third]);

    office.pass(silenceMilliseconds);
    await sweep(office);
    expect(told()).toEqual([second, third, office.desks.privacy]);
  });

  // E16
  test("goes to an address that was put right since, before it goes to the desk", async () => {
    office.controllers.set("voorbeeld-bv", voorbeeld({ contacts: contacts.slice(1, 2), version: 3 }));
    const { reference } = await sentRequest();
    office.controllers.set("voorbeeld-bv", voorbeeld({ contacts: contacts.slice(2), version: 4 }));
    await tell(reference, "request", events.hardBounce);
    await sweep(office);
    expect(told()).toEqual([first, second]);
    expect((await deliveriesOf(reference)).find(({ id }) => id === "request_2")?.controllerVersion).toBe(4);
  });

  test("waits while its controller cannot be read, and goes on once it can", async () => {
    const { reference } = await sentRequest();
    const of = office.controllers.get("voorbeeld-bv");
    office.controllers.clear();
    await tell(reference, "request", events.hardBounce);
    expect(await sweep(office)).toMatchObject({ due: 1, sent: 0, remaining: 1 });
    if (of) office.controllers.set(of.id, of);
    expect(await sweep(office)).toMatchObject({ due: 1, sent: 1, remaining: 0 });
    expect(told()).toEqual([first, second]);
  });

  // E15
  test("is told of in its timeline; a failing acknowledgement escalates to nobody", async () => {
    const of = await sentRequest();
    office.pass(1);
    await tell(of.reference, "acknowledgement", events.hardBounce, "acknowledgement");
    office.pass(1);
    await tell(of.reference, "request", events.hardBounce);
    office.pass(1);
    await sweep(office);
    expect(
      timeline(dossier(await deliveriesOf(of.reference), { case: of })).map(({ event }) => event),
    ).toEqual([
      "received",
      "sent",
      "acknowledgement_sent",
      "acknowledgement_undelivered",
      "undelivered",
      "escalated",
      "sent",
    ]);
    office.pass(silenceMilliseconds);
    await sweep(office);
    expect(office.sent.filter(({ id }) => id.startsWith("acknowledgement"))).toHaveLength(1);
  });
});

describe("a mail that nobody acknowledges", () => {
  const escalates: Escalation = {
    desk: "breach",
    acknowledgeBy: (acceptedAt) => new Date(acceptedAt.getTime() + 4 * hour),
  };

  /** A notice that was delivered to the first contact. */
  async function deliveredNotice(): Promise<string> {
    // What is stored of a wanted mail has no functions in it.
    office.flows = {
      chain: (item, entries) => {
        const of = chainFlow(item, entries);
        return {
          ...of,
          wants: (moment) => of.wants(moment).map((wanted) => ({ ...wanted, linked: true, escalates })),
        };
      },
    };
    const reference = urgentReference();
    const record = await store(table, reference, [mail("notice-1-a", { controllerId: "voorbeeld-bv" })]);
    await forward([record], office);
    await tell(reference, "notice-1-a", events.delivery, "breach-notice");
    return reference;
  }

  // E9
  test("goes to the next contact when the time is over, not before, and then to the one after", async () => {
    await deliveredNotice();
    office.pass(4 * hour - 1);
    expect(await sweep(office)).toMatchObject({ sent: 0, remaining: 0 });
    office.pass(1);
    expect(await sweep(office)).toMatchObject({ sent: 1, remaining: 0 });
    expect(told()).toEqual([first, second]);
    for (let n = 0; n < 3; n++) {
      office.pass(4 * hour);
      await sweep(office);
    }
    expect(told()).toEqual([first, second, third, office.desks.breach]);
  });

  test("goes to nobody else once anybody has acknowledged it", async () => {
    const reference = await deliveredNotice();
    office.pass(4 * hour);
    await sweep(office);
    const token = (await deliveriesOf(reference)).find(({ id }) => id === "notice-1-a_2")?.token ?? "";
    expect(token).not.toBe("");
    await acknowledge(
      { reference, id: "notice-1-a_2", token },
      {
        now: office.now,
        move: office.move,
        readDelivery: (...which) => readDelivery(table, ...which),
      },
    );
    office.pass(100 * hour);
    await sweep(office);
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
    expect(told()).toEqual([first, second]);
  });

  test("is not sent to the next contact any more, where SES has not taken that and somebody acknowledges", async () => {
    const reference = await deliveredNotice();
    office.pass(4 * hour);
    const takes = office.answer;
    office.answer = () => ({ kind: "postponed", reason: "ServiceUnavailable", why: "other" });
    await sweep(office);
    office.answer = takes;
    await office.move({ reference, id: "notice-1-a" }, "acknowledge", { set: {} });
    office.pass(hour);
    await sweep(office);
    const states = (await deliveriesOf(reference)).map(({ id, state }) => [id, state]);
    expect(states).toEqual([
      ["notice-1-a", "acknowledged"],
      ["notice-1-a_2", "cancelled"],
    ]);
  });
});

// E8, E9
test("a stream record of a mail that failed is enough for the next contact to be told", async () => {
  const { reference } = await sentRequest();
  await tell(reference, "request", events.hardBounce);
  const [record] = [caseRecord({ ...caseOf(), reference })].map((one) => ({
    ...one,
    eventName: "MODIFY" as const,
    dynamodb: {
      SequenceNumber: "2",
      NewImage: { pk: { S: reference }, sk: { S: "delivery#request" }, kind: { S: "delivery" } },
    },
  }));
  expect(await forward(record ? [record] : [], office)).toEqual({ batchItemFailures: [] });
  expect(told()).toEqual([first, second]);
});
