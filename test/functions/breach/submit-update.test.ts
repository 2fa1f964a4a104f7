import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type BreachCase, type BreachEntry, openBreach } from "../../../functions/breach/breach.ts";
import {
  appendEntry,
  commitBreach,
  readHistory,
  readReceiptHash,
} from "../../../functions/breach/breach-store.ts";
import { makeMove } from "../../../functions/breach/make-move.ts";
import type { Reporter } from "../../../functions/breach/reporter/reporter.ts";
import { standingOf } from "../../../functions/breach/standing.ts";
import {
  type SubmittedUpdate,
  type SubmitUpdateDependencies,
  submitUpdate,
} from "../../../functions/breach/submit-update.ts";
import { remember, rememberedFor } from "../../../shared/remember.ts";
import { attachment } from "../../support/attachments.ts";
import { entry, history, parties, report, reporter } from "../../support/breaches.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged } from "../../support/logged.ts";

const { case: confirmed, receiptCode } = openBreach(
  {
    report: report(),
    body: "body",
    key: "the key of the report itself",
    controllers: parties,
    reporterId: "reporter0001",
    language: "nl",
    at: new Date("2026-11-22T10:15:00Z"),
  },
  0,
);
const operator = "arn:aws:iam::000000000000:user/operator";
const held: BreachCase = { ...confirmed, began: "held" };
const { reporterId: _, ...stranger } = confirmed;
const { reference } = confirmed;

const update = { consequences: "Ongewenste post.", note: "Eén." };
const submitted: SubmittedUpdate = {
  reference,
  receiptCode,
  update,
  body: JSON.stringify(update),
  key: "a secret from a random source",
};
const another = (changes: Partial<SubmittedUpdate> = {}): SubmittedUpdate => ({
  ...submitted,
  key: randomBytes(24).toString("base64url"),
  ...changes,
});

/** A store in memory with one report and its reporter; each look at the clock is a minute later. */
function world(of: BreachCase, ...before: Partial<BreachEntry>[]) {
  const entries: BreachEntry[] = [...history(of, ...before).entries];
  const known: Reporter = reporter();
  let clock = Date.parse("2026-11-22T12:00:00Z");
  const dependencies: SubmitUpdateDependencies = {
    readHistory: async (wanted) => (wanted === reference ? { case: of, entries: [...entries] } : undefined),
    appendEntry: async (made) => {
      if (made.sequence !== entries.length + 1) return false;
      entries.push(made);
      return true;
    },
    readReceiptHash: async (wanted) => (wanted === reference ? of.receiptHash : undefined),
    readReporter: async (id) => (id === known.id ? { ...known } : undefined),
    now: () => {
      clock += 60_000;
      return new Date(clock);
    },
  };
  const submit = (changes: Partial<SubmittedUpdate> = {}) => submitUpdate(another(changes), dependencies);
  return { entries, known, dependencies, submit };
}

describe("an update", () => {
  test("of a known reporter is stored as vouched, and told at once", async () => {
    const { entries, dependencies } = world(confirmed);
    expect(await submitUpdate(submitted, dependencies)).toEqual({
      receipt: { reference, update: 1, status: "received", receivedAt: "2026-11-22T12:01:00.000Z" },
      replayed: false,
    });
    expect(entries).toMatchObject([
      {
        move: "update",
        by: "reporter",
        vouched: true,
        changes: { consequences: "Ongewenste post." },
        note: "Eén.",
      },
    ]);
    expect(standingOf({ case: confirmed, entries }).rounds.at(-1)).toMatchObject({ type: "follow_up" });
  });

  // B1
  test("of a stranger waits for the desk, and says so", async () => {
    const { entries, submit } = world(stranger);
    expect((await submit()).receipt.status).toBe("held");
    expect(entries).toMatchObject([{ move: "update", vouched: false }]);
  });

  // B1, B2
  test("of a reporter who was revoked waits too, at the latest after five seconds", async () => {
    const { known, dependencies } = world(confirmed);
    let time = 0;
    const readReporter = remember(dependencies.readReporter, rememberedFor, () => new Date(time));
    const status = async () =>
      (await submitUpdate(another(), { ...dependencies, readReporter })).receipt.status;
    expect(await status()).toBe("received");
    known.revokedAt = "2026-11-22T12:00:00.000Z";
    time = 4_999;
    expect(await status()).toBe("received");
    time = 5_000;
    expect(await status()).toBe("held");
  });

  test("of a held report waits with it, whoever wrote it", async () => {
    const { submit } = world(held);
    expect((await submit()).receipt.status).toBe("held");
  });

  test("is numbered among the reporter's own, and files are no updates", async () => {
    const byDesk = { by: operator, note: "Van de desk." };
    const file = { move: "attach", attachment: attachment() } as const;
    const { submit } = world(confirmed, byDesk, file);
    expect((await submit()).receipt.update).toBe(1);
    expect((await submit()).receipt.update).toBe(2);
  });

  // C11
  test("holds neither the idempotency key nor the body, and the log nothing of it", async () => {
    const { entries, dependencies } = world(confirmed);
    await submitUpdate(submitted, dependencies);
    await submitUpdate(submitted, dependencies);
    expect(JSON.stringify(entries)).not.toContain(submitted.key);
    expect(entries[0]?.bodyHash).not.toContain(submitted.body);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "BREACH_MOVED", reference, sequence: 1, move: "update", state: "confirmed" },
      { level: "info", code: "BREACH_REPLAYED", reference },
    ]);
  });
});

describe("the last update", () => {
  const last = { update: { final: true } };

  test("of a known reporter concludes the report, with what it says", async () => {
    const { entries, submit } = world(confirmed);
    await submit({ update: { ...update, final: true } });
    expect(entries).toMatchObject([
      { move: "conclude", changes: { consequences: "Ongewenste post." }, final: true },
    ]);
    await expect(submit()).rejects.toMatchObject({ reason: "already_ended" });
  });

  // B1
  test("of a stranger, or of a held report, is only recorded", async () => {
    for (const of of [stranger, held]) {
      const { entries, submit } = world(of);
      expect((await submit(last)).receipt.status).toBe("held");
      expect(entries).toMatchObject([{ move: "update", final: true }]);
    }
  });

  test("does not conclude while the desk still looks for an organisation", async () => {
    const of = { ...confirmed, report: report({ organisation: "Derde" }) };
    const { entries, submit } = world(of);
    await submit(last);
    expect(entries).toMatchObject([{ move: "update", final: true, vouched: true }]);
    expect(standingOf({ case: of, entries }).waiting?.sequences).toEqual([0]);
  });
});

describe("a repeated update", () => {
  // A1, A11
  test("gets the first answer, also when the report has moved on and ended", async () => {
    const { entries, dependencies, submit } = world(confirmed);
    const first = await submitUpdate(submitted, dependencies);
    await submit();
    await submit({ update: { final: true } });
    expect(await submitUpdate(submitted, dependencies)).toEqual({ ...first, replayed: true });
    expect(entries).toHaveLength(3);
  });

  test("says held again, although the report has been confirmed since", async () => {
    const { entries, dependencies } = world(held);
    const first = await submitUpdate(submitted, dependencies);
    entries.push(entry({ reference, sequence: 2, move: "confirm" }));
    expect(first.receipt.status).toBe("held");
    expect(await submitUpdate(submitted, dependencies)).toEqual({ ...first, replayed: true });
  });

  // A2
  test("with one byte of difference is refused, and leaves the first as it was", async () => {
    const { entries, dependencies } = world(confirmed);
    await submitUpdate(submitted, dependencies);
    const other = { ...submitted, body: `${submitted.body} ` };
    await expect(submitUpdate(other, dependencies)).rejects.toMatchObject({
      reason: "idempotency_key_reused",
    });
    expect(entries).toHaveLength(1);
  });

  // A4
  test("under the key of the report, or of an update of another report, is another", async () => {
    const { entries, submit, dependencies } = world(confirmed);
    await submit({ key: "the key of the report itself" });
    const elsewhere = "BR-0000-0000-0000";
    const readAny = {
      ...dependencies,
      readReceiptHash: async () => confirmed.receiptHash,
      readHistory: () => dependencies.readHistory(reference),
    };
    await submitUpdate(another({ reference: elsewhere, key: "the key of the report itself" }), readAny);
    expect(entries).toHaveLength(2);
    expect(entries[0]?.keyHash).not.toBe(entries[1]?.keyHash);
  });

  // A3, A8
  test("fifty times at once makes one entry and one answer", async () => {
    const table = await freshTable();
    await commitBreach(table, confirmed);
    const dependencies: SubmitUpdateDependencies = {
      ...world(confirmed).dependencies,
      readReceiptHash: (wanted) => readReceiptHash(table, wanted),
      readHistory: (wanted) => readHistory(table, wanted),
      appendEntry: (made) => appendEntry(table, made),
    };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => submitUpdate(submitted, dependencies)),
    );
    expect((await readHistory(table, reference))?.entries).toHaveLength(1);
    expect(new Set(outcomes.map(({ receipt }) => JSON.stringify(receipt))).size).toBe(1);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
});

describe("an update that is refused", () => {
  // B8
  test("because its code opens another report, or none, tells as little as one of an unknown report", async () => {
    const { dependencies } = world(confirmed);
    const untouched = async () => expect.fail("the report was read");
    const refusals = await Promise.all(
      [{ receiptCode: "0".repeat(26) }, { reference: "BR-0000-0000-0000" }].map((changes) =>
        submitUpdate(another(changes), { ...dependencies, readHistory: untouched }).catch(
          (error: unknown) => error,
        ),
      ),
    );
    expect(refusals).toMatchObject([{ reason: "not_found" }, { reason: "not_found" }]);
  });

  test("because the report was dismissed says why", async () => {
    const { submit } = world(held, { move: "dismiss", because: "Niet van ons." });
    await expect(submit()).rejects.toMatchObject({ reason: "already_ended", because: "Niet van ons." });
  });

  test("because what has ended would go on is not stored, nor what says nothing new", async () => {
    const ended = { ...confirmed, report: report({ endedAt: "2026-11-21T10:00Z" }) };
    const { entries, submit } = world(ended);
    await expect(submit({ update: { ongoing: true } })).rejects.toMatchObject({
      errors: [{ pointer: "/ongoing", code: "ended_and_ongoing" }],
    });
    await expect(submit({ update: { endedAt: "2026-11-21T10:00Z" } })).rejects.toMatchObject({
      errors: [{ pointer: "", code: "nothing_in_it" }],
    });
    expect(entries).toEqual([]);
  });

  test("because the breach would end before it started is not stored, whichever of the two comes later", async () => {
    const { entries, submit } = world(
      { ...confirmed, report: report({ startedAt: "2026-11-20T10:00Z" }) },
      { changes: { endedAt: "2026-11-21T10:00Z" } },
    );
    const late = { code: "ends_before_it_starts" };
    await expect(submit({ update: { endedAt: "2026-11-19T10:00Z" } })).rejects.toMatchObject({
      reason: "invalid_input",
      errors: [{ ...late, pointer: "/endedAt" }],
    });
    await expect(submit({ update: { startedAt: "2026-11-22T10:00Z" } })).rejects.toMatchObject({
      errors: [{ ...late, pointer: "/startedAt" }],
    });
    expect(entries).toHaveLength(1);
  });

  // B1, A15
  test.each([
    { whose: "a stranger's", of: stranger, vouched: false, updates: 20, bytes: 400_000 },
    { whose: "a known reporter's", of: confirmed, vouched: true, updates: 200, bytes: 500_000 },
  ])(
    "because $whose share is full is not stored, in number or in bytes; the desk's own counts for none of it",
    async ({ of, vouched, updates, bytes }) => {
      const many = Array.from({ length: updates }, () => ({ vouched }));
      const large = Array.from({ length: 10 }, () => ({ vouched, note: "x".repeat(bytes / 10 - 200) }));
      for (const before of [many, large]) {
        const full = world(of, ...before);
        await expect(full.submit()).rejects.toMatchObject({ reason: "too_many_updates" });
        expect(full.entries).toHaveLength(before.length);
        const room = world(of, ...before.map((made, n) => (n === 0 ? { ...made, by: operator } : made)));
        expect((await room.submit()).receipt.update).toBe(before.length);
      }
    },
  );

  // B1
  test("because a reporter filled the report leaves the desk room to write and to decide", async () => {
    const { entries, known, dependencies, submit } = world(confirmed);
    const note = "x".repeat(10_000);
    const fill = async () => {
      for (;;) await submit({ update: { note } });
    };
    await expect(fill()).rejects.toMatchObject({ reason: "too_many_updates" });
    known.revokedAt = "2026-11-22T12:00:00.000Z";
    await expect(fill()).rejects.toMatchObject({ reason: "too_many_updates" });
    expect(entries.map(({ vouched }) => vouched)).toContain(false);
    const byDesk = { by: operator, vouched: true };
    await makeMove(reference, () => ({ ...byDesk, move: "update", note }), dependencies);
    await makeMove(reference, () => ({ ...byDesk, move: "discard", because: "Onzin." }), dependencies);
    expect(entries.slice(-2)).toMatchObject([{ move: "update" }, { move: "discard" }]);
  });

  test("because the share is full is none where it had been stored: it gets its first answer", async () => {
    const { dependencies, submit } = world(
      stranger,
      ...Array.from({ length: 19 }, () => ({ vouched: false })),
    );
    const first = await submitUpdate(submitted, dependencies);
    await expect(submit()).rejects.toMatchObject({ reason: "too_many_updates" });
    expect(await submitUpdate(submitted, dependencies)).toEqual({ ...first, replayed: true });
  });

  // A7
  test("because the store fails says to come back; the same key succeeds then", async () => {
    const { dependencies } = world(confirmed);
    const down = async () => {
      throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
    };
    for (const name of ["readReceiptHash", "readHistory", "readReporter", "appendEntry"] as const) {
      await expect(submitUpdate(submitted, { ...dependencies, [name]: down })).rejects.toMatchObject({
        reason: "not_stored",
        headers: { "retry-after": "5" },
      });
    }
    expect((await submitUpdate(submitted, dependencies)).replayed).toBe(false);
  });

  // A8
  test("only in the answer is found by its repetition", async () => {
    const { entries, dependencies } = world(confirmed);
    const losing: SubmitUpdateDependencies = {
      ...dependencies,
      appendEntry: async (made) => {
        await dependencies.appendEntry(made);
        throw Object.assign(new Error("lost"), { code: "ECONNRESET" });
      },
    };
    await expect(submitUpdate(submitted, losing)).rejects.toMatchObject({ reason: "not_stored" });
    expect((await submitUpdate(submitted, dependencies)).replayed).toBe(true);
    expect(entries).toHaveLength(1);
  });
});
