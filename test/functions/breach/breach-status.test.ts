import { describe, expect, test } from "vitest";
import { type BreachEntry, breachCaseSchema } from "../../../functions/breach/breach.ts";
import { receipt, statusReport } from "../../../functions/breach/breach-status.ts";
import type { BreachDossier } from "../../../functions/breach/breach-store.ts";
import { type Delivery, type DeliveryState, deliveryStates } from "../../../shared/delivery.ts";
import { rungId } from "../../../shared/rungs.ts";
import { breachCase, history, noticeDelivery, parties, report } from "../../support/breaches.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const third = { id: "derde-bv", name: "Derde B.V." };
const confirmed = breachCase();
const held = breachCase({ began: "held" });
const { reporterId: _, ...stranger } = held;

/** The report with these deliveries; of a notice that failed, the desk is told, because there is no other contact. */
const dossier = (of: ReturnType<typeof history>, ...deliveries: Delivery[]): BreachDossier => ({
  ...of,
  deliveries: deliveries.flatMap((one) => (one.state === "undelivered" ? [one, toldDesk(one)] : [one])),
});

const toldDesk = (failing: Delivery): Delivery => ({
  ...noticeDelivery({ id: rungId(failing.id, 2), type: "desk", state: "accepted" }),
});

/** The moment with this number of minutes after ten. */
const minute = (n: number) => `2026-11-22T10:${String(n).padStart(2, "0")}:00.000Z`;

const delivered = (id: string, n: number, at: number) =>
  noticeDelivery({
    controllerId: id,
    id: `notice-${n}-${id}`,
    state: "delivered",
    acceptedAt: minute(at),
    deliveredAt: minute(at + 1),
  });
const failed = (id: string, n: number, at: number) =>
  noticeDelivery({
    controllerId: id,
    id: `notice-${n}-${id}`,
    state: "undelivered",
    acceptedAt: minute(at),
    undeliveredAt: minute(at + 1),
    reason: "Permanent General",
  });
const acknowledged = (id: string, n: number, at: number) => ({
  ...delivered(id, n, at),
  state: "acknowledged" as const,
  acknowledgedAt: minute(at + 2),
});
const both = [delivered("voorbeeld-bv", 1, 20), delivered("example-ltd", 1, 20)];

describe("a receipt", () => {
  test("has the contract's fields, in its order, and names whether the report is held", () => {
    const fields = ["reference", "receiptCode", "status", "receivedAt", "controllers"];
    expect(Object.keys(receipt(confirmed, "CODE"))).toEqual(fields);
    expect(receipt(confirmed, "CODE")).toMatchObject({ status: "received", controllers: parties });
    expect(receipt(held, "CODE").status).toBe("held");
  });

  test("tells nothing of an agreement, and nor does the status", () => {
    const controllers = parties.map((party) => ({ ...party, version: 4, noticeHours: 96 }));
    const agreed = breachCase({ controllers });
    expect(receipt(agreed, "CODE").controllers).toEqual(parties);
    const named = parties.map((party) => ({ ...party, status: "received" }));
    expect(statusReport(dossier(history(agreed))).controllers).toEqual(named);
  });

  // A1
  test("is the same to the byte for a case read back in another order", () => {
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : Array.isArray(value)
          ? value.map(reversed)
          : value;
    const readBack = breachCaseSchema.parse(reversed(confirmed));
    expect(JSON.stringify(receipt(readBack, "CODE"))).toBe(JSON.stringify(receipt(confirmed, "CODE")));
  });
});

describe("the status of a report", () => {
  test.each([
    ["held", history(held)],
    ["dismissed", history(held, { move: "dismiss", because: "Niet van ons." })],
    ["concluded", history(confirmed, { move: "conclude" })],
    ["withdrawn", history(confirmed, { move: "withdraw", because: "Vals alarm." })],
  ])("is %s where the report is, whatever became of the notices", (status, of) => {
    for (const deliveries of [[], both, [failed("voorbeeld-bv", 1, 20)]]) {
      expect(statusReport(dossier(of, ...deliveries)).status).toBe(status);
    }
  });

  test("is forwarded when all notices have been delivered, and not before", () => {
    const of = history(confirmed);
    expect(statusReport(dossier(of)).status).toBe("received");
    expect(statusReport(dossier(of, ...both.slice(1))).status).toBe("received");
    expect(statusReport(dossier(of, ...both)).status).toBe("forwarded");
  });

  test("is acknowledged when all notices have been, and forwarded until then", () => {
    const of = history(confirmed);
    const [voorbeeld, example] = [acknowledged("voorbeeld-bv", 1, 20), acknowledged("example-ltd", 1, 20)];
    expect(statusReport(dossier(of, voorbeeld)).status).toBe("received");
    expect(statusReport(dossier(of, voorbeeld, delivered("example-ltd", 1, 20))).status).toBe("forwarded");
    expect(statusReport(dossier(of, voorbeeld, failed("example-ltd", 1, 20))).status).toBe("undelivered");
    expect(statusReport(dossier(of, voorbeeld, example)).status).toBe("acknowledged");
  });

  // E9
  test("is undelivered when any is", () => {
    const of = dossier(history(confirmed), delivered("voorbeeld-bv", 1, 20), failed("example-ltd", 1, 20));
    expect(statusReport(of).status).toBe("undelivered");
  });

  // E9
  test("is not undelivered while there are other contacts to try, and counts the one who got the notice", () => {
    const first = failed("example-ltd", 1, 20);
    const next = (changes: Partial<Delivery>): Delivery => ({
      ...first,
      id: rungId(first.id, 2),
      ...changes,
    });
    const reportWith = (...rungs: Delivery[]) =>
      statusReport({ ...history(confirmed), deliveries: [delivered("voorbeeld-bv", 1, 20), ...rungs] });
    expect(reportWith(first).status).toBe("received");
    expect(reportWith(first, next({ state: "accepted" })).status).toBe("received");
    const told = reportWith(first, next({ state: "delivered", deliveredAt: minute(40) }));
    expect(told.status).toBe("forwarded");
    expect(told.controllers[1]).toMatchObject({ status: "forwarded", deliveredAt: minute(40) });
  });

  test("is not forwarded while the desk still looks for an organisation", () => {
    const of = breachCase({ report: report({ organisation: "Derde" }) });
    expect(statusReport(dossier(history(of), ...both)).status).toBe("received");
    const read = [acknowledged("voorbeeld-bv", 1, 20), acknowledged("example-ltd", 1, 20)];
    expect(statusReport(dossier(history(of), ...read)).status).toBe("received");
    const given = history(of, { move: "discard", by: operator, because: "Onbekend." });
    expect(statusReport(dossier(given, ...both)).status).toBe("forwarded");
    expect(statusReport(dossier(given, ...read)).status).toBe("acknowledged");
  });

  test("comes with why it was dismissed or withdrawn, and with no reason otherwise", () => {
    const dismissed = history(held, { move: "dismiss", because: "Niet van ons." });
    expect(statusReport(dossier(dismissed)).because).toBe("Niet van ons.");
    expect(statusReport(dossier(history(confirmed)))).not.toHaveProperty("because");
  });
});

describe("the status of a controller", () => {
  const statusOf = (of: ReturnType<typeof history>, ...deliveries: Delivery[]) =>
    statusReport(dossier(of, ...deliveries)).controllers[0];

  test.each(deliveryStates)("with its first notice %s is said by that notice", (state) => {
    const expected: Partial<Record<DeliveryState, string>> = {
      delivered: "forwarded",
      acknowledged: "acknowledged",
      undelivered: "undelivered",
    };
    expect(statusOf(history(confirmed), noticeDelivery({ state }))?.status).toBe(
      expected[state] ?? "received",
    );
  });

  test("tells when its notice was delivered", () => {
    expect(statusOf(history(confirmed), ...both)).toEqual({
      id: "voorbeeld-bv",
      name: "Voorbeeld B.V.",
      status: "forwarded",
      deliveredAt: minute(21),
    });
  });

  test("keeps the moment at which the first notice that arrived did, whatever became of the others", () => {
    const id = "voorbeeld-bv";
    const of = history(confirmed, {}, {});
    const at = (...deliveries: Delivery[]) => statusOf(of, ...deliveries)?.deliveredAt;
    expect(at(delivered(id, 1, 20), delivered(id, 2, 30))).toBe(minute(21));
    expect(at(failed(id, 1, 20), delivered(id, 2, 30), delivered(id, 3, 40))).toBe(minute(31));
    expect(at(delivered(id, 1, 40), delivered(id, 2, 30))).toBe(minute(31));
    expect(statusOf(of, delivered(id, 1, 20), failed(id, 2, 30))).toMatchObject({
      status: "undelivered",
      deliveredAt: minute(21),
      undeliveredAt: minute(31),
    });
  });

  test("is acknowledged when somebody there has said so, and keeps when it was delivered", () => {
    expect(statusOf(history(confirmed), acknowledged("voorbeeld-bv", 1, 20))).toEqual({
      id: "voorbeeld-bv",
      name: "Voorbeeld B.V.",
      status: "acknowledged",
      deliveredAt: minute(21),
    });
  });

  test("is again that of its latest notice, when there is a later one than was acknowledged", () => {
    const id = "voorbeeld-bv";
    const first = acknowledged(id, 1, 20);
    const statusAfter = (...later: Delivery[]) => statusOf(history(confirmed, {}), first, ...later)?.status;
    expect(statusAfter()).toBe("acknowledged");
    expect(statusAfter(noticeDelivery({ id: `notice-2-${id}`, state: "accepted" }))).toBe("acknowledged");
    expect(statusAfter(delivered(id, 2, 30))).toBe("forwarded");
    expect(statusAfter(failed(id, 2, 30))).toBe("undelivered");
    expect(statusAfter(acknowledged(id, 2, 30))).toBe("acknowledged");
  });

  // E15
  test("does not take for arrived what bounced after its delivery", () => {
    const bounced = { ...failed("voorbeeld-bv", 1, 20), deliveredAt: minute(20) };
    expect(statusOf(history(confirmed), bounced)).not.toHaveProperty("deliveredAt");
  });

  test("is not said by a notice that no round made", () => {
    expect(statusOf(history(confirmed), failed("voorbeeld-bv", 2, 20))?.status).toBe("received");
  });

  test("tells why it could not be, and to no address", () => {
    expect(statusOf(history(confirmed), failed("voorbeeld-bv", 1, 20))).toEqual({
      id: "voorbeeld-bv",
      name: "Voorbeeld B.V.",
      status: "undelivered",
      undeliveredAt: minute(21),
      reason: "Permanent General",
    });
    expect(JSON.stringify(statusReport(dossier(history(confirmed), ...both)))).not.toContain("privacy@");
  });

  // E15
  test("is said by the latest notice of which the outcome is known", () => {
    const id = "voorbeeld-bv";
    const of = history(confirmed, ...Array.from({ length: 10 }, () => ({})));
    const accepted = noticeDelivery({ id: `notice-11-${id}`, state: "accepted", acceptedAt: minute(50) });
    expect(statusOf(of, failed(id, 10, 40), delivered(id, 9, 30), accepted)?.status).toBe("undelivered");
    expect(statusOf(of, delivered(id, 10, 40), failed(id, 9, 30), accepted)?.status).toBe("forwarded");
  });

  test("is not said by another mail about it", () => {
    const desk = noticeDelivery({
      id: "desk-0",
      type: "desk",
      state: "undelivered",
      undeliveredAt: minute(20),
    });
    expect(statusOf(history(confirmed), desk)?.status).toBe("received");
  });

  test.each([
    ["held", history(held)],
    ["dismissed", history(held, { move: "dismiss" })],
  ])("is %s where the report is", (status, of) => {
    expect(statusReport(dossier(of)).controllers.map((controller) => controller.status)).toEqual([
      status,
      status,
    ]);
  });

  // B1
  test("that the desk found is shown to a known reporter, and to nobody else", () => {
    const found: Partial<BreachEntry> = { move: "assign", by: operator, controllers: [third] };
    const ids = (of: typeof stranger) =>
      statusReport(dossier(history(of, found))).controllers.map(({ id }) => id);
    expect(ids(held)).toEqual(["voorbeeld-bv", "example-ltd", "derde-bv"]);
    expect(ids(stranger)).toEqual(["voorbeeld-bv", "example-ltd"]);
    const told = JSON.stringify(statusReport(dossier(history(stranger, found))));
    expect(told).not.toContain("Derde");
    expect(told).not.toContain("assigned");
  });

  // B1
  test("is the same whomever an entry says that it concerns", () => {
    const found: Partial<BreachEntry> = { move: "assign", by: operator, controllers: [third] };
    for (const of of [held, stranger]) {
      const before = history(of, {}, found, { move: "confirm", by: operator });
      const said = before.entries.map((entry) => ({ ...entry, concerns: ["een-vierde", third.id] }));
      expect(statusReport(dossier({ ...before, entries: said }))).toEqual(statusReport(dossier(before)));
    }
  });

  test("tells whether something waits for the desk", () => {
    const waits = (of: ReturnType<typeof history>) => statusReport(dossier(of)).waiting;
    expect([waits(history(held)), waits(history(confirmed))]).toEqual([true, false]);
    expect(waits(history(confirmed, { vouched: false }))).toBe(true);
    expect(waits(history(confirmed, { vouched: false }, { move: "release" }))).toBe(false);
  });
});

describe("the timeline", () => {
  test("tells what happened to a held report, oldest first, each move by its name", () => {
    const at = (n: number) => ({ at: minute(n) });
    const of = history(
      held,
      { ...at(16) },
      { move: "assign", controllers: [], ...at(17) },
      { move: "confirm", ...at(18) },
      { vouched: false, ...at(19) },
      { move: "release", ...at(40) },
      { move: "discard", ...at(41) },
      { move: "conclude", ...at(42) },
      { move: "withdraw", ...at(43) },
    );
    const { timeline } = statusReport(dossier(of, ...both));
    expect(timeline.map(({ event }) => event)).toEqual([
      "received",
      "held",
      "updated",
      "assigned",
      "confirmed",
      "updated",
      "sent",
      "forwarded",
      "released",
      "discarded",
      "concluded",
      "withdrawn",
    ]);
    expect(timeline.map((event) => event.at)).toEqual(timeline.map((event) => event.at).toSorted());
  });

  test("tells why the desk dismissed, discarded or withdrew", () => {
    const events = (of: ReturnType<typeof history>) =>
      statusReport(dossier(of))
        .timeline.filter(({ because }) => because !== undefined)
        .map(({ event, because }) => [event, because]);
    const dropped = { vouched: false } as const;
    expect(events(history(held, { move: "dismiss", because: "Niet van ons." }))).toEqual([
      ["dismissed", "Niet van ons."],
    ]);
    expect(
      events(
        history(
          confirmed,
          dropped,
          { move: "discard", because: "Al bekend." },
          { move: "withdraw", because: "Vals alarm." },
        ),
      ),
    ).toEqual([
      ["discarded", "Al bekend."],
      ["withdrawn", "Vals alarm."],
    ]);
  });

  test("tells of each round of notices once: when the last was sent, and when the last was delivered", () => {
    const of = history(confirmed, { at: minute(30) });
    const second = [delivered("voorbeeld-bv", 2, 31), delivered("example-ltd", 2, 35)];
    expect(statusReport(dossier(of, ...both, ...second)).timeline).toEqual([
      { at: minute(15), event: "received" },
      { at: minute(20), event: "sent" },
      { at: minute(21), event: "forwarded" },
      { at: minute(30), event: "updated" },
      { at: minute(35), event: "sent" },
      { at: minute(36), event: "forwarded" },
    ]);
  });

  test("does not say sent or forwarded before it is so of all", () => {
    const waiting = noticeDelivery({ controllerId: "example-ltd", state: "pending" });
    const accepted = { ...waiting, state: "accepted" as const, acceptedAt: minute(25) };
    const events = (...more: Delivery[]) =>
      statusReport(dossier(history(confirmed), ...both.slice(0, 1), ...more)).timeline.map(
        ({ event }) => event,
      );
    expect(events()).toEqual(["received"]);
    expect(events(waiting)).toEqual(["received"]);
    expect(events(accepted)).toEqual(["received", "sent"]);
  });

  test("says acknowledged when the last of a round is, which has been forwarded by then", () => {
    const of = history(confirmed);
    const first = acknowledged("voorbeeld-bv", 1, 20);
    const events = (other: Delivery) => statusReport(dossier(of, first, other)).timeline;
    expect(events(delivered("example-ltd", 1, 30)).map(({ event }) => event)).toEqual([
      "received",
      "sent",
      "forwarded",
    ]);
    expect(events(acknowledged("example-ltd", 1, 30))).toEqual([
      { at: minute(15), event: "received" },
      { at: minute(30), event: "sent" },
      { at: minute(31), event: "forwarded" },
      { at: minute(32), event: "acknowledged" },
    ]);
  });

  // E9, E15
  test("tells of the first that cannot be delivered, also after it was", () => {
    const bounced = { ...failed("example-ltd", 1, 22), deliveredAt: minute(22) };
    const of = dossier(history(confirmed), failed("voorbeeld-bv", 1, 24), bounced);
    expect(statusReport(of).timeline).toEqual([
      { at: minute(15), event: "received" },
      { at: minute(23), event: "undelivered" },
      { at: minute(24), event: "sent" },
    ]);
  });

  test("tells of the acknowledgement, and nothing of the desk's mail", () => {
    const mail = { acceptedAt: minute(16), deliveredAt: minute(17), state: "delivered" } as const;
    const acknowledgement = noticeDelivery({ id: "acknowledgement", type: "acknowledgement", ...mail });
    const desk = noticeDelivery({ id: "desk-0", type: "desk", ...mail });
    expect(statusReport(dossier(history(held), acknowledgement, desk)).timeline).toEqual([
      { at: minute(15), event: "received" },
      { at: minute(15), event: "held" },
      { at: minute(16), event: "acknowledgement_sent" },
      { at: minute(17), event: "acknowledgement_delivered" },
    ]);
  });
});
