import { beforeEach, describe, expect, test } from "vitest";
import { detailsOf } from "../../../../functions/breach/desk/breach-view.ts";
import { bytesIn } from "../../../../functions/breach/make-move.ts";
import { noticeId, noticesOf } from "../../../../functions/breach/notice/chain.ts";
import { factsOf, standingOf } from "../../../../functions/breach/standing.ts";
import { attachment, attachmentLetters, upload } from "../../../support/attachments.ts";
import { breachCase, history, noticeDelivery, parties, report } from "../../../support/breaches.ts";
import { delivery } from "../../../support/submissions.ts";
import { now, operator } from "../../operator/operator-api.ts";
import { breachDesk, byDesk, changes, confirmed, held, reference, strangersUpdate } from "./desk.ts";

let desk: Awaited<ReturnType<typeof breachDesk>>;
beforeEach(async () => {
  desk = await breachDesk();
});

describe("showing a breach report", () => {
  test("tells all that is known of it, but no hash", async () => {
    const update = {
      ...strangersUpdate,
      note: "Meer volgt.",
      keyHash: "hash-of-key",
      bodyHash: "hash-of-body",
      concerns: ["een-vierde"],
    };
    await desk.stored(breachCase({ began: "held" }), update, { ...byDesk, move: "confirm" });
    const shown = await desk.show();
    expect(shown).toMatchObject({
      reference,
      state: "confirmed",
      revision: 2,
      occurrence: "confirmed",
      controllers: parties,
      organisationUnknown: false,
      reporter: report().reporter,
      reporterId: held.reporterId,
      report: report(),
      facts: { cause: report().cause, ...changes },
    });
    expect(shown.entries).toEqual([
      {
        sequence: 1,
        move: "update",
        at: "2026-11-22T11:15:00.000Z",
        by: "reporter",
        vouched: false,
        changes,
        note: "Meer volgt.",
      },
      { sequence: 2, move: "confirm", at: "2026-11-22T12:15:00.000Z", by: operator, vouched: true },
    ]);
    for (const hidden of ["hash-of", held.receiptHash, held.bodyHash, "pendingShard", "een-vierde"]) {
      expect(JSON.stringify(shown)).not.toContain(hidden);
    }
  });

  test("tells how far each notice and each other mail has come, and why no further", async () => {
    await desk.stored(confirmed, { changes });
    const undelivered = { state: "undelivered", undeliveredAt: "2026-11-22T10:16:00.000Z" } as const;
    await desk.storedDelivery(noticeDelivery({ ...undelivered, reason: "MessageRejected" }));
    const mail = delivery({ reference, id: "desk-0", type: "desk", to: "breach-desk@processor.example" });
    await desk.storedDelivery({ ...mail, state: "accepted", acceptedAt: "2026-11-22T10:15:30.000Z" });
    const { notices, deliveries } = await desk.show();
    expect(notices).toEqual([
      {
        controllerId: "voorbeeld-bv",
        chain: [
          {
            number: 1,
            type: "initial",
            sequence: 0,
            to: "privacy@voorbeeld.example",
            ...undelivered,
            reason: "MessageRejected",
          },
          { number: 2, type: "follow_up", sequence: 1, state: "pending" },
        ],
      },
      {
        controllerId: "example-ltd",
        chain: [
          { number: 1, type: "initial", sequence: 0, state: "pending" },
          { number: 2, type: "follow_up", sequence: 1, state: "pending" },
        ],
      },
    ]);
    expect(deliveries).toEqual([
      {
        id: "desk-0",
        type: "desk",
        to: "breach-desk@processor.example",
        state: "accepted",
        acceptedAt: "2026-11-22T10:15:30.000Z",
      },
    ]);
  });

  // C4, C11
  test("tells of each file what it is, how far it has come, and nothing that opens it", async () => {
    const filename = "factuur\u202Efdp.exe";
    const kept = attachment({ filename, findings: ["mismatch"] });
    const attach = {
      move: "attach",
      attachment: kept,
      letters: attachmentLetters(),
      vouched: false,
    } as const;
    await desk.stored(confirmed, attach);
    const { controllerId: _, ...place } = upload({ reference, filename });
    const second = upload({ reference, id: "ba9876543210", number: 2, at: now.toISOString() });
    for (const one of [place, second]) await desk.storedUpload(one);
    const shown = await desk.show();
    const { sha256, size, contentType, announcedType, findings, scan } = kept;
    const facts = { size, sha256, announcedType, contentType, findings, scan };
    const at = "2026-11-22T11:15:00.000Z";
    expect(shown.attachments).toEqual([
      { id: kept.id, number: 1, filename, status: "received", at, ...facts },
      {
        id: "ba9876543210",
        number: 2,
        filename: "volmacht.pdf",
        status: "awaited",
        at: now.toISOString(),
        announcedType: "application/pdf",
      },
    ]);
    expect(shown.entries).toEqual([
      { sequence: 1, move: "attach", at, by: "reporter", vouched: false, attachment: kept },
    ]);
    expect(shown.waiting).toMatchObject({ sequences: [1], updates: [1] });
    for (const hidden of ["hash-of", "token-of-page", "signed-policy", "schemas/attachments"])
      expect(JSON.stringify(shown)).not.toContain(hidden);
  });

  test("finds it however its reference is written, and nothing that is no breach report", async () => {
    await desk.stored(confirmed);
    expect(await desk.show(reference.toLowerCase())).toMatchObject({ reference });
    for (const id of ["BR-0000-0000-0000", "DSR-7K3M-9QXT-2W5R", "controllers", "", "__proto__"]) {
      expect(await desk.call("GET /breach-reports/{reference}", { id })).toMatchObject({ status: 404 });
    }
  });

  test("tells what letting go out all that waits would change", async () => {
    await desk.stored(confirmed, strangersUpdate, {
      ...byDesk,
      move: "update",
      changes: { cause: "Een fout." },
    });
    const { facts, waiting } = await desk.show();
    expect(facts).toEqual({ ...factsOf(report()), cause: "Een fout." });
    expect(waiting).toEqual({
      since: "2026-11-22T11:15:00.000Z",
      sequences: [1],
      updates: [1],
      facts: { ...facts, ...changes },
    });
  });

  test("shows the newest notices of each controller and the newest reminders, and every other mail", () => {
    const updates = Array.from({ length: 7 }, () => ({ changes }));
    const mails = [
      "acknowledgement",
      "desk-0",
      ...Array.from({ length: 12 }, (_, n) => `desk-reminder-0-${n}`),
    ];
    const deliveries = mails.map((id, n) => {
      const createdAt = new Date(Date.parse(confirmed.receivedAt) + n * 3_600_000).toISOString();
      return delivery({ reference, id, type: "desk", createdAt });
    });
    const shown = detailsOf({ ...history(confirmed, ...updates), deliveries: deliveries.toReversed() }, now);
    expect(shown.notices[0]?.chain.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8]);
    expect(shown.deliveries.map(({ id }) => id)).toEqual([
      "desk-0",
      "acknowledgement",
      ...[7, 8, 9, 10, 11].map((n) => `desk-reminder-0-${n}`),
    ]);
  });

  test("leaves out nothing that was written, and yet stays within what a function can answer", () => {
    const quotes = '"'.repeat(10_000);
    const many = Array.from({ length: 500 }, (_, n) => ({
      id: `${n}-`.padEnd(63, "x"),
      name: '"'.repeat(200),
    }));
    const texts = ["howDiscovered", "description", "cause", "consequences", "proposedSolution"] as const;
    const facts = Object.fromEntries(texts.map((name) => [name, quotes]));
    const long = report({ ...facts, measuresTaken: quotes, protectionBefore: quotes });
    const opened = breachCase({
      controllers: many,
      report: { ...long, controllerIds: many.map(({ id }) => id) },
    });
    const waits = { ...strangersUpdate, changes: { cause: quotes }, note: quotes };
    const told = { changes: { cause: quotes }, note: quotes };
    const updates = Array.from({ length: 24 }, (_, n) => (n % 3 === 0 ? waits : told));
    const dossier = history(opened, ...updates);
    expect(bytesIn(dossier.entries)).toBeGreaterThan(950_000);
    const sent = noticeDelivery({
      to: `${"x".repeat(64)}@${`${"x".repeat(60)}.`.repeat(3)}example`.slice(0, 254),
      state: "undelivered",
      acceptedAt: "2026-11-22T10:15:30.000Z",
      deliveredAt: "2026-11-22T10:15:31.000Z",
      undeliveredAt: "2026-11-22T10:15:32.000Z",
      reason: "x".repeat(60),
    });
    const notices = noticesOf(standingOf(dossier).rounds);
    const deliveries = notices.map((notice) => ({ ...sent, id: noticeId(notice) }));
    const shown = detailsOf({ ...dossier, deliveries }, now);
    expect(shown.entries).toMatchObject(updates);
    expect(shown.notices).toHaveLength(500);
    expect(shown.notices[0]?.chain).toHaveLength(5);
    // AWS Lambda quotas: 6 MB, of which the body is a JSON string.
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(shown)))).toBeLessThan(5_000_000);
  });
});
