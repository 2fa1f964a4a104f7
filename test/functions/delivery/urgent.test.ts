import { beforeEach, describe, expect, test } from "vitest";
import { forward } from "../../../functions/delivery/forward.ts";
import type { SendResult } from "../../../functions/delivery/mailer.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { leaseMilliseconds } from "../../../shared/delivery.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { size } from "../../support/size.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { chainFlow, mail, recordOf, store, urgentReference } from "./chain.ts";
import { type KillPoint, killable } from "./kill-switch.ts";
import { caseOf, caseRecord, openTestOffice, type TestOffice } from "./office.ts";

let table: Table;
let office: TestOffice;
let reference: string;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  office.flows = { ...office.flows, chain: chainFlow };
  reference = urgentReference();
});

const nothingFailed = { batchItemFailures: [] };
const tooFast: SendResult = { kind: "postponed", reason: "Throttling", why: "rate" };
const down: SendResult = { kind: "postponed", reason: "ECONNREFUSED", why: "other" };
const hour = 3_600_000;

const many = (count: number) => Array.from({ length: count }, (_, n) => mail(`notice-${n}`));
const sentIds = () => office.sent.map(({ id }) => id);

async function statesOf(of: string) {
  const dossier = await office.readDossier(of);
  return Object.fromEntries(dossier?.deliveries.map(({ id, state }) => [id, state]) ?? []);
}

describe("a case with more mails than one transaction holds", () => {
  test("has each sent once, in the order in which it asks for them, and is pending no longer", async () => {
    const record = await store(table, reference, many(130));
    expect(await forward([record], office)).toEqual(nothingFailed);
    expect(sentIds()).toEqual(many(130).map(({ id }) => id));
    expect((await office.readDossier(reference))?.unplanned).toEqual([]);
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  });

  // E2
  test("has them sent in that order, too, after SES took none at first", async () => {
    const mails = ["notice-b", "notice-a", "acknowledgement"].map((id) => mail(id));
    const takes = office.answer;
    office.answer = () => ({ kind: "postponed", reason: "ServiceUnavailable", why: "other" });
    await forward([await store(table, reference, mails)], office);
    office.answer = takes;
    await sweep(office);
    expect(sentIds()).toEqual(mails.map(({ id }) => id));
  });

  // E1
  test("has each sent once, also when the stream and two sweeps are at it together", async () => {
    const record = await store(table, reference, many(70));
    await Promise.all([forward([record], office), sweep(office), sweep(office)]);
    office.pass(leaseMilliseconds);
    await sweep(office);
    expect(sentIds().sort()).toEqual(
      many(70)
        .map(({ id }) => id)
        .sort(),
    );
  });

  // E4
  test("loses none and repeats at most one, wherever its process is killed", async () => {
    const { office: counted, calls } = killable(office);
    await forward([await store(table, reference, many(25))], counted);
    const all = calls.flatMap((_, n): KillPoint[] => [
      { call: n + 1, when: "before" },
      { call: n + 1, when: "after" },
    ]);
    // The last mail of the first part, the second part being stored, and its first mails; or every call.
    const points = all.slice(0, 6).concat(all.slice(size(-22, 6)));
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) {
      office.sent.length = 0;
      const next = urgentReference();
      const record = await store(table, next, many(25));
      await forward([record], killable(office, point).office).catch(() => {});
      office.pass(leaseMilliseconds);
      await sweep(office);
      expect(new Set(sentIds()).size, JSON.stringify(point)).toBe(25);
      expect(office.sent.length, JSON.stringify(point)).toBeLessThanOrEqual(26);
    }
  }, 120_000);

  // E5
  test("for which time runs out gives its record back, and is finished by the next run", async () => {
    const record = await store(table, reference, many(30));
    office.remainingTime = () => (office.sent.length < 10 ? 60_000 : 1_000);
    expect(await forward([record], office)).toEqual({
      batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber }],
    });
    expect(office.sent).toHaveLength(10);
    office.remainingTime = () => 60_000;
    expect(await forward([record], office)).toEqual(nothingFailed);
    expect(sentIds().sort()).toEqual(
      many(30)
        .map(({ id }) => id)
        .sort(),
    );
  });

  // E17
  test("that is gone gets no deliveries", async () => {
    expect(await forward([recordOf(reference, many(30))], office)).toEqual(nothingFailed);
    expect(office.sent).toEqual([]);
  });

  test("goes to all whose record can be read, and to the others once theirs can", async () => {
    const mails = Array.from({ length: 45 }, (_, n) => mail(`notice-${n}`, { controllerId: `c-${n}` }));
    for (const [n] of mails.entries()) {
      if (n % 15 !== 7) office.controllers.set(`c-${n}`, voorbeeld({ id: `c-${n}` }));
    }
    const record = await store(table, reference, mails);
    expect(await forward([record], office)).toEqual(nothingFailed);
    expect(office.sent).toHaveLength(42);
    expect((await office.readDossier(reference))?.unplanned).toEqual(["case"]);
    for (const n of [7, 22, 37]) office.controllers.set(`c-${n}`, voorbeeld({ id: `c-${n}` }));
    await sweep(office);
    expect(sentIds().sort()).toEqual(mails.map(({ id }) => id).sort());
    expect((await office.readDossier(reference))?.unplanned).toEqual([]);
  });

  test("is not held up by the mail that SES refuses, nor by the one that the store fails at", async () => {
    const record = await store(table, reference, many(5));
    const takes = office.answer;
    office.answer = (one) =>
      one.id === "notice-1" ? { kind: "refused", reason: "MessageRejected" } : takes(one);
    const { move } = office;
    office.move = async (key, name, changes) => {
      if (key.id === "notice-2" && name === "accept") throw new Error("the store failed");
      return move(key, name, changes);
    };
    await forward([record], office);
    expect(await statesOf(reference)).toEqual({
      "notice-0": "accepted",
      "notice-1": "undelivered",
      "notice-2": "sending",
      "notice-3": "accepted",
      "notice-4": "accepted",
    });
  });
});

describe("an entry that came to a case", () => {
  test("has its own mails sent, and those of the case not again", async () => {
    const first = await store(table, reference, [mail("notice-1")]);
    await forward([first], office);
    const second = await store(table, reference, [mail("notice-2")], 1);
    expect(await forward([second, first], office)).toEqual(nothingFailed);
    expect(sentIds()).toEqual(["notice-1", "notice-2"]);
    expect((await office.readDossier(reference))?.unplanned).toEqual([]);
  });

  test("in one batch with its case waits for nobody, and neither does any other case", async () => {
    const first = await store(table, reference, [mail("notice-1")]);
    const second = await store(table, reference, [mail("notice-2")], 1);
    const other = urgentReference();
    const third = await store(table, other, [mail("notice-1")]);
    const { wait } = office;
    let waited = 0;
    office.wait = async (milliseconds) => {
      waited += milliseconds;
      await wait(milliseconds);
    };
    expect(await forward([first, second, third], office)).toEqual(nothingFailed);
    expect(office.sent.map(({ id, reference: of }) => `${of} ${id}`).sort()).toEqual(
      [`${reference} notice-1`, `${reference} notice-2`, `${other} notice-1`].sort(),
    );
    expect(waited).toBe(0);
  });

  test("that fails gives back every record of its case", async () => {
    const first = await store(table, reference, [mail("notice-1")]);
    const second = await store(table, reference, [mail("notice-2")], 1);
    office.fanOut = async () => {
      throw new Error("the store failed");
    };
    const failed = [first, second].map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber }));
    expect(await forward([first, second], office)).toEqual({ batchItemFailures: failed });
  });

  // E8
  test("is found by the sweep where the stream never brought it", async () => {
    await forward([await store(table, reference, [mail("notice-1")])], office);
    await store(table, reference, [mail("notice-2")], 1);
    expect(await sweep(office)).toEqual({ due: 1, sent: 1, remaining: 0 });
    expect(sentIds()).toEqual(["notice-1", "notice-2"]);
  });

  test("that asks for nothing is pending no longer", async () => {
    await forward([await store(table, reference, [mail("notice-1")])], office);
    await forward([await store(table, reference, [], 1)], office);
    expect((await office.readDossier(reference))?.unplanned).toEqual([]);
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  });

  test("is planned with all the others, however many came while nothing ran", async () => {
    await store(table, reference, [mail("notice-0")]);
    for (let n = 1; n <= 130; n++) await store(table, reference, [mail(`notice-${n}`)], n);
    expect(await sweep(office)).toEqual({ due: 1, sent: 131, remaining: 0 });
    expect((await office.readDossier(reference))?.unplanned).toEqual([]);
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  });

  test("can call off a mail that waits for its time, and none that is out", async () => {
    const later = { ...mail("reminder"), notBefore: new Date(office.now().getTime() + hour) };
    await forward([await store(table, reference, [mail("notice-1"), later])], office);
    expect(await statesOf(reference)).toEqual({ "notice-1": "accepted", reminder: "pending" });
    const ends = [{ ends: ["reminder", "notice-1"] }];
    await forward([await store(table, reference, ends, 1)], office);
    expect(await statesOf(reference)).toEqual({ "notice-1": "accepted", reminder: "cancelled" });
    office.pass(2 * hour);
    expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
    expect(sentIds()).toEqual(["notice-1"]);
  });
});

// D7
test("a mail about a file that SES has not taken is not sent any more once nobody is to have the file, any other is", async () => {
  const takes = office.answer;
  office.answer = () => down;
  const file = { ...mail("attachment-1"), type: "attachment" as const };
  await forward([await store(table, reference, [file, mail("notice-1")])], office);
  office.answer = takes;
  await forward([await store(table, reference, [{ ends: ["attachment-1", "notice-1"] }], 1)], office);
  office.pass(hour);
  await sweep(office);
  expect(await statesOf(reference)).toEqual({ "attachment-1": "cancelled", "notice-1": "accepted" });
  expect(sentIds()).toEqual(["notice-1"]);
});

test("a mail with a time of its own is sent by the first sweep after it, and counts as nothing before", async () => {
  const later = { ...mail("reminder"), notBefore: new Date(office.now().getTime() + hour) };
  await forward([await store(table, reference, [later])], office);
  office.pass(hour - 1);
  expect(await sweep(office)).toEqual({ due: 0, sent: 0, remaining: 0 });
  office.pass(1);
  expect(await sweep(office)).toEqual({ due: 1, sent: 1, remaining: 0 });
});

test("a mail with a time of its own goes to whom it is for when that has come: a corrected address", async () => {
  const later = {
    ...mail("reminder", { controllerId: "voorbeeld-bv" }),
    notBefore: new Date(office.now().getTime() + hour),
  };
  await forward([await store(table, reference, [later])], office);
  const contacts = [{ email: "nieuw@voorbeeld.example", role: "privacy" as const }];
  office.controllers.set("voorbeeld-bv", voorbeeld({ version: 4, contacts }));
  office.pass(hour);
  expect(await sweep(office)).toMatchObject({ sent: 1 });
  expect(office.sent).toMatchObject([{ id: "reminder", to: "nieuw@voorbeeld.example" }]);
  const [delivery] = (await office.readDossier(reference))?.deliveries ?? [];
  expect(delivery).toMatchObject({ to: "nieuw@voorbeeld.example", controllerVersion: 4 });
});

test("a mail with a time of its own goes where it was planned for when its controller cannot be read", async () => {
  const later = {
    ...mail("reminder", { controllerId: "voorbeeld-bv" }),
    notBefore: new Date(office.now().getTime() + hour),
  };
  await forward([await store(table, reference, [later])], office);
  office.controllers.clear();
  office.pass(hour);
  expect(await sweep(office)).toMatchObject({ sent: 1 });
  expect(office.sent).toMatchObject([{ to: "privacy@voorbeeld.example" }]);
});

// E2
describe("when SES takes few mails at a time", () => {
  /** SES takes three mails in each moment between two waits. */
  function takesThreeAtATime(): void {
    const takes = office.answer;
    let taken = 0;
    office.answer = (one) => {
      if (taken >= 3) return tooFast;
      taken += 1;
      return takes(one);
    };
    const { wait } = office;
    office.wait = async (milliseconds) => {
      taken = 0;
      await wait(milliseconds);
    };
  }

  test("breach notices are tried again at once and requests wait, whichever came first", async () => {
    const request = caseOf();
    await commitCase(table, request);
    const record = await store(table, reference, many(12));
    takesThreeAtATime();
    await forward([caseRecord(request), record], office);
    expect(sentIds().slice(0, 12)).toEqual(many(12).map(({ id }) => id));
    expect(office.sent.slice(12).every((one) => one.reference === request.reference)).toBe(true);
  });

  test("a batch that cannot get every breach notice out leaves the requests to the sweep, and fails none", async () => {
    const request = caseOf();
    await commitCase(table, request);
    const record = await store(table, reference, many(3));
    const takes = office.answer;
    office.answer = () => tooFast;
    expect(await forward([caseRecord(request), record], office)).toEqual(nothingFailed);
    expect(await statesOf(request.reference)).toEqual({});
    office.answer = takes;
    expect(await sweep(office)).toEqual({ due: 2, sent: 5, remaining: 0 });
  });

  test("what of a breach report is not urgent keeps no request waiting", async () => {
    const request = caseOf();
    await commitCase(table, request);
    const { urgent: _, ...acknowledgement } = mail("acknowledgement");
    await store(table, reference, [acknowledgement]);
    const takes = office.answer;
    office.answer = (one) =>
      one.id === "acknowledgement" && one.reference === reference ? tooFast : takes(one);
    expect(await sweep(office)).toEqual({ due: 2, sent: 2, remaining: 1 });
  });

  test("a sweep that cannot get every breach notice out leaves the requests to the next one", async () => {
    const request = caseOf();
    await commitCase(table, request);
    await store(table, reference, many(3));
    const takes = office.answer;
    office.answer = () => tooFast;
    expect(await sweep(office)).toEqual({ due: 2, sent: 0, remaining: 2 });
    expect(await statesOf(request.reference)).toEqual({});
    office.answer = takes;
    expect(await sweep(office)).toEqual({ due: 2, sent: 5, remaining: 0 });
    expect(sentIds().slice(0, 3)).toEqual(["notice-0", "notice-1", "notice-2"]);
  });
});

// E3
test("after an outage of SES an urgent mail goes with the next sweep, however long it lasted", async () => {
  await store(table, reference, many(2));
  const takes = office.answer;
  office.answer = () => down;
  for (let hours = 0; hours < 26; hours += 1) {
    expect(await sweep(office)).toEqual({ due: 1, sent: 0, remaining: 1 });
    office.pass(hour);
  }
  office.answer = takes;
  expect(await sweep(office)).toEqual({ due: 1, sent: 2, remaining: 0 });
});
