import { attachmentLetters } from "../../functions/attachments/attachment-letters.ts";
import type { BreachCase, BreachEntry } from "../../functions/breach/breach.ts";
import { breachFlow } from "../../functions/breach/breach-flow.ts";
import { digestAt } from "../../functions/delivery/digest/digest.ts";
import { digestFlow } from "../../functions/delivery/digest/digest-flow.ts";
import { composeDelivery } from "../../functions/delivery/ladder-mail.ts";
import { withStatementsLink } from "../../functions/delivery/statements-link.ts";
import { asWitness } from "../../functions/delivery/witness.ts";
import type { ContactChange } from "../../functions/operator/contact-change/contact-change.ts";
import { contactChangeFlow } from "../../functions/operator/contact-change/contact-change-flow.ts";
import type { RequestEntry } from "../../functions/request/request-entry.ts";
import { requestFlow } from "../../functions/request/request-flow.ts";
import type { TerminationHistory } from "../../functions/termination/agreement.ts";
import { terminationFlow } from "../../functions/termination/termination-flow.ts";
import type { Attachment } from "../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../shared/attachments/places.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { controllerAddressed } from "../../shared/delivery.ts";
import type { Correspondence } from "../../shared/flow.ts";
import { deskLanguage, type Language, languages } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import {
  destroyed,
  outcome,
  place,
  history as terminated,
  termination,
} from "../functions/termination/terminations.ts";
import { attachment } from "./attachments.ts";
import { breachCase, history, report } from "./breaches.ts";
import { assigned, closed } from "./requests.ts";
import { sampleLetters } from "./sample-letters.ts";
import { delivery, requestCase } from "./submissions.ts";

/** A mail and what to call it: what it is, and its language. */
export type SampleMail = { name: string; mail: Mail };

/** Writes the mail of this delivery. */
type Compose = (of: Correspondence, changes: Partial<Delivery>) => Mail;

const controllerId = "voorbeeld-bv";
const head = {
  chain: `controllers/${controllerId}`,
  sequence: 128,
  hash: "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
  key: "e4d909c290d0fb1ca068ffaddf22cbd0e4d909c290d0fb1ca068ffaddf22cbd0",
};
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const now = new Date("2026-11-22T13:00:00Z");
const representative = { name: "Mr. Bakker", email: "bakker@advocaat.example", capacity: "advocaat" };
const message = `Ik wil weten welke gegevens u van mij heeft.\n\nHet gaat om deze pagina:\nhttps://voorbeeld.example/${"mijn-account/".repeat(12)}\n\nמה יש לכם עליי?`;
const hours = { noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 };
const told = {
  consequences: "Ongewenste post.",
  measuresTaken: "De ontvanger heeft het bestand gewist.",
  personalDataCategories: ["name" as const, "contact" as const],
  approximateDataSubjects: { min: 10, max: 50 },
};

/** One of every mail that the product sends, in each language that it is sent in, with the links that it has. */
export function sampleMails(publicUrl: string): SampleMail[] {
  const compose: Compose = (of, changes) => {
    const moment = { deliveries: new Map<string, Delivery>(), now, publicUrl };
    return of.compose(delivery({ reference: of.reference, token, ...changes }), moment);
  };
  const mails = languages.flatMap((language) => [
    ...requestMails(compose, language),
    ...breachMails(compose, language),
    ...attachmentMails(compose, language),
    ...terminationMails(compose, language),
    ...contactMails(compose, language),
  ]);
  const others = [...deskMails(compose), ...ladderMails(publicUrl), ...digestMails(compose)];
  return [...mails, ...others, ...letterMails(compose)].map(([name, mail]) => ({
    name: `${name}.${mail.language}`,
    mail: controllerAddressed({ type: mail.type, controllerId }) ? toController(mail, publicUrl) : mail,
  }));
}

/** With what stands at the end of every mail to a controller. */
function toController(mail: Mail, publicUrl: string): Mail {
  const { reference, type } = mail;
  const of = delivery({ reference, type, controllerId, token });
  return asWitness(withStatementsLink(mail, of, publicUrl), head);
}

type Named = [name: string, mail: Mail];

function requestMails(compose: Compose, language: Language): Named[] {
  const asked = requestFlow(3)(requestCase({ representative, message }, language), []);
  const toDesk = requestFlow(3)(unknownOrganisation(language), []);
  const told = (entry: RequestEntry) =>
    compose(requestFlow(3)(unknownOrganisation(language), [entry]), {
      type: "acknowledgement",
      id: `acknowledgement-${entry.move}`,
      language,
    });
  return [
    ["request", compose(asked, { type: "request", language })],
    ["request-acknowledgement", compose(asked, { type: "acknowledgement", language })],
    ["request-acknowledgement-desk", compose(toDesk, { type: "acknowledgement", language })],
    ["request-acknowledgement-assigned", told(assigned())],
    ["request-acknowledgement-closed", told(closed())],
  ];
}

function unknownOrganisation(language: Language) {
  const { submission, ...of } = requestCase({ organisation: "De bakker op de hoek", message }, language);
  const { controllerId: _, ...rest } = submission;
  return { ...of, controller: null, submission: rest };
}

function breachMails(compose: Compose, language: Language): Named[] {
  const notice = (number: number, ...entries: Partial<BreachEntry>[]) => {
    const id = `notice-${number}-voorbeeld-bv`;
    return compose(breach(breachCase(), ...entries), { type: "breach-notice", id, language });
  };
  const acknowledged = (of: Partial<BreachCase>) =>
    compose(breach(breachCase({ ...of, language })), { type: "acknowledgement", language });
  const update = { changes: told, note: "De ontvanger bevestigde dit: https://voorbeeld.example/bericht." };
  return [
    ["breach-notice", notice(1)],
    ["breach-notice-follow-up", notice(2, update)],
    ["breach-notice-concluding", notice(3, update, { move: "conclude" })],
    ["breach-notice-withdrawn", notice(2, { move: "withdraw", because: "Het was een oefening." })],
    ["breach-acknowledgement", acknowledged({})],
    [
      "breach-acknowledgement-held",
      acknowledged({ began: "held", report: report({ organisation: "De bakker" }) }),
    ],
  ];
}

function breach(of: BreachCase, ...entries: readonly Partial<BreachEntry>[]): Correspondence {
  return breachFlow(hours)(of, history(of, ...entries).entries);
}

/** A file as it is told of: by an entry of a request, or of a breach report. */
function attached(
  kind: CasePlace["kind"],
  changes: Partial<Attachment>,
  move: "attach" | "withhold" = "attach",
) {
  const file = { ...attachment(changes), at: now.toISOString() };
  const reference = kind === "request" ? requestCase().reference : breachCase().reference;
  const place: CasePlace = kind === "request" ? { kind, controllerId } : { kind };
  const letters = attachmentLetters({ of: { reference, place }, move }, [file], file.id);
  const { at, ...looked } = file;
  return { sequence: 1, move, at, attachment: looked, letters };
}

function attachmentMails(compose: Compose, language: Language): Named[] {
  const request = (changes: Partial<Attachment>, move?: "withhold") => {
    const { controller: _, controllerVersion: __, ...entry } = assigned(attached("request", changes, move));
    const of = requestFlow(3)(requestCase({}, language), [entry]);
    return compose(of, { type: "attachment", id: "attachment-1", language });
  };
  const report = breach(breachCase(), { by: "reporter", ...attached("breach", {}) });
  const findings = ["mismatch", "unknown", "dangerous", "two-in-one"] as const;
  const named = "../../factuur\u202Efdp.exe https://evil.example/x";
  return [
    ["attachment", request({})],
    ["attachment-findings", request({ filename: named, findings: [...findings], scan: "unscanned" })],
    ["attachment-withheld", request({ scan: "threat" })],
    ["attachment-withheld-late", request({ scan: "threat" }, "withhold")],
    ["attachment-breach", compose(report, { type: "attachment", id: "attachment-1-voorbeeld-bv", language })],
  ];
}

const { emptyAt: _, ...unverified } = place();
const refused = outcome({ objects: [{ ...unverified, left: { AccessDenied: 2 } }] });

function terminationMails(compose: Compose, language: Language): Named[] {
  const agreed = termination({
    destroyAfter: "2027-03-01",
    because: "Overdracht\nduurt langer.",
    dueDay: "2027-03-01",
    destroyNotBefore: "2027-03-01T23:00:00.000Z",
    destroyBy: "2027-03-08T23:00:00.000Z",
  });
  const withdrawn = ending(terminated(termination(), { move: "withdraw" }));
  const done = (move: "certify" | "report", of = outcome()) =>
    ending(terminated(termination(), ...destroyed, { move, outcome: of }));
  return [
    [
      "termination",
      compose(ending(terminated(agreed)), { type: "termination", id: "termination", language }),
    ],
    [
      "termination-reminder",
      compose(ending(terminated()), { type: "termination", id: "reminder", language }),
    ],
    ["termination-withdrawal", compose(withdrawn, { type: "termination", id: "withdrawal", language })],
    ["certificate", compose(done("certify"), { type: "certificate", id: "certificate-3-1", language })],
    [
      "destruction-report",
      compose(done("report", refused), { type: "destruction-report", id: "report-3-1", language }),
    ],
  ];
}

function ending({ case: of, entries }: TerminationHistory): Correspondence {
  return terminationFlow(of, entries);
}

function contactMails(compose: Compose, language: Language): Named[] {
  const change: ContactChange = {
    v: 1,
    kind: "contact-change",
    reference: "CTR-7K3M-9QXT-2W5R",
    controllerId: "voorbeeld-bv",
    controllerName: "Voorbeeld B.V.",
    language,
    at: now.toISOString(),
    added: ["nieuw@voorbeeld.example"],
    removed: ["privacy@voorbeeld.example"],
  };
  const of = contactChangeFlow("privacy-desk@processor.example")(change, []);
  return (["added", "removed"] as const).map((what) => [
    `contact-${what}`,
    compose(of, { type: "contact-change", id: `${what}-1`, language }),
  ]);
}

/** The desks read one language. */
function deskMails(compose: Compose): Named[] {
  const { reporterId: _, ...unvouched } = breachCase({
    began: "held",
    report: report({ occurrence: "suspected", ...told }),
  });
  const addition = { vouched: false, changes: { cause: "Een inbraak." }, note: "Ik weet meer.", final: true };
  const held = breach(unvouched, addition);
  const failed = ending(terminated(termination(), { move: "fail", reason: "TimeoutError" }));
  const reported = ending(terminated(termination(), ...destroyed, { move: "report", outcome: refused }));
  const toPrivacyDesk = requestFlow(3)(unknownOrganisation(deskLanguage), []);
  const desk = (of: Correspondence, id: string) => compose(of, { type: "desk", id, language: deskLanguage });
  return [
    ["request-desk", desk(toPrivacyDesk, "desk")],
    ["request-desk-reminder", desk(toPrivacyDesk, "desk-reminder-1")],
    ["breach-desk", desk(held, "desk-0")],
    ["breach-desk-addition", desk(held, "desk-1")],
    ["breach-desk-reminder", desk(held, "desk-reminder-0-1")],
    ["termination-desk-unreached", desk(reported, "desk-unreached-3")],
    ["termination-desk-overdue", desk(failed, "desk-overdue")],
    ["termination-desk-failed", desk(failed, "desk-failed-1")],
    ["termination-desk-incomplete", desk(reported, "desk-incomplete-3")],
  ];
}

/** A request that nobody at the controller got: to its next contacts, and to the desk. */
function ladderMails(publicUrl: string): Named[] {
  const at = "2026-11-22T10:15:00.000Z";
  const rungs = [
    delivery({ state: "undelivered", undeliveredAt: at }),
    delivery({ id: "request_2", to: "fg@voorbeeld.example", state: "silent", silentAt: at }),
    delivery({ id: "request_3", to: "directie@voorbeeld.example", state: "delivered", acceptedAt: at }),
    delivery({
      id: "request_4",
      type: "desk",
      to: "privacy-desk@processor.example",
      controllerId: "voorbeeld-bv",
    }),
  ];
  const deliveries = new Map(rungs.map((rung) => [rung.id, rung]));
  const of = requestFlow(3)(requestCase({ representative, message }), []);
  const compose = (id: string, changes: Partial<Delivery>) => {
    const rung = delivery({ ...deliveries.get(id), ...changes });
    return composeDelivery(of, rung, { deliveries, now, publicUrl });
  };
  return [
    ...languages.map(
      (language): Named => ["request-next-contact", compose("request_3", { language, token })],
    ),
    ["request-ladder-desk", compose("request_4", { language: deskLanguage })],
  ];
}

function digestMails(compose: Compose): Named[] {
  return desks.map((desk): Named => {
    const digest = {
      ...digestAt(desk, now),
      references: new Set(["BR-7K3M-9QXT-2W5R", "BR-7K3M-9QXT-2W5S"]),
      more: 40,
    };
    return [
      `digest-${desk}`,
      compose(digestFlow(digest, []), { type: "desk", id: "desk", language: deskLanguage }),
    ];
  });
}

function letterMails(compose: Compose): Named[] {
  return sampleLetters().map(({ name, letter: { to, type, language }, of }): Named => {
    const isDesk = to === "desk";
    return [name, compose(of, { id: "letter-0-0", type: isDesk ? "desk" : type, language })];
  });
}

const desks = ["privacy", "breach"] as const;
