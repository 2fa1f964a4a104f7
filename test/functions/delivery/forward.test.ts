import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type ParsedMail, simpleParser } from "mailparser";
import { beforeEach, describe, expect, test } from "vitest";
import { forward } from "../../../functions/delivery/forward.ts";
import type { SendResult } from "../../../functions/delivery/mailer.ts";
import { beginShift } from "../../../functions/delivery/post-office.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { leaseMilliseconds, silenceMilliseconds } from "../../../shared/delivery.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged, measured } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { killable } from "./kill-switch.ts";
import { caseOf, caseRecord, imageRecord, openTestOffice, type TestOffice } from "./office.ts";

let table: Table;
let office: TestOffice;

beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
});

async function storedCase(changes?: Parameters<typeof caseOf>[0]): Promise<RequestCase> {
  const of = caseOf(changes);
  await commitCase(table, of);
  return of;
}

async function deliveryOf({ reference }: RequestCase, id: string) {
  const dossier = await office.readDossier(reference);
  return dossier?.deliveries.find((delivery) => delivery.id === id);
}

const nothingFailed = { batchItemFailures: [] };
const throttled: SendResult = { kind: "postponed", reason: "Throttling", why: "other" };

describe("a new case", () => {
  test("goes to the controller's first privacy contact, and is acknowledged", async () => {
    const of = await storedCase();
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    expect(office.sent.map(({ id, to }) => [id, to])).toEqual([
      ["request", "privacy@voorbeeld.example"],
      ["acknowledgement", "noor@example.org"],
    ]);
  });

  test("adds to the metrics which of its mails SES took, and how long after its commit", async () => {
    const of = await storedCase();
    office.pass(1_500);
    await forward([caseRecord(of)], office);
    expect(measured).toEqual([{ MailsAccepted: 2, SecondsToSend: [61.5] }]);
    await forward([caseRecord(of)], office);
    expect(measured).toHaveLength(1);
  });

  // E10, E16
  test("leaves behind who was written to by which record, what SES said, and when its silence is a matter", async () => {
    const of = await storedCase();
    await forward([caseRecord(of)], office);
    const at = office.now().toISOString();
    expect(await deliveryOf(of, "request")).toEqual({
      v: 1,
      kind: "delivery",
      reference: of.reference,
      id: "request",
      type: "request",
      to: "privacy@voorbeeld.example",
      language: "nl",
      controllerId: "voorbeeld-bv",
      controllerVersion: 3,
      state: "accepted",
      attempt: 1,
      createdAt: at,
      messageId: "message-0",
      token: expect.stringMatching(/^[0-9A-Z]{26}$/),
      acceptedAt: at,
      ...pendingSince(of.reference, new Date(office.now().getTime() + silenceMilliseconds)),
    });
  });

  test("tells its controller, and nobody else, where the controller's chain ends as it is sent", async () => {
    const head = { chain: "controllers/voorbeeld-bv", sequence: 7, hash: "a".repeat(64) };
    const mails = new Map<string, ParsedMail>();
    const { mailer } = office;
    office.mailer = async (envelope) => {
      mails.set(envelope.deliveryId, await simpleParser(Buffer.from(envelope.raw)));
      return mailer(envelope);
    };
    office.seeHead = async (controllerId) => ({ ...head, chain: `controllers/${controllerId}` });
    await forward([caseRecord(await storedCase())], office);
    const { text, html, attachments = [] } = mails.get("request") ?? {};
    expect(text).toContain(`--head 7:${head.hash}`);
    expect(html).toContain(head.hash);
    expect(JSON.parse(attachments[0]?.content.toString() ?? "")).toMatchObject({ evidence: head });
    expect(mails.get("acknowledgement")?.text).not.toContain(head.hash);
  });

  test("goes out all the same while the table of evidence cannot be read, which each mail then says", async () => {
    const of = await storedCase();
    const texts: string[] = [];
    const { mailer } = office;
    office.mailer = async (envelope) => {
      texts.push((await simpleParser(Buffer.from(envelope.raw))).text ?? "");
      return mailer(envelope);
    };
    office.readHead = async () => {
      throw new Error("no answer");
    };
    await forward(
      [caseRecord(of)],
      beginShift(office, () => 60_000),
    );
    expect(office.sent.map(({ id }) => id)).toEqual(["request", "acknowledgement"]);
    expect(texts[0]).toContain("konden wij het niet lezen");
    expect(texts[1]).not.toContain("logboek");
  });

  test("for an organisation in the person's own words goes to the privacy desk", async () => {
    const of = await storedCase({ controllerId: undefined as never, organisation: "de bakker" });
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    expect(office.sent.map(({ id, to }) => [id, to])).toEqual([
      ["desk", office.desks.privacy],
      ["acknowledgement", "noor@example.org"],
    ]);
  });

  // E1
  test("whose record comes again is mailed no second time", async () => {
    const cases = await Promise.all([storedCase(), storedCase(), storedCase()]);
    const records = cases.map((of, n) => caseRecord(of, String(n)));
    await forward(records, office);
    expect(await forward([...records, ...records], office)).toEqual(nothingFailed);
    expect(office.sent).toHaveLength(6);
  });

  // E1
  test("that is forwarded and swept at the same moment is mailed once", async () => {
    const of = await storedCase();
    // One that waits for a lease would pull the clock from under the others.
    office.wait = async () => {};
    await Promise.all([forward([caseRecord(of)], office), sweep(office), sweep(office)]);
    await forward([caseRecord(of)], office);
    expect(office.sent.map(({ id }) => id).sort()).toEqual(["acknowledgement", "request"]);
  });

  // E17
  test("that is gone when its record comes is not mailed", async () => {
    expect(await forward([caseRecord(caseOf())], office)).toEqual(nothingFailed);
    expect(office.sent).toEqual([]);
  });

  // E15
  test("whose controller is gone is acknowledged, stays pending, and holds up no other", async () => {
    const of = await storedCase({ controllerId: "nobody-bv" });
    const other = await storedCase();
    const result = await forward([caseRecord(of, "1"), caseRecord(other, "2")], office);
    expect(result).toEqual(nothingFailed);
    expect(logged.join("")).toContain('"code":"CONTROLLER_UNREADABLE"');
    expect(new Set(office.sent.map(({ reference, id }) => `${reference} ${id}`))).toEqual(
      new Set([
        `${of.reference} acknowledgement`,
        `${other.reference} request`,
        `${other.reference} acknowledgement`,
      ]),
    );
    expect((await office.readDossier(of.reference))?.case).toHaveProperty("pendingAt");
    office.controllers.set("nobody-bv", voorbeeld({ id: "nobody-bv" }));
    await sweep(office);
    expect(office.sent.map(({ reference, id }) => `${reference} ${id}`)).toContain(`${of.reference} request`);
    expect((await office.readDossier(of.reference))?.case).not.toHaveProperty("pendingAt");
  });
});

describe("each mail of a case", () => {
  // E15
  test.each([
    ["acknowledgement", "request"],
    ["request", "acknowledgement"],
  ])("goes its own way: a refused %s does not keep back the %s", async (refused, other) => {
    const of = await storedCase();
    const takes = office.answer;
    office.answer = (mail) =>
      mail.id === refused ? { kind: "refused", reason: "MessageRejected" } : takes(mail);
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    expect(office.sent.map(({ id }) => id)).toEqual([other]);
    expect(measured).toEqual([{ MailsFailed: 1 }, { MailsAccepted: 1, SecondsToSend: [60] }]);
    const undelivered = await deliveryOf(of, refused);
    expect(undelivered).toMatchObject({ state: "undelivered", reason: "MessageRejected" });
    // For as long as nobody else was told of what is for a controller.
    expect("pendingAt" in (undelivered ?? {})).toBe(refused === "request");
    expect(undelivered).not.toHaveProperty("leaseUntil");
  });

  // E15
  test("goes its own way when the store fails at the other", async () => {
    const of = await storedCase();
    const { move } = office;
    office.move = async (key, name, changes) => {
      if (key.id === "request") throw new Error("no answer");
      return move(key, name, changes);
    };
    expect(await forward([caseRecord(of)], office)).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(office.sent.map(({ id }) => id)).toEqual(["request", "acknowledgement"]);
    expect((await deliveryOf(of, "acknowledgement"))?.state).toBe("accepted");
  });

  // E2
  test("that SES postpones waits for the next sweep with its reason and is no failure of the record", async () => {
    const of = await storedCase();
    office.answer = () => throttled;
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    const waiting = await deliveryOf(of, "request");
    expect(waiting).toMatchObject({ state: "pending", reason: "Throttling", attempt: 1 });
    expect(waiting).toMatchObject(pendingSince(of.reference, office.now()));
    expect(waiting).not.toHaveProperty("leaseUntil");
  });

  // E5, E4
  test("whose outcome is unknown is not sent again while its lease runs, and once more after", async () => {
    const of = await storedCase();
    const takes = office.answer;
    office.answer = async (mail) => {
      const result = await takes(mail);
      office.sent.push(mail);
      return result.kind === "accepted" ? { kind: "unknown", reason: "TimeoutError" } : result;
    };
    await forward([caseRecord(of)], office);
    expect(office.sent).toHaveLength(2);
    office.answer = takes;
    office.pass(leaseMilliseconds - 1);
    await sweep(office);
    expect(office.sent).toHaveLength(2);
    office.pass(1);
    await sweep(office);
    await sweep(office);
    expect(office.sent.map(({ id }) => id).sort()).toEqual([
      "acknowledgement",
      "acknowledgement",
      "request",
      "request",
    ]);
    expect(await deliveryOf(of, "request")).toMatchObject({ state: "accepted", attempt: 2 });
  });

  // E4
  test("is never on its way twice at once, however long the attempt before its send took", async () => {
    const of = await storedCase();
    const { fanOut } = office;
    const running = { now: 0, most: 0 };
    office.fanOut = async (...planned) => {
      const done = await fanOut(...planned);
      office.pass(leaseMilliseconds - 3_000);
      return done;
    };
    const takes = office.answer;
    office.answer = async (mail) => {
      if (mail.id !== "request") return takes(mail);
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      if (office.sent.length === 0 && running.most === 1) {
        office.pass(5_000);
        await sweep(office);
      }
      running.now -= 1;
      return takes(mail);
    };
    await forward([caseRecord(of)], office);
    expect(running.most).toBe(1);
    expect(office.sent.filter(({ id }) => id === "request")).toHaveLength(1);
  });

  // E4, E5
  test("is left to the one who claimed it while this process was held still", async () => {
    const of = await storedCase();
    const { fanOut } = office;
    office.fanOut = async (...planned) => {
      const done = await fanOut(...planned);
      office.pass(60_000);
      office.fanOut = fanOut;
      await sweep(office);
      return done;
    };
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    expect(office.sent.map(({ id }) => id).sort()).toEqual(["acknowledgement", "request"]);
  });

  test("that another attempt owns is waited for as long as its lease runs, and sent if that one has died", async () => {
    const of = await storedCase();
    const { office: dying } = killable(office, { call: 3, when: "before" });
    await forward([caseRecord(of)], dying);
    expect(office.sent).toEqual([]);
    const begun = office.now().getTime();
    expect(await forward([caseRecord(of)], office)).toEqual(nothingFailed);
    expect(office.now().getTime() - begun).toBe(leaseMilliseconds);
    expect(office.sent).toHaveLength(2);
  });
});

describe("a batch", () => {
  // E6, H6
  test.each([
    ["a version that this release does not know", { kind: { S: "request" }, v: { N: "2" } }],
    ["a kind that this release does not know", { kind: { S: "breach" }, v: { N: "1" } }],
    ["a kind that is the name of something else", { kind: { S: "__proto__" } }],
    ["no kind", {}],
  ])("with an item of %s leaves it where it is, forwards the others, and fails none", async (_, strange) => {
    const [record, reference] = await storedStrangely(strange);
    const of = await storedCase();
    expect(await forward([record, caseRecord(of, "2")], office)).toEqual(nothingFailed);
    expect(office.sent.map((mail) => mail.reference)).toEqual([of.reference, of.reference]);
    expect(await office.dueReferences(office.now())).toContain(reference);
  });

  // E6
  test("with an item that cannot even be unpacked fails that one alone", async () => {
    const [record] = await storedStrangely({ kind: { S: "request" }, v: { N: "9007199254740993.5" } });
    const of = await storedCase();
    const result = await forward([record, caseRecord(of, "2")], office);
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(office.sent.map((mail) => mail.reference)).toEqual([of.reference, of.reference]);
  });

  /** An item as no flow stores it, pending, and its record. */
  async function storedStrangely(fields: Record<string, { S: string } | { N: string }>) {
    const reference = "DSR-STRANGE";
    const keys = { pk: reference, sk: "case", ...pendingSince(reference, new Date(0)) };
    const Item = { ...marshall(keys), ...fields };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    return [imageRecord(Item, "1"), reference] as const;
  }

  // E7
  test("reports the case that failed, and when all of it comes again mails the others no second time", async () => {
    const cases = await Promise.all([storedCase(), storedCase(), storedCase()]);
    const records = cases.map((of, n) => caseRecord(of, `sequence-${n}`));
    const { fanOut } = office;
    office.fanOut = async (...planned) => {
      if (planned[0] === cases[0]?.reference) throw new Error("throttled");
      return fanOut(...planned);
    };
    expect(await forward(records, office)).toEqual({ batchItemFailures: [{ itemIdentifier: "sequence-0" }] });
    expect(office.sent).toHaveLength(4);
    office.fanOut = fanOut;
    expect(await forward(records, office)).toEqual(nothingFailed);
    expect(office.sent).toHaveLength(6);
    expect(new Set(office.sent.map(({ reference, id }) => reference + id)).size).toBe(6);
  });

  // E5
  test("for which no time is left gives back what it has not begun", async () => {
    const cases = await Promise.all([storedCase(), storedCase()]);
    office.remainingTime = () => 1_000;
    const result = await forward(
      cases.map((of, n) => caseRecord(of, String(n))),
      office,
    );
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "0" }, { itemIdentifier: "1" }] });
    expect(office.sent).toEqual([]);
  });

  test("without records is done", async () => {
    expect(await forward([], office)).toEqual(nothingFailed);
  });
});
