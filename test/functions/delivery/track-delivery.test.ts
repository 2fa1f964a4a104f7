import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { move } from "../../../functions/delivery/delivery-store.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { type TrackDependencies, trackDelivery } from "../../../functions/delivery/track-delivery.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { readDossier } from "../../../shared/dossier.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged, measured } from "../../support/logged.ts";
import { delivery } from "../../support/submissions.ts";
import { caseOf, caseRecord, openTestOffice } from "./office.ts";
import { events, key, ours, sesEvent } from "./ses-events.ts";

const now = new Date("2026-11-22T12:34:56.000Z");
const at = now.toISOString();
let table: Table;
let dependencies: TrackDependencies;

beforeEach(async () => {
  table = await freshTable();
  dependencies = { ...ours, move: (...parameters) => move(table, ...parameters), now: () => now };
  await put({ pk: key.reference, sk: "case", kind: "request" });
});

async function put(item: Record<string, unknown>): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
}

async function stored(changes: Partial<Delivery>): Promise<Delivery> {
  const written = delivery({ ...key, ...pendingSince(key.reference, now), ...changes });
  await put({ pk: written.reference, sk: `delivery#${written.id}`, ...written });
  return written;
}

async function current(): Promise<Delivery | undefined> {
  return (await readDossier(table, key.reference))?.deliveries[0];
}

async function tell(...told: unknown[]): Promise<void> {
  for (const event of told) await trackDelivery(event, dependencies);
}

const answer = { text: "250 2.6.0 Message received", reportingMta: "a1-1.smtp-out.amazonses.com" };
const accepted = { state: "accepted", attempt: 1, messageId: "0107-abc", acceptedAt: at } as const;

describe("a mail that SES took", () => {
  test("is delivered when SES says so, by our own clock, and looked at again when it was to be acknowledged", async () => {
    const before = await stored(accepted);
    await tell(events.send, events.delay, events.delivery);
    expect(await current()).toEqual({ ...before, state: "delivered", deliveredAt: at, answer });
  });

  test("is no longer pending once it is delivered, where nobody has to acknowledge it", async () => {
    const {
      pendingAt: _,
      pendingShard: __,
      ...before
    } = await stored({ ...accepted, type: "acknowledgement" });
    await tell(ofType(events.delivery, "acknowledgement"));
    expect(await current()).toEqual({ ...before, state: "delivered", deliveredAt: at, answer });
  });

  test("through the configuration set for what is urgent counts too", async () => {
    await stored(accepted);
    const told = altered((event) =>
      Object.assign(event.detail.mail.tags, { "ses:configuration-set": ["ours-urgent"] }),
    );
    await tell(told);
    expect((await current())?.state).toBe("delivered");
  });

  // E9
  test("and does not reach the one it is for is logged as an error, but for an acknowledgement", async () => {
    await stored(accepted);
    await tell(events.hardBounce);
    expect(logged.map((line) => JSON.parse(line))).toContainEqual({
      level: "error",
      code: "DELIVERY_BOUNCED",
      ...{ reference: key.reference, delivery: key.id, reason: "Bounce/Permanent/General" },
    });
    expect(measured).toEqual([{ MailsFailed: 1 }]);
    logged.length = 0;
    await stored({ ...accepted, type: "acknowledgement" });
    await tell(events.hardBounce);
    expect(logged.join("")).not.toContain("error");
    expect(measured).toHaveLength(1);
  });

  // E9
  test.each([
    "hardBounce",
    "softBounce",
    "suppressedAfterBounce",
    "suppressedEverywhere",
    "suppressedAfterComplaint",
    "reject",
  ] as const)("is undelivered after %s, and never counts as delivered", async (name) => {
    await stored(accepted);
    await tell(events[name]);
    const after = await current();
    expect(after).toMatchObject({ state: "undelivered", undeliveredAt: at });
    expect(after).not.toHaveProperty("deliveredAt");
    expect(after).not.toHaveProperty("leaseUntil");
    // Somebody else has to be told, now.
    expect(after?.pendingAt).toBe(at);
  });

  // E9, E15
  test.each(["acknowledgement", "desk"])(
    "of which nobody else is told is over when it fails: %s",
    async (type) => {
      await stored({ ...accepted, type: type as Delivery["type"] });
      await tell(ofType(events.hardBounce, type));
      const after = await current();
      expect(after?.state).toBe("undelivered");
      expect(after).not.toHaveProperty("pendingAt");
    },
  );

  // E9
  test("and of whose type the event does not tell, is looked at again", async () => {
    await stored(accepted);
    await tell(ofType(events.hardBounce, undefined));
    expect((await current())?.pendingAt).toBe(at);
  });

  test("is delivered too where SES does not tell what the mail server said", async () => {
    const before = await stored(accepted);
    await tell(altered((event) => Object.assign(event.detail, { delivery: undefined })));
    expect(await current()).toEqual({ ...before, state: "delivered", deliveredAt: at });
  });

  // E10
  test("may bounce after it was delivered", async () => {
    await stored(accepted);
    await tell(events.delivery, events.hardBounce);
    const undelivered = { state: "undelivered", deliveredAt: at, undeliveredAt: at, answer };
    expect(await current()).toMatchObject(undelivered);
  });

  // E10
  test("stays delivered when an automatic answer comes back, which SES reports as a passing bounce", async () => {
    await stored(accepted);
    await tell(events.delivery, events.automaticAnswer);
    expect((await current())?.state).toBe("delivered");
  });

  // E10
  test("stays as it is while SES is still trying, or when a reader complains", async () => {
    const before = await stored(accepted);
    await tell(events.delay, events.complaint, events.send);
    expect(await current()).toEqual(before);
  });
});

describe("events in any order", () => {
  // E11
  test("do not bring back a mail that will not arrive", async () => {
    await stored(accepted);
    await tell(events.hardBounce, events.delivery, events.send);
    expect((await current())?.state).toBe("undelivered");
  });

  // E11
  test("change nothing the second time", async () => {
    await stored(accepted);
    await tell(events.delivery);
    const once = await current();
    dependencies.now = () => new Date(now.getTime() + 60_000);
    await tell(events.delivery, events.delivery);
    expect(await current()).toEqual(once);
  });

  // E11
  test("may come before the answer to the send is written, which then changes nothing", async () => {
    await stored({ state: "sending", attempt: 1, leaseUntil: at });
    await tell(events.delivery);
    const delivered = await current();
    expect(delivered).toMatchObject({ state: "delivered", messageId: "0107-abc", acceptedAt: at });
    expect(delivered).not.toHaveProperty("leaseUntil");
    expect(await move(table, { ...key, attempt: 1 }, "accept", { set: { messageId: "x" } })).toBeUndefined();
    expect(await current()).toEqual(delivered);
  });

  // E4, E11
  test("spare a mail whose answer was lost a second sending", async () => {
    const office = openTestOffice(table);
    const of = caseOf();
    await commitCase(table, of);
    office.answer = () => ({ kind: "unknown", reason: "TimeoutError" });
    await forward([caseRecord(of)], office);
    office.answer = () => ({ kind: "accepted", messageId: "second" });
    const told = structuredClone(events.delivery);
    told.detail.mail.tags.reference = [of.reference];
    await tell(told);
    office.pass(3_600_000);
    await sweep(office);
    expect(office.sent.map(({ id }) => id)).toEqual(["acknowledgement"]);
  });

  // E11
  test("about a delivery that is not there make none", async () => {
    const told = structuredClone(events.delivery);
    told.detail.mail.tags.delivery = ["desk"];
    await tell(told, events.hardBounce);
    expect((await readDossier(table, key.reference))?.deliveries).toEqual([]);
  });
});

/** The event of a mail of that type. */
function ofType<E extends ReturnType<typeof sesEvent>>(event: E, type: string | undefined): E {
  const told = structuredClone(event);
  Object.assign(told.detail.mail.tags, { type: type === undefined ? undefined : [type] });
  return told;
}

/** The delivery event with something changed in it. */
function altered(change: (event: typeof events.delivery) => unknown): unknown {
  const event = structuredClone(events.delivery);
  change(event);
  return event;
}

describe("an event that is not to be believed", () => {
  // E12
  test.each([
    ["of another account", altered((event) => Object.assign(event, { account: "111111111111" }))],
    [
      "of another configuration set",
      altered((event) => Object.assign(event.detail.mail.tags, { "ses:configuration-set": ["theirs"] })),
    ],
    [
      "of no configuration set",
      altered((event) => Object.assign(event.detail.mail.tags, { "ses:configuration-set": undefined })),
    ],
    ["of another source", altered((event) => Object.assign(event, { source: "my.ses" }))],
    ["without our tags", altered((event) => Object.assign(event.detail.mail.tags, { reference: undefined }))],
    ["with two references", altered((event) => event.detail.mail.tags.reference.push("DSR-X"))],
    [
      "for a controller's item",
      altered((event) => Object.assign(event.detail.mail.tags, { reference: ["controllers"] })),
    ],
    [
      "with a delivery id that is none",
      altered((event) => Object.assign(event.detail.mail.tags, { delivery: ["a#b"] })),
    ],
    ["without a message id", altered((event) => Object.assign(event.detail.mail, { messageId: "" }))],
    ["without a mail", altered((event) => Object.assign(event.detail, { mail: undefined }))],
    ["of no shape at all", "text"],
    ["of nothing", undefined],
  ])("changes nothing and is logged: one %s", async (_, event) => {
    const before = await stored(accepted);
    await tell(event);
    expect(await current()).toEqual(before);
    expect(logged.map((line) => JSON.parse(line).code)).toEqual(["MAIL_EVENT_IGNORED"]);
  });

  test("of a type unknown to us changes nothing", async () => {
    const before = await stored(accepted);
    await tell(sesEvent("Subscription"));
    expect(await current()).toEqual(before);
  });
});

// E11
test("an event that cannot be written down fails, so that it comes again", async () => {
  dependencies.move = async () => {
    throw new Error("no answer");
  };
  await expect(trackDelivery(events.delivery, dependencies)).rejects.toThrow("no answer");
});
