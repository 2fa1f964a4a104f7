import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AcknowledgeDependencies,
  acknowledge,
  linkedMail,
  type MailLink,
  mailToAcknowledge,
} from "../../../functions/delivery/acknowledge.ts";
import { move, readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { trackDelivery } from "../../../functions/delivery/track-delivery.ts";
import { randomCode, randomReference } from "../../../shared/codes.ts";
import {
  type Delivery,
  type DeliveryState,
  deliveryMoves,
  deliveryStates,
} from "../../../shared/delivery.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { interceptedTable } from "../../support/intercept.ts";
import { logged } from "../../support/logged.ts";
import { delivery } from "../../support/submissions.ts";
import { itemsUnder } from "../../support/table-items.ts";
import { events, ours } from "./ses-events.ts";

const now = new Date("2026-11-22T12:34:56.000Z");
const at = now.toISOString();
const earlier = "2026-11-22T12:00:00.000Z";
const notFound = expect.objectContaining({ name: "Refusal", reason: "not_found" });

let table: Table;
let world: AcknowledgeDependencies;

beforeAll(async () => {
  table = await freshTable();
});

beforeEach(() => {
  world = on(table);
});

function on(of: Table): AcknowledgeDependencies {
  return {
    readDelivery: (reference, id) => readDelivery(of, reference, id),
    move: (...parameters) => move(of, ...parameters),
    now: () => now,
  };
}

/** A mail to a controller that SES took, stored under a reference of its own; `changes` replaces what it is. */
async function stored(changes: Partial<Delivery> = {}): Promise<Delivery & MailLink> {
  const token = randomCode();
  const mail = {
    ...delivery({ reference: randomReference("DSR"), state: "accepted", acceptedAt: earlier, ...changes }),
    token,
  };
  await put(mail);
  return mail;
}

async function put(mail: Delivery): Promise<void> {
  const Item = marshall(
    { pk: mail.reference, sk: `delivery#${mail.id}`, ...mail },
    { removeUndefinedValues: true },
  );
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

const current = ({ reference, id }: Delivery) => readDelivery(table, reference, id);

describe("the link in a mail to a controller", () => {
  test("shows that mail, and changes nothing however often it is followed", async () => {
    const mail = await stored();
    for (let n = 0; n < 10; n++) expect(await mailToAcknowledge(mail, world.readDelivery)).toEqual(mail);
    expect(await current(mail)).toEqual(mail);
    expect(logged).toEqual([]);
  });

  test("is that of a request and of a breach notice", async () => {
    for (const type of ["request", "breach-notice"] as const) {
      const mail = await stored({ type });
      expect(await acknowledge(mail, world)).toMatchObject({ type, state: "acknowledged" });
    }
  });
});

describe("acknowledging", () => {
  test("is written down by our own clock, and said in the log without the token", async () => {
    const mail = await stored();
    const acknowledged = { ...mail, state: "acknowledged", acknowledgedAt: at };
    expect(await acknowledge(mail, world)).toEqual(acknowledged);
    expect(await current(mail)).toEqual(acknowledged);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      {
        level: "info",
        code: "DELIVERY_ACKNOWLEDGED",
        reference: mail.reference,
        delivery: mail.id,
      },
    ]);
    expect(logged.join("")).not.toContain(mail.token);
  });

  test.each(deliveryStates)(
    "is possible from every state in which the mail can have arrived: %s",
    async (state) => {
      const mail = await stored({ state });
      const canArrive: readonly DeliveryState[] = [...deliveryMoves.acknowledge.from, "acknowledged"];
      const expected = canArrive.includes(state) ? "acknowledged" : state;
      expect((await acknowledge(mail, world)).state).toBe(expected);
      expect((await current(mail))?.state).toBe(expected);
      expect(expected === "acknowledged" || ["cancelled", "capped", "digested"].includes(state)).toBe(true);
    },
  );

  test("keeps when SES took it and when it was delivered, and makes up no delivery that nobody told us of", async () => {
    const told = await stored({ state: "delivered", acceptedAt: earlier, deliveredAt: earlier });
    expect(await acknowledge(told, world)).toMatchObject({ acceptedAt: earlier, deliveredAt: earlier });
    const { acceptedAt: _, ...unanswered } = await stored({ state: "sending", leaseUntil: at });
    await put(unanswered);
    const arrived = await acknowledge({ ...unanswered, token: unanswered.token ?? "" }, world);
    expect(arrived.acceptedAt).toBe(unanswered.createdAt);
    expect(arrived).not.toHaveProperty("deliveredAt");
  });

  test("settles what was still to be sent, or had failed, and keeps when it failed", async () => {
    const pending = await stored({ state: "pending", reason: "Throttling", ...pendingSince("DSR", now) });
    const sending = await stored({ state: "sending", leaseUntil: at });
    const failed = await stored({ state: "undelivered", undeliveredAt: earlier, reason: "Bounce/Permanent" });
    for (const mail of [pending, sending, failed]) {
      const acknowledged = await acknowledge(mail, world);
      for (const field of ["pendingAt", "pendingShard", "leaseUntil", "reason"])
        expect(acknowledged).not.toHaveProperty(field);
    }
    expect((await current(failed))?.undeliveredAt).toBe(earlier);
  });

  test("counts the first time, and is success the second", async () => {
    const mail = await stored();
    const first = await acknowledge(mail, world);
    world.now = () => new Date(now.getTime() + 60_000);
    expect(await acknowledge(mail, world)).toEqual(first);
    expect(await current(mail)).toEqual(first);
    expect(logged).toHaveLength(1);
  });

  test("counts once when many press the button at once", async () => {
    const mail = await stored();
    const all = await Promise.all(Array.from({ length: 8 }, () => acknowledge(mail, world)));
    for (const one of all) expect(one).toEqual(await current(mail));
    expect(logged).toHaveLength(1);
  });

  // E10, E11
  test.each(["delivery", "hardBounce", "reject", "delay"] as const)(
    "is not undone by an event that comes after it: %s",
    async (name) => {
      const mail = await stored();
      const acknowledged = await acknowledge(mail, world);
      const event = structuredClone(events[name]);
      event.detail.mail.tags.reference = [mail.reference];
      await trackDelivery(event, { ...ours, ...world });
      expect(await current(mail)).toEqual(acknowledged);
    },
  );

  // E4, E11
  test("is not undone by an attempt that began before it, nor sent by one after it", async () => {
    const mail = await stored({ state: "sending", attempt: 1, leaseUntil: at });
    const acknowledged = await acknowledge(mail, world);
    for (const name of ["claim", "accept", "postpone", "refuse", "cancel"] as const) {
      expect(await move(table, { ...mail, attempt: 1 }, name, { set: {} })).toBeUndefined();
    }
    expect(await current(mail)).toEqual(acknowledged);
  });
});

// B8
describe("a link that is not right", () => {
  const refusing: [string, (link: MailLink) => Promise<unknown>][] = [
    ["following it", (link) => mailToAcknowledge(link, world.readDelivery)],
    ["pressing the button", (link) => acknowledge(link, world)],
  ];

  describe.each(refusing)("tells nothing by %s", (_, use) => {
    test.each<[string, (mail: Delivery & MailLink) => Partial<MailLink>]>([
      ["another token", () => ({ token: randomCode() })],
      ["no token", () => ({ token: "" })],
      ["a token that goes on", ({ token }) => ({ token: `${token}0` })],
      ["a token cut short", ({ token }) => ({ token: token.slice(0, -1) })],
      ["a token that is no text of ours", () => ({ token: "é".repeat(13) })],
      ["a token of 100,000 characters", () => ({ token: "0".repeat(100_000) })],
      ["another reference", () => ({ reference: randomReference("DSR") })],
      ["another delivery", () => ({ id: "acknowledgement" })],
      ["a delivery that is a prototype's name", () => ({ id: "__proto__" })],
      ["a delivery with a separator", ({ id }) => ({ id: `${id}#x` })],
      ["no delivery", () => ({ id: "" })],
      ["a delivery of 300 characters", () => ({ id: "x".repeat(300) })],
      ["a delivery of two lines", ({ id }) => ({ id: `${id}\n` })],
      ["a reference that is a prototype's name", () => ({ reference: "__proto__" })],
      ["a reference that is another partition", () => ({ reference: "controllers" })],
      ["a reference of 300 characters", () => ({ reference: "D".repeat(300) })],
    ])("with %s", async (_, change) => {
      const mail = await stored();
      await expect(use({ ...mail, ...change(mail) })).rejects.toEqual(notFound);
      expect([...(await itemsUnder(table, mail.reference)).values()]).toEqual([
        { pk: mail.reference, sk: `delivery#${mail.id}`, ...mail },
      ]);
      expect(logged).toEqual([]);
    });

    test("with the token of another mail of the same case", async () => {
      const mail = await stored();
      const other = await stored({ reference: mail.reference, id: "notice-2-x", type: "breach-notice" });
      await expect(use({ ...mail, token: other.token })).rejects.toEqual(notFound);
      expect(await current(mail)).toEqual(mail);
    });

    test.each(["acknowledgement", "desk", "termination", "certificate", "destruction-report"] as const)(
      "in a mail that acknowledges nothing: %s",
      async (type) => {
        const mail = await stored({ type, id: "acknowledgement" });
        expect(await linkedMail(mail, world.readDelivery)).toEqual(mail);
        await expect(use(mail)).rejects.toEqual(notFound);
        expect(await current(mail)).toEqual(mail);
      },
    );

    test("to a mail that has no token", async () => {
      const { token, ...mail } = await stored();
      await put(mail);
      for (const guess of [token, "", "undefined", "null"])
        await expect(use({ ...mail, token: guess })).rejects.toEqual(notFound);
      expect(await current(mail)).toEqual(mail);
    });
  });
});

describe("a mail whose case ends", () => {
  const remove = ({ reference, id }: Delivery) =>
    table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: marshall({ pk: reference, sk: `delivery#${id}` }),
      }),
    );

  test("is gone with its token", async () => {
    const mail = await stored();
    await remove(mail);
    await expect(acknowledge(mail, world)).rejects.toEqual(notFound);
    expect(await current(mail)).toBeUndefined();
  });

  // F13
  test("while the button is pressed is not there again", async () => {
    const mail = await stored();
    const ending = interceptedTable(table, async ({ name }, proceed) => {
      if (name === "UpdateItem") await remove(mail);
      return proceed();
    });
    await expect(acknowledge(mail, on(ending))).rejects.toEqual(notFound);
    expect(await current(mail)).toBeUndefined();
    expect(logged).toEqual([]);
  });
});

describe("a store that does not answer", () => {
  // A7
  test.each(["GetItem", "UpdateItem"])("is said to be tried again, when %s fails", async (failing) => {
    const mail = await stored();
    const broken = interceptedTable(table, async ({ name }, proceed) => {
      if (name === failing) throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
      return proceed();
    });
    const refusal = { reason: "not_stored", headers: { "retry-after": "5" } };
    await expect(acknowledge(mail, on(broken))).rejects.toMatchObject(refusal);
    expect(await current(mail)).toEqual(mail);
    expect((await acknowledge(mail, world)).state).toBe("acknowledged");
  });

  // A8
  test("but has written it is told the same again", async () => {
    const mail = await stored();
    const deaf = interceptedTable(table, async ({ name }, proceed) => {
      const output = await proceed();
      if (name === "UpdateItem") throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
      return output;
    });
    await expect(acknowledge(mail, on(deaf))).rejects.toMatchObject({ reason: "not_stored" });
    world.now = () => new Date(now.getTime() + 60_000);
    expect(await acknowledge(mail, world)).toMatchObject({ state: "acknowledged", acknowledgedAt: at });
  });

  // H6
  test("or holds what another release wrote fails, and says nothing of it", async () => {
    const mail = await stored();
    await put({ ...mail, ...Object({ v: 2 }) });
    await expect(acknowledge(mail, world)).rejects.toThrow();
  });
});
