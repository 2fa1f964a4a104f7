import { describe, expect, test } from "vitest";
import type { TerminationHistory } from "../../../functions/termination/agreement.ts";
import { terminationFlow } from "../../../functions/termination/termination-flow.ts";
import { type Delivery, deliverySchema } from "../../../shared/delivery.ts";
import { toText } from "../../../shared/document.ts";
import { destroyed, history, outcome, place, termination, terminationDelivery } from "./terminations.ts";

const open = ({ case: of, entries }: TerminationHistory) => terminationFlow(of, entries);
const at = (now: string, ...deliveries: Delivery[]) => ({
  deliveries: new Map(deliveries.map((delivery) => [delivery.id, delivery])),
  now: new Date(now),
  publicUrl: "https://api.example",
});
const inTime = "2026-12-01T00:00:00Z";
const idsOf = (of: TerminationHistory, now = inTime, ...deliveries: Delivery[]) =>
  open(of)
    .wants(at(now, ...deliveries))
    .map(({ id }) => id);

const { emptyAt: _, ...unverified } = place();
const recipients = ["privacy@voorbeeld.example", "directie@voorbeeld.example"];
const certify = { move: "certify", outcome: outcome(), recipients } as const;
const report = { move: "report", outcome: outcome({ objects: [unverified] }), recipients } as const;
const fail = { move: "fail", reason: "TimeoutError" } as const;
const told = terminationDelivery({ state: "delivered", acceptedAt: "2026-11-22T10:15:02.000Z" });

const toAnyContact = { to: { controllerId: "voorbeeld-bv" }, escalates: { desk: "privacy" } };

// F18
describe("the controller is told", () => {
  test("at once, and again a week before", () => {
    expect(open(history()).wants(at(inTime))).toEqual([
      { id: "termination", type: "termination", ...toAnyContact },
      {
        id: "reminder",
        type: "termination",
        ...toAnyContact,
        notBefore: new Date("2027-01-24T23:00:00.000Z"),
      },
    ]);
  });

  test("once where the destruction is at most a week away", () => {
    const terminatedAt = "2027-01-24T23:00:00.000Z";
    expect(idsOf(history(termination({ terminatedAt })))).toEqual(["termination"]);
  });

  // F3
  test("that it is withdrawn, and is not reminded any more", () => {
    expect(idsOf(history(termination(), { move: "withdraw" }))).toEqual(["termination", "withdrawal"]);
    expect(idsOf(history(termination(), { move: "close" }, { move: "withdraw" }))).toEqual([
      "termination",
      "withdrawal",
    ]);
  });

  // E9
  test("by the next contact where one is not reached, until the termination has ended", () => {
    const first = (of: TerminationHistory) => open(of).wants(at(inTime))[0];
    for (const going of [history(), history(termination(), ...destroyed, report)]) {
      expect(first(going)).toMatchObject(toAnyContact);
    }
    for (const end of [[{ move: "withdraw" }], [...destroyed, certify]] as const) {
      expect(first(history(termination(), ...end))).not.toHaveProperty("escalates");
    }
    const withdrawn = open(history(termination(), { move: "withdraw" })).wants(at(inTime));
    expect(withdrawn[1]).toMatchObject({ id: "withdrawal", ...toAnyContact });
  });

  test("nothing more while it is being destroyed", () => {
    expect(idsOf(history(termination(), { move: "close" }), "2027-01-31T23:01:00Z", told)).toEqual([
      "termination",
    ]);
    expect(idsOf(history(termination(), ...destroyed), "2027-01-31T23:03:00Z", told)).toEqual([
      "termination",
    ]);
  });

  test("at every contact that it had, with the certificate", () => {
    const wanted = open(history(termination({ language: "en" }), ...destroyed, certify)).wants(at(inTime));
    expect(wanted.slice(1)).toEqual(
      recipients.map((address, n) => ({
        id: `certificate-3-${n + 1}`,
        type: "certificate",
        to: { address, language: "en" },
        about: "voorbeeld-bv",
      })),
    );
  });

  test("of each time that something was left, and then with the certificate", () => {
    expect(idsOf(history(termination(), ...destroyed, report, report, certify))).toEqual([
      "termination",
      "report-3-1",
      "report-3-2",
      "report-4-1",
      "report-4-2",
      "certificate-5-1",
      "certificate-5-2",
    ]);
  });
});

describe("the privacy desk is told", () => {
  const desk = (...of: Parameters<typeof idsOf>) => idsOf(...of).filter((id) => id.startsWith("desk"));

  // E9
  test("that none of the mails with the latest result arrived, however each of them failed", () => {
    const of = history(termination(), ...destroyed, report, certify);
    const mails = (...states: Delivery["state"][]) =>
      states.flatMap((state, n) =>
        ["report-3", "certificate-4"].map((id) => terminationDelivery({ id: `${id}-${n + 1}`, state })),
      );
    expect(desk(of, inTime, ...mails("undelivered", "silent"))).toEqual(["desk-unreached-4"]);
    expect(desk(of, inTime, ...mails("undelivered", "delivered"))).toEqual([]);
    expect(desk(of, inTime, ...mails("undelivered", "accepted"))).toEqual([]);
    expect(desk(of, inTime, ...mails("undelivered"))).toEqual([]);
    const reported = history(termination(), ...destroyed, report);
    expect(desk(reported, inTime, ...mails("silent", "undelivered"))).toEqual([
      "desk-incomplete-3",
      "desk-unreached-3",
    ]);
  });

  // F4
  test("that a destruction is overdue, until the termination has ended", () => {
    expect(desk(history(), "2027-02-07T22:59:59Z", told)).toEqual([]);
    expect(desk(history(), "2027-02-07T23:00:00Z", told)).toEqual(["desk-overdue"]);
    expect(desk(history(termination(), ...destroyed), "2027-02-08T00:00:00Z", told)).toEqual([
      "desk-overdue",
    ]);
    expect(desk(history(termination(), { move: "withdraw" }), "2027-03-01T00:00:00Z", told)).toEqual([]);
    expect(desk(history(termination(), ...destroyed, certify), "2027-03-01T00:00:00Z", told)).toEqual([]);
  });

  test("later where the first mail got out late", () => {
    const late = terminationDelivery({ state: "accepted", acceptedAt: "2027-01-30T00:00:00.000Z" });
    expect(desk(history(), "2027-02-08T00:00:00Z", late)).toEqual([]);
    expect(desk(history(), "2027-02-13T00:00:00Z", late)).toEqual(["desk-overdue"]);
  });

  // F18, E9
  test("as the first mail reaches no contact, and then has its days from when it was told so", () => {
    const refused = terminationDelivery({ state: "undelivered", undeliveredAt: "2027-01-30T00:00:00.000Z" });
    const acceptedAt = "2027-01-30T00:00:02.000Z";
    const toDesk = terminationDelivery({ id: "termination_2", type: "desk", state: "accepted", acceptedAt });
    expect(desk(history(), "2027-02-13T00:00:01Z", refused, toDesk)).toEqual([]);
    expect(desk(history(), "2027-02-13T00:00:02Z", refused, toDesk)).toEqual(["desk-overdue"]);
    const overdue = (...deliveries: Delivery[]) =>
      toText(
        open(history()).compose(
          terminationDelivery({ id: "desk-overdue", type: "desk" }),
          at("2027-02-13T00:00:02Z", ...deliveries),
        ).blocks,
      );
    const waits = "Zolang dat zo is, begint de vernietiging niet.";
    expect(overdue(refused, toDesk)).not.toContain(waits);
    expect(overdue(refused)).toContain(waits);
    const besides = open(history()).forDesk?.(toDesk, at("2027-01-31T00:00:00Z", refused)) ?? [];
    expect(toText(besides)).toContain("vóór zondag 7 februari 2027 om 01:00");
  });

  test("that runs fail: also those that clean up after the certificate", () => {
    expect(desk(history(termination(), fail, { move: "close" }, fail))).toEqual([
      "desk-failed-1",
      "desk-failed-3",
    ]);
    expect(desk(history(termination(), fail, ...destroyed, certify, fail))).toEqual(["desk-failed-5"]);
  });

  // F7, F8
  test("what is left, as of the latest report, until all is destroyed", () => {
    expect(desk(history(termination(), ...destroyed, report, report))).toEqual(["desk-incomplete-4"]);
    expect(desk(history(termination(), ...destroyed, report, certify))).toEqual([]);
  });

  test("at the desk", () => {
    const [mail] = open(history(termination(), fail)).wants(at(inTime)).slice(-1);
    expect(mail).toEqual({ id: "desk-failed-1", type: "desk", to: { desk: "privacy" } });
  });
});

const eventful = history(termination(), fail, ...destroyed, report, { ...certify, sequence: 5 });

test("every mail has an id of its own that is stored and travels as a tag", () => {
  const lost = ["report-4-1", "report-4-2"].map((id) => terminationDelivery({ id, state: "silent" }));
  const ids = idsOf(history(termination(), fail, ...destroyed, report), "2027-03-01T00:00:00Z", ...lost);
  expect(ids).toHaveLength(7);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
});

describe("what the mails say", () => {
  const compose = (id: string, type: Delivery["type"], of = eventful, language: "nl" | "en" = "nl") =>
    open(of).compose(terminationDelivery({ id, type, language }), at("2027-02-01T02:00:00Z", told));

  test.each([
    ["termination", "termination", "Einde van de overeenkomst: uw gegevens worden vernietigd"],
    ["reminder", "termination", "Herinnering: uw gegevens worden binnenkort vernietigd"],
    ["report-4-2", "destruction-report", "Vernietiging niet voltooid"],
    ["certificate-5-1", "certificate", "Verklaring van vernietiging"],
    ["termination_2", "termination", "Einde van de overeenkomst: uw gegevens worden vernietigd"],
    ["desk-unreached-4", "desk", "Een organisatie weet niet dat haar vernietiging niet is voltooid"],
    ["desk-unreached-5", "desk", "Een organisatie heeft haar verklaring van vernietiging niet gekregen"],
    ["desk-overdue", "desk", "Een vernietiging is niet op tijd af"],
    ["desk-failed-1", "desk", "Een vernietiging loopt vast"],
    ["desk-incomplete-4", "desk", "Een vernietiging is niet voltooid"],
  ] as const)("follows from the id %s", (id, type, subject) => {
    expect(compose(id, type)).toMatchObject({
      reference: "AGR-7K3M-9QXT-2W5R",
      type,
      subject,
      language: "nl",
    });
  });

  test("is in the language of the delivery", () => {
    expect(compose("certificate-5-1", "certificate", eventful, "en").subject).toBe(
      "Certificate of destruction",
    );
    expect(compose("report-4-1", "destruction-report", eventful, "en").subject).toBe(
      "Destruction incomplete",
    );
  });

  // F17
  test("of a certificate is the same for every recipient, with the document as JSON", () => {
    const [one, other] = ["certificate-5-1", "certificate-5-2"].map((id) => compose(id, "certificate"));
    expect(other).toEqual(one);
    expect(one?.handOver).toMatchObject({ type: "certificate", number: 5 });
  });

  test("of the first mail counts seven days from the attempt, of the reminder from when SES took the first", () => {
    const late = history(termination({ destroyNotBefore: "2027-01-01T23:00:00.000Z" }));
    const handedOver = (id: string, ...deliveries: Delivery[]) => {
      const mail = open(late).compose(terminationDelivery({ id }), at("2027-02-01T02:00:00Z", ...deliveries));
      return mail.handOver;
    };
    const bounced = terminationDelivery({ ...told, state: "undelivered" });
    expect(handedOver("termination")).toMatchObject({ earliest: "2027-02-08T02:00:00.000Z" });
    expect(handedOver("termination_2", bounced)).toMatchObject({ earliest: "2027-02-08T02:00:00.000Z" });
    expect(handedOver("reminder", told)).toMatchObject({ earliest: "2027-01-01T23:00:00.000Z" });
  });

  test("of a first mail that gets out once the destruction has begun is that it has", () => {
    const text = toText(compose("termination_2", "termination").blocks);
    expect(text).toContain("Let op: de vernietiging is begonnen op maandag 1 februari 2027");
    expect(toText(compose("termination", "termination", history()).blocks)).not.toContain("is begonnen op");
  });

  test.each([
    ["withdrawal", "termination"],
    ["other", "termination"],
    ["certificate-4-1", "certificate"],
    ["report-5-1", "destruction-report"],
    ["report-9-1", "destruction-report"],
    ["desk-failed-2", "desk"],
    ["desk", "desk"],
    ["request", "request"],
    ["notice-1-voorbeeld-bv", "breach-notice"],
  ] as const)("is refused for %s, which nothing asked for", (id, type) => {
    expect(() => compose(id, type)).toThrow();
  });
});

// E6, H6
describe("an item is read", () => {
  test("with fields that a newer release has added", () => {
    const newer = [{ ...eventful.entries[0], added: 1 }];
    expect(terminationFlow({ ...termination(), pk: "x", sk: "case", added: 1 }, newer).reference).toBe(
      termination().reference,
    );
  });

  test("not when it is no termination of this version, or an entry that it does not allow", () => {
    for (const item of [{}, null, { ...termination(), v: 2 }, { ...termination(), kind: "request" }]) {
      expect(() => terminationFlow(item, [])).toThrow();
    }
    expect(() => open(history(termination(), { move: "begin" }))).toThrow();
    expect(() => terminationFlow(termination(), [{ ...eventful.entries[0], v: 2 }])).toThrow();
  });
});
