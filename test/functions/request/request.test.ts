import { describe, expect, test } from "vitest";
import { openCase, requestCaseSchema } from "../../../functions/request/request.ts";
import { receipt, requestStatus, statusReport, timeline } from "../../../functions/request/request-status.ts";
import { type DeliveryState, deliveryStates } from "../../../shared/delivery.ts";
import { assigned, closed, dossier, unassignedCase } from "../../support/requests.ts";
import { delivery, requestCase, submission } from "../../support/submissions.ts";

const received = {
  submission: submission(),
  body: "body",
  key: "a secret from a random source",
  controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
  language: "nl",
  at: new Date("2026-11-22T23:30:00Z"),
} as const;

describe("a case", () => {
  test("counts the month from the date in Amsterdam", () => {
    expect(openCase(received, 0).case).toMatchObject({
      receivedAt: "2026-11-22T23:30:00.000Z",
      respondBy: { conservative: "2026-12-23", latestLawful: "2026-12-23" },
    });
  });

  test("is pending from the moment it is received", () => {
    expect(openCase(received, 0).case).toMatchObject({
      pendingShard: expect.stringMatching(/^[0-7]$/),
      pendingAt: "2026-11-22T23:30:00.000Z",
    });
  });

  test("holds neither the receipt code nor the idempotency key", () => {
    const opened = openCase(received, 0);
    const stored = JSON.stringify(opened.case);
    expect(stored).not.toContain(opened.receiptCode);
    expect(stored).not.toContain(received.key);
  });

  test("belongs to a controller only when one was named", () => {
    expect(openCase(received, 0).case.controllerId).toBe("voorbeeld-bv");
    expect(openCase({ ...received, controller: null }, 0).case).not.toHaveProperty("controllerId");
  });

  // A6
  test("gets another reference, and shard, but the same code at the second count", () => {
    const [first, second] = [openCase(received, 0), openCase(received, 1)];
    expect(second.case.reference).not.toBe(first.case.reference);
    expect(second.receiptCode).toBe(first.receiptCode);
    expect(second.case.receiptHash).toBe(first.case.receiptHash);
  });

  // H6
  test("is read back as it was written, with what a newer release added passed over", () => {
    const written = requestCase();
    expect(requestCaseSchema.parse({ ...written, pk: "x", sk: "case", addedLater: 1 })).toEqual(written);
  });

  // H6
  test("of an unknown version is not read", () => {
    expect(requestCaseSchema.safeParse({ ...requestCase(), v: 2 }).success).toBe(false);
    expect(requestCaseSchema.safeParse({ ...requestCase(), kind: "breach" }).success).toBe(false);
  });
});

describe("a receipt", () => {
  test("has the contract's fields, in its order", () => {
    expect(JSON.stringify(receipt(requestCase(), "CODE"))).toBe(
      `{"reference":"${requestCase().reference}","receiptCode":"CODE","status":"received",` +
        '"receivedAt":"2026-11-22T10:15:00.000Z",' +
        '"respondBy":{"conservative":"2026-12-22","latestLawful":"2026-12-22"},' +
        '"controller":{"id":"voorbeeld-bv","name":"Voorbeeld B.V."}}',
    );
  });

  // A1
  // DynamoDB keeps no order of attributes.
  test("is the same to the byte for a case read back in another order", () => {
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, part]) => [name, reversed(part)]),
          )
        : value;
    const readBack = requestCaseSchema.parse(reversed(requestCase()));
    expect(JSON.stringify(receipt(readBack, "CODE"))).toBe(JSON.stringify(receipt(requestCase(), "CODE")));
  });
});

describe("the status of a request", () => {
  const expected: Record<DeliveryState, string> = {
    pending: "received",
    sending: "received",
    accepted: "received",
    delivered: "forwarded",
    acknowledged: "acknowledged",
    silent: "received",
    undelivered: "received",
    cancelled: "received",
    capped: "received",
    digested: "received",
  };

  // E9, E15
  test.each(deliveryStates)("with the controller's mail %s is said by that mail alone", (state) => {
    for (const other of deliveryStates) {
      const deliveries = [
        delivery({ id: "acknowledgement", type: "acknowledgement", state: other }),
        delivery({ state }),
      ];
      expect(requestStatus(dossier(deliveries))).toBe(expected[state]);
    }
  });

  // E9
  test("is undelivered once no contact got it and the desk knows, and not before", () => {
    const failed = [delivery({ state: "undelivered" }), delivery({ id: "request_2", state: "silent" })];
    const desk = delivery({ id: "request_3", type: "desk", state: "sending" });
    expect(requestStatus(dossier(failed))).toBe("received");
    expect(requestStatus(dossier([...failed, desk]))).toBe("undelivered");
    expect(
      requestStatus(
        dossier([delivery({ state: "undelivered" }), delivery({ id: "request_2", state: "delivered" })]),
      ),
    ).toBe("forwarded");
  });

  test.each(deliveryStates)("stays received while it is at the desk, whose mail is %s", (state) => {
    expect(requestStatus(dossier([delivery({ id: "desk", type: "desk", state })]))).toBe("received");
  });

  test("is received before anything was planned", () => {
    expect(requestStatus(dossier([]))).toBe("received");
  });
});

describe("the timeline", () => {
  test("tells what happened to both mails, oldest first", () => {
    const deliveries = [
      delivery({ acceptedAt: "2026-11-22T10:15:02.000Z", deliveredAt: "2026-11-22T10:15:09.000Z" }),
      delivery({
        id: "acknowledgement",
        type: "acknowledgement",
        acceptedAt: "2026-11-22T10:15:03.000Z",
        undeliveredAt: "2026-11-22T10:15:04.000Z",
      }),
    ];
    expect(timeline(dossier(deliveries))).toEqual([
      { at: "2026-11-22T10:15:00.000Z", event: "received" },
      { at: "2026-11-22T10:15:02.000Z", event: "sent" },
      { at: "2026-11-22T10:15:03.000Z", event: "acknowledgement_sent" },
      { at: "2026-11-22T10:15:04.000Z", event: "acknowledgement_undelivered" },
      { at: "2026-11-22T10:15:09.000Z", event: "forwarded" },
    ]);
  });

  test("tells that somebody at the controller has said that it was read, once", () => {
    const acknowledged = delivery({
      state: "acknowledged",
      acceptedAt: "2026-11-22T10:15:02.000Z",
      deliveredAt: "2026-11-22T10:15:09.000Z",
      acknowledgedAt: "2026-11-23T08:00:00.000Z",
    });
    expect(statusReport(dossier([acknowledged]))).toMatchObject({
      status: "acknowledged",
      timeline: [
        { event: "received" },
        { event: "sent" },
        { event: "forwarded" },
        { at: "2026-11-23T08:00:00.000Z", event: "acknowledged" },
      ],
    });
  });

  test("tells that it was read after all, although it was said not to arrive", () => {
    const found = delivery({
      state: "acknowledged",
      undeliveredAt: "2026-11-22T11:00:00.000Z",
      deliveredAt: "2026-11-23T08:00:00.000Z",
      acknowledgedAt: "2026-11-23T08:00:00.000Z",
    });
    expect(requestStatus(dossier([found]))).toBe("acknowledged");
    expect(timeline(dossier([found])).map(({ event }) => event)).toEqual([
      "received",
      "undelivered",
      "forwarded",
      "acknowledged",
    ]);
  });

  // E10
  test("tells of a bounce after a delivery", () => {
    const bounced = delivery({
      deliveredAt: "2026-11-22T10:15:09.000Z",
      undeliveredAt: "2026-11-22T11:00:00.000Z",
    });
    expect(timeline(dossier([bounced])).map(({ event }) => event)).toEqual([
      "received",
      "forwarded",
      "undelivered",
    ]);
  });

  test("tells nothing of the desk's mail, nor to whom any mail went", () => {
    const deliveries = [
      delivery({ id: "desk", type: "desk", acceptedAt: "2026-11-22T10:15:02.000Z" }),
      delivery({ acceptedAt: "2026-11-22T10:15:02.000Z" }),
    ];
    const report = statusReport(dossier(deliveries));
    expect(report.timeline.map(({ event }) => event)).toEqual(["received", "sent"]);
    expect(JSON.stringify(report)).not.toContain("@");
  });
});

test("a status report has the receipt's facts without its code", () => {
  const { receiptCode: _, ...facts } = receipt(requestCase(), "CODE");
  expect(statusReport(dossier([]))).toEqual({
    ...facts,
    timeline: [{ at: "2026-11-22T10:15:00.000Z", event: "received" }],
  });
});

describe("what the desk did with a request", () => {
  test("is told when it did it, with the controller that it found", () => {
    const sent = delivery({ acceptedAt: "2026-11-22T11:15:02.000Z" });
    const report = statusReport(dossier([sent], { case: unassignedCase(), entries: [assigned()] }));
    expect(report).toMatchObject({
      status: "received",
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      timeline: [
        { event: "received" },
        { at: "2026-11-22T11:15:00.000Z", event: "assigned" },
        { event: "sent" },
      ],
    });
  });

  test("closes it, wherever its mails are, without the reason or who it was", () => {
    const at = { deliveredAt: "2026-11-22T10:15:09.000Z" };
    const report = statusReport(dossier([delivery({ state: "delivered", ...at })], { entries: [closed()] }));
    expect(report.status).toBe("closed");
    expect(report.timeline.at(-1)).toEqual({ at: "2026-11-22T11:15:00.000Z", event: "closed" });
    expect(JSON.stringify(report)).not.toMatch(/bakker|arn:/);
  });
});

describe("a case without a known controller", () => {
  test("is on the desk's list, and no other is", () => {
    expect(unassignedCase()).toMatchObject({ register: "request-desk", controller: null });
    expect(requestCase()).not.toHaveProperty("register");
  });
});
