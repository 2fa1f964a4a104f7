import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreachCase, type BreachEntry, breachCaseSchema } from "../../../functions/breach/breach.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { type Delivery, deliverySchema } from "../../../shared/delivery.ts";
import { toText } from "../../../shared/document.ts";
import type { Correspondence, WantedMail } from "../../../shared/flow.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { attachment, attachmentLetters } from "../../support/attachments.ts";
import { breachCase, entry, history, noticeDelivery, parties, report } from "../../support/breaches.ts";
import { moment } from "./notice/notices.ts";

const flow = breachFlow({ noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 });
const open = (of: BreachCase, ...entries: Partial<BreachEntry>[]) =>
  flow(of, history(of, ...entries).entries);
const idsOf = (of: Correspondence, at = moment()) => of.wants(at).map(({ id }) => id);

const { reporterId: _, ...unvouched } = breachCase({ began: "held" });
const held: BreachCase = unvouched;
const unknownOrganisation = breachCase({ report: report({ organisation: "De bakker" }) });
const desk = { by: "arn:aws:iam::000000000000:user/operator" };
const addition = { vouched: false, note: "Ik weet meer." };

const escalates = { desk: "breach", acknowledgeBy: expect.any(Function) };

describe("the mails a breach report asks for", () => {
  test("to controllers are to be acknowledged within the hours of the settings", () => {
    const [notice] = open(breachCase()).wants(moment());
    const by = notice?.escalates?.acknowledgeBy?.(new Date("2026-11-22T22:30:00Z"));
    expect(by).toEqual(new Date("2026-11-23T02:30:00Z"));
  });

  test("are a notice to each controller and an acknowledgement, in that order, where it is confirmed", () => {
    expect(open(breachCase({ language: "en" })).wants(moment())).toEqual([
      {
        id: "notice-1-voorbeeld-bv",
        type: "breach-notice",
        urgent: true,
        linked: true,
        to: { controllerId: "voorbeeld-bv" },
        escalates,
      },
      {
        id: "notice-1-example-ltd",
        type: "breach-notice",
        urgent: true,
        linked: true,
        to: { controllerId: "example-ltd" },
        escalates,
      },
      {
        id: "acknowledgement",
        type: "acknowledgement",
        linked: true,
        vouched: true,
        to: { address: "sanne@subprocessor.example", language: "en" },
      },
    ]);
  });

  // B1
  test("are none to a controller while it is held: the desk is told at once, and reminded later", () => {
    const wanted = open(held).wants({ ...moment(), now: new Date(held.receivedAt) });
    expect(wanted).toEqual([
      { id: "desk-0", type: "desk", urgent: true, to: { desk: "breach" }, mayBeDigested: true },
      { id: "acknowledgement", type: "acknowledgement", linked: true, to: expect.anything() },
      {
        id: "desk-reminder-0-1",
        type: "desk",
        urgent: true,
        to: { desk: "breach" },
        notBefore: new Date("2026-11-22T11:15:00Z"),
        mayBeDigested: true,
      },
    ]);
  });

  test("are the notices once the desk confirms, and nothing more to the desk", () => {
    expect(idsOf(open(held, { move: "confirm", ...desk }))).toEqual([
      "notice-1-voorbeeld-bv",
      "notice-1-example-ltd",
      "acknowledgement",
    ]);
    expect(idsOf(open(held, { move: "dismiss", because: "Nee.", ...desk }))).toEqual(["acknowledgement"]);
  });

  test("are notices and a mail to the desk where an organisation is still to be found", () => {
    expect(idsOf(open(unknownOrganisation)).slice(0, 4)).toEqual([
      "notice-1-voorbeeld-bv",
      "notice-1-example-ltd",
      "desk-0",
      "acknowledgement",
    ]);
  });

  test("are a chain of notices to each controller", () => {
    const third = { move: "assign" as const, controllers: [{ id: "derde-bv", name: "Derde B.V." }], ...desk };
    expect(idsOf(open(unknownOrganisation, {}, third, { move: "conclude", ...desk }))).toEqual([
      "notice-1-voorbeeld-bv",
      "notice-1-example-ltd",
      "notice-2-voorbeeld-bv",
      "notice-2-example-ltd",
      "notice-1-derde-bv",
      "notice-3-voorbeeld-bv",
      "notice-3-example-ltd",
      "notice-2-derde-bv",
      "acknowledgement",
    ]);
  });

  test("are a mail to the desk for each addition that waits", () => {
    expect(idsOf(open(breachCase(), addition, addition)).slice(2, 4)).toEqual(["desk-1", "desk-2"]);
    const released = open(breachCase(), addition, { move: "release", ...desk });
    expect(idsOf(released)).toEqual([
      "notice-1-voorbeeld-bv",
      "notice-1-example-ltd",
      "notice-2-voorbeeld-bv",
      "notice-2-example-ltd",
      "acknowledgement",
    ]);
  });

  // C2, C5
  test("go to an address in ASCII", () => {
    const reporter = { name: "S", email: "s@bücher.example" };
    const wanted = open(breachCase({ report: report({ reporter }) })).wants(moment());
    expect(wanted.at(-1)?.to).toEqual({ address: "s@xn--bcher-kva.example", language: "nl" });
  });

  test("have ids of their own that are stored and travel as tags", () => {
    const ids = idsOf(open(unknownOrganisation, {}, addition));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
  });
});

describe("the mails about the files of a breach report", () => {
  const file = (more: Partial<BreachEntry> = {}): Partial<BreachEntry> => ({
    move: "attach",
    attachment: attachment(),
    letters: attachmentLetters(),
    ...more,
  });
  const strangers = file({ vouched: false });
  const release = { move: "release", ...desk } as const;
  const aboutFiles = (of: Correspondence) =>
    idsOf(of).filter((id) => id.startsWith("attachment") || /^desk-[1-9]/.test(id));

  test("go to each controller at once, linked to its page, and to the desk where no contact gets one", () => {
    const wanted = open(breachCase(), file()).wants(moment());
    expect(wanted.filter(({ type }) => type === "attachment")).toEqual(
      ["voorbeeld-bv", "example-ltd"].map((controllerId) => ({
        id: `attachment-1-${controllerId}`,
        type: "attachment",
        linked: true,
        to: { controllerId },
        escalates: { desk: "breach" },
      })),
    );
  });

  // B1
  test("go to nobody but the desk, with a link of its own, while the desk has not decided", () => {
    for (const of of [open(breachCase(), strangers), open(held, file())]) {
      expect(aboutFiles(of)).toEqual(["desk-1"]);
      expect(of.wants(moment()).find(({ id }) => id === "desk-1")).toEqual({
        id: "desk-1",
        type: "desk",
        urgent: true,
        linked: true,
        to: { desk: "breach" },
      });
    }
  });

  test("go out when it lets them, without a notice of their own; of what it drops nobody hears", () => {
    const notices = idsOf(open(breachCase()));
    const all = ["attachment-1-voorbeeld-bv", "attachment-1-example-ltd"];
    expect(idsOf(open(breachCase(), strangers, release)).toSorted()).toEqual([...notices, ...all].toSorted());
    expect(aboutFiles(open(held, file(), { move: "confirm", ...desk }))).toEqual(all);
    const because = "Onzin.";
    expect(aboutFiles(open(breachCase(), strangers, { move: "discard", because, ...desk }))).toEqual([]);
    expect(aboutFiles(open(held, file(), { move: "dismiss", because, ...desk }))).toEqual([]);
    expect(aboutFiles(open(breachCase(), file(), { move: "withdraw", because, ...desk }))).toEqual([]);
  });

  test("tell a controller that was found later of every file", () => {
    const controllers = [{ id: "derde-bv", name: "Derde B.V." }];
    const second = file({ attachment: attachment({ id: "ba9876543210", number: 2 }) });
    const of = open(unknownOrganisation, file(), second, { move: "assign", controllers, ...desk });
    expect(aboutFiles(of).filter((id) => id.endsWith("derde-bv"))).toEqual([
      "attachment-1-derde-bv",
      "attachment-2-derde-bv",
    ]);
  });

  // D6, D7
  test("tell those who were told of a file that it is withheld", () => {
    const threat = file({ move: "withhold", by: "scan", attachment: attachment({ scan: "threat" }) });
    const all = ["attachment-2-voorbeeld-bv", "attachment-2-example-ltd"];
    expect(aboutFiles(open(breachCase(), file(), threat))).toEqual(all);
    const withdraw = { move: "withdraw", because: "Een oefening.", ...desk } as const;
    expect(aboutFiles(open(breachCase(), file(), threat, withdraw))).toEqual(all);
    const late = ["attachment-3-voorbeeld-bv", "attachment-3-example-ltd"];
    expect(aboutFiles(open(breachCase(), file(), withdraw, threat))).toEqual(late);
    expect(aboutFiles(open(held, file(), { ...withdraw, move: "dismiss" }, threat))).toEqual([]);
  });

  // B1, D7
  test("tell the desk that a file is withheld which waits, and then the controllers of nothing else", () => {
    const threat = file({ move: "withhold", by: "scan", attachment: attachment({ scan: "threat" }) });
    expect(aboutFiles(open(breachCase(), strangers, threat))).toEqual(["desk-2"]);
    expect(aboutFiles(open(held, file(), threat))).toEqual(["desk-2"]);
    expect(aboutFiles(open(breachCase(), strangers, threat, release))).toEqual([
      "attachment-2-voorbeeld-bv",
      "attachment-2-example-ltd",
    ]);
  });

  const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
  const compose = (of: Correspondence, changes: Partial<Delivery>) =>
    of.compose(noticeDelivery({ token, ...changes }), moment());

  test("are answered to the breach's contact, as notices are; the desk's to the reporter", () => {
    const contact = { name: "C", email: "lek@bücher.example" };
    const told = { changes: { contact } };
    const toController = (of: Correspondence, n: number) =>
      compose(of, { id: `attachment-${n}-example-ltd`, type: "attachment" }).replyTo;
    expect(toController(open(breachCase(), file()), 1)).toBe("sanne@subprocessor.example");
    expect(toController(open(breachCase(), told, file()), 2)).toBe("lek@xn--bcher-kva.example");
    const toDesk = compose(open(breachCase(), told, strangers), { id: "desk-2", type: "desk" });
    expect(toDesk.replyTo).toBe("sanne@subprocessor.example");
  });

  // D7
  test("can also be written for a file that is withheld since, and after the report was withdrawn", () => {
    const threat = file({ move: "withhold", by: "scan", attachment: attachment({ scan: "threat" }) });
    const withdraw = { move: "withdraw", because: "Een oefening.", ...desk } as const;
    for (const of of [open(breachCase(), file(), threat), open(breachCase(), file(), withdraw)]) {
      const mail = compose(of, { id: "attachment-1-voorbeeld-bv", type: "attachment" });
      expect(mail.subject).toBe("Bestand bij deze zaak");
    }
  });

  // C10
  test("say what was written when it was looked at, in the reader's language, with the link, and the file is not in it", () => {
    const of = open(breachCase(), file());
    const mail = compose(of, { id: "attachment-1-example-ltd", type: "attachment", language: "en" });
    expect(mail).toMatchObject({
      type: "attachment",
      language: "en",
      reference: breachCase().reference,
      subject: "File attached to this case",
      handOver: {
        attachments: [{ sha256: "0f" }],
        $schema: "https://api.example/schemas/attachments-1.json",
      },
    });
    const link = `https://api.example/attachments/${mail.reference}/attachment-1-example-ltd/${token}?lang=en`;
    expect(toText(mail.blocks)).toContain(link);
    const next = compose(of, { id: "attachment-1-example-ltd_2", type: "attachment" });
    expect(next.subject).toBe("Bestand bij deze zaak");
    expect(toText(next.blocks)).toContain("/attachment-1-example-ltd_2/");
  });

  // B1
  test("tell the desk besides why it has to decide and what it can do, and give it the link", () => {
    const mail = compose(open(breachCase(), strangers), { id: "desk-1", type: "desk" });
    const { reference } = breachCase();
    expect(mail).toMatchObject({
      type: "desk",
      subject: "Een aanvulling op een datalekmelding wacht op u",
      language: "nl",
      handOver: { $schema: "https://api.example/schemas/attachments-1.json" },
    });
    const text = toText(mail.blocks);
    expect(text).toContain("De melding is al uitgegaan. Bij deze aanvulling hoort geen geldige melderscode.");
    expect(toText(compose(open(held, file()), { id: "desk-1", type: "desk" }).blocks)).toContain(
      "De melding wachtte al op u.",
    );
    expect(text).toContain(`https://api.example/attachments/${reference}/desk-1/${token}?lang=nl`);
    expect(text).toContain(`npx meldpunt breaches confirm ${reference} --revision 1`);
  });

  test("have ids that are stored and travel as tags, and those of entries without a file are refused", () => {
    for (const id of idsOf(open(breachCase(), file(), strangers)))
      expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
    const of = open(breachCase(), {}, file());
    for (const id of ["attachment-1-voorbeeld-bv", "attachment-9-voorbeeld-bv"])
      expect(() => compose(of, { id, type: "attachment" })).toThrow();
  });
});

describe("the reminders to the desk", () => {
  const at = (time: string, ...deliveries: Delivery[]) => ({ ...moment(...deliveries), now: new Date(time) });
  const reminder = (number: number, changes: Partial<Delivery> = {}) =>
    noticeDelivery({ id: `desk-reminder-0-${number}`, type: "desk", ...changes });
  const reminders = (wanted: readonly WantedMail[]) =>
    wanted
      .filter(({ id }) => id.startsWith("desk-reminder"))
      .map(({ id, notBefore }) => [id, notBefore?.toISOString()]);

  test("wait for their time: one that is stored and lies ahead is wanted alone", () => {
    const ahead = reminder(1, { pendingAt: "2026-11-22T11:15:00.000Z" });
    expect(reminders(open(held).wants(at("2026-11-22T11:00:00Z", ahead)))).toEqual([
      ["desk-reminder-0-1", "2026-11-22T11:15:00.000Z"],
    ]);
  });

  test("are followed by the next one, counted from when the last one was found due", () => {
    const due = reminder(1, { pendingAt: "2026-11-22T11:15:00.000Z" });
    const found = at("2026-11-22T11:17:00Z", due);
    expect(reminders(open(held).wants(found))).toEqual([
      ["desk-reminder-0-1", expect.any(String)],
      ["desk-reminder-0-2", "2026-11-22T15:17:00.000Z"],
    ]);
  });

  test("go on after one that was sent, delivered or could not be delivered", () => {
    for (const state of ["sending", "accepted", "delivered", "undelivered"] as const) {
      const past = reminder(1, { state, pendingAt: "2026-11-23T00:00:00.000Z" });
      expect(reminders(open(held).wants(at("2026-11-22T12:00:00Z", past))).at(-1)).toEqual([
        "desk-reminder-0-2",
        "2026-11-22T16:00:00.000Z",
      ]);
    }
  });

  test("begin with one at once and one ahead where nobody could plan them in time", () => {
    expect(reminders(open(held).wants(at("2026-11-23T10:15:00Z")))).toEqual([
      ["desk-reminder-0-1", "2026-11-22T11:15:00.000Z"],
      ["desk-reminder-0-2", "2026-11-23T14:15:00.000Z"],
    ]);
  });

  test("begin anew for what waits after the first of it was settled", () => {
    const sent = reminder(1, { state: "delivered" });
    const assigned = open(unknownOrganisation, addition, {
      move: "assign",
      controllers: [{ id: "derde-bv", name: "Derde B.V." }],
      ...desk,
    });
    expect(reminders(assigned.wants(at("2026-11-22T11:30:00Z", sent)))).toEqual([
      ["desk-reminder-1-1", "2026-11-22T12:15:00.000Z"],
    ]);
  });

  test("are no longer wanted when nothing waits any more", () => {
    const ahead = reminder(1, { pendingAt: "2026-11-22T11:15:00.000Z" });
    const decided = open(held, { move: "dismiss", because: "Nee.", ...desk });
    expect(reminders(decided.wants(at("2026-11-22T11:00:00Z", ahead)))).toEqual([]);
  });

  test("are never missed and never sent in a heap, however seldom somebody looks", () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pauses, (minutes) => {
        const of = open(held);
        const stored = new Map<string, Delivery>();
        let now = Date.parse(held.receivedAt);
        for (const pause of [0, ...minutes]) {
          now += pause * 60_000;
          const look = { deliveries: stored, now: new Date(now) };
          const wanted = of.wants(look).filter(({ id }) => id.startsWith("desk-reminder"));
          for (const { id, notBefore } of wanted) {
            if (!stored.has(id))
              stored.set(id, noticeDelivery({ id, type: "desk", pendingAt: notBefore?.toISOString() ?? "" }));
          }
          const due = [...stored.values()].filter(
            ({ state, pendingAt = "" }) => state === "pending" && Date.parse(pendingAt) <= now,
          );
          expect(due.length).toBeLessThanOrEqual(1);
          for (const { id } of due) stored.set(id, noticeDelivery({ id, type: "desk", state: "accepted" }));
          const ahead = [...stored.values()].filter(({ state }) => state === "pending");
          expect(ahead).toHaveLength(1);
          expect(Date.parse(ahead[0]?.pendingAt ?? "") - now).toBeLessThanOrEqual(4 * 3_600_000);
          expect(wanted.map(({ id }) => id)).toEqual([...stored.keys()]);
        }
      }),
    );
  });
});

describe("what the mails of a breach report say", () => {
  test("counts the period of a controller from its agreement, where that has one of its own", () => {
    const [voorbeeld, example] = parties;
    const controllers = [
      { ...voorbeeld, version: 4, noticeHours: 96 },
      { ...example, version: 2 },
    ];
    const notified = open(breachCaseSchema.parse({ ...breachCase(), controllers }));
    const said = ["voorbeeld-bv", "example-ltd"].map((controllerId) =>
      toText(notified.compose(noticeDelivery({ controllerId }), moment()).blocks),
    );
    expect(said).toEqual([expect.stringMatching(/\b96 uur/), expect.not.stringMatching(/\b96 uur/)]);
    expect(said[1]).toMatch(/\b72 uur/);
  });

  const of = open(unknownOrganisation, {}, addition);
  const compose = (id: string, type: Delivery["type"], language: "nl" | "en" = "nl") =>
    of.compose(noticeDelivery({ id, type, language }), moment());

  test("is of the delivery's type, in its language, under the report's reference", () => {
    for (const [id, type, language] of [
      ["notice-2-example-ltd", "breach-notice", "en"],
      ["desk-0", "desk", "nl"],
      ["desk-2", "desk", "nl"],
      ["desk-reminder-0-3", "desk", "nl"],
      ["acknowledgement", "acknowledgement", "nl"],
    ] as const) {
      expect(compose(id, type, language)).toMatchObject({
        type,
        language,
        reference: breachCase().reference,
      });
    }
  });

  test("follows from the delivery's id", () => {
    expect(JSON.stringify(compose("notice-2-example-ltd", "breach-notice"))).toContain("Example Ltd");
    expect(compose("desk-0", "desk").subject).toBe("Een melding van een datalek wacht op u");
    expect(compose("desk-2", "desk").subject).toBe("Een aanvulling op een datalekmelding wacht op u");
    expect(compose("desk-reminder-2-1", "desk").subject).toBe("Herinnering: een datalekmelding wacht op u");
    expect(JSON.stringify(compose("desk-reminder-2-1", "desk").blocks)).toContain("om 13:15");
  });

  test("can also be written for what is no longer wanted", () => {
    const dismissed = open(held, addition, { move: "dismiss", because: "Nee.", ...desk });
    for (const id of ["desk-0", "desk-1", "desk-reminder-0-1", "desk-reminder-1-1"])
      expect(dismissed.compose(noticeDelivery({ id, type: "desk" }), moment()).type).toBe("desk");
  });

  test("is refused for a delivery that no entry made", () => {
    for (const [id, type] of [
      ["notice-9-voorbeeld-bv", "breach-notice"],
      ["desk-9", "desk"],
      ["desk", "desk"],
      ["request", "request"],
    ] as const) {
      expect(() => compose(id, type)).toThrow();
    }
  });
});

describe("the links in the mails of a breach report", () => {
  const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
  const of = open(breachCase({ began: "confirmed" }), addition);
  const compose = (changes: Partial<Delivery>) => of.compose(noticeDelivery(changes), moment());
  const actionIn = ({ blocks }: Mail) =>
    blocks.flatMap((block) => ("action" in block ? [block.action.url] : []));
  const acknowledgement = { type: "acknowledgement", id: "acknowledgement" } as const;

  test("let a controller say that it has read its notice, and the reporter see how the report stands", () => {
    const { reference } = breachCase();
    expect(actionIn(compose({ token, language: "en" }))).toEqual([
      `https://api.example/acknowledge/${reference}/notice-1-voorbeeld-bv/${token}?lang=en`,
    ]);
    expect(actionIn(compose({ token, ...acknowledgement }))).toEqual([
      `https://api.example/status/${reference}/${token}?lang=nl`,
    ]);
  });

  test("are not in what a machine reads", () => {
    expect(JSON.stringify(compose({ token }).handOver)).not.toContain(token);
  });

  test("are in no mail to the desk, and in none that was planned before there were any", () => {
    expect(actionIn(compose({ token, type: "desk", id: "desk-1" }))).toEqual([]);
    for (const older of [{}, acknowledgement]) {
      const mail = compose(older);
      expect(actionIn(mail)).toEqual([]);
      expect(toText(mail.blocks)).not.toMatch(/\blink\b|undefined/i);
    }
  });
});

// E6, H6
test.each([
  {},
  null,
  { ...breachCase(), v: 2 },
  { ...breachCase(), kind: "request" },
  { ...breachCase(), report: undefined },
])("an item that is no breach report of this version is not read: %j", (item) => {
  expect(() => flow(item, [])).toThrow();
});

// E6, H6
test("an entry of another version, or that its report does not allow, is not read", () => {
  expect(() => flow(breachCase(), [{ ...entry(), v: 2 }])).toThrow();
  expect(() => flow(breachCase(), [entry({ move: "confirm" })])).toThrow();
});

// H6
test("items with fields that a newer release has added are read", () => {
  const of = flow({ ...breachCase(), pk: "x", sk: "case", added: 1 }, [{ ...entry(), added: 1 }]);
  expect(of.reference).toBe(breachCase().reference);
});
