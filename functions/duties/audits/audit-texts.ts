import type { severities } from "../../../shared/duty-choices.ts";
import type { Translated } from "../../../shared/language.ts";
import type { auditNews } from "./audit-hand-over.ts";

/** What the mails about an audit say. Dates are put in by the caller, as people write them. */
export type AuditTexts = {
  subject: Record<(typeof auditNews)[number], string>;
  offered: (requestedOn: string) => string;
  noReports: string;
  /** Asks whether the reports suffice, or, where there are none, whether the audit is wanted. */
  ask: {
    reports: (desk: string, startsOn: string) => string;
    none: (desk: string, startsOn: string) => string;
  };
  planned: (startsOn: string) => string;
  expert: string;
  informationDue: (day: string, requestedOn: string) => string;
  insufficient: string;
  scope: string;
  information: string;
  finding: string;
  followUp: string;
  settled: string;
  cancelled: string;
  closed: string;
  question: (desk: string) => string;
  handOver: string;
  severities: Record<(typeof severities)[number], string>;
  labels: {
    reference: string;
    controller: string;
    processor: string;
    requestedOn: string;
    startsOn: string;
    days: string;
    expert: string;
    informationDue: string;
    severity: string;
    due: string;
  };
};

const nl: AuditTexts = {
  subject: {
    reports_offered: "Uw verzoek om een audit: eerst de bestaande rapporten",
    planned: "Uw audit is ingepland",
    information: "Informatie voor uw audit",
    finding: "Een bevinding uit uw audit",
    follow_up: "Opvolging van uw audit",
    cancelled: "Uw audit gaat niet door",
    closed: "Uw audit is afgesloten",
  },
  offered: (requestedOn) =>
    `Op ${requestedOn} ontvingen wij uw verzoek om een audit. Volgens artikel 10 van de verwerkersovereenkomst bekijkt u eerst of bestaande rapporten volstaan.`,
  noReports: "Wij hebben geen auditrapporten vastgelegd.",
  ask: {
    reports: (desk, startsOn) =>
      `De rapporten staan onder aan deze mail. Volstaan ze voor u niet, schrijf dan naar ${desk} waarom. De audit begint dan op ${startsOn}.`,
    none: (desk, startsOn) =>
      `Bevestig aan ${desk} dat u de audit wilt laten doorgaan. De audit begint dan op ${startsOn}.`,
  },
  planned: (startsOn) => `Uw audit begint op ${startsOn}. Wij werken eraan mee.`,
  expert:
    "De deskundige is volgens uw opgave onafhankelijk en tot geheimhouding verplicht, zoals artikel 10 van de verwerkersovereenkomst vraagt.",
  informationDue: (day, requestedOn) =>
    `De informatie die u voor de audit nodig hebt, krijgt u uiterlijk op ${day}: binnen twee weken na uw verzoek van ${requestedOn}.`,
  insufficient: "Waarom bestaande rapporten niet volstaan",
  scope: "Wat wordt onderzocht",
  information: "Wij hebben u de onderstaande informatie voor uw audit gegeven.",
  finding: "Wij hebben de onderstaande bevinding uit uw audit vastgelegd.",
  followUp: "Naar aanleiding van uw audit doen wij het onderstaande.",
  settled: "Wat wij naar aanleiding van uw audit zouden doen, is gedaan.",
  cancelled: "Uw audit gaat niet door. De reden staat hieronder.",
  closed: "Wij hebben uw audit afgesloten. Er staat niets meer open.",
  question: (desk) => `Hebt u hierover een vraag, schrijf dan naar ${desk} en noem het kenmerk.`,
  handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
  severities: { low: "laag", medium: "gemiddeld", high: "hoog" },
  labels: {
    reference: "Kenmerk",
    controller: "Verwerkingsverantwoordelijke",
    processor: "Verwerker",
    requestedOn: "Verzoek ontvangen op",
    startsOn: "Begin van de audit",
    days: "Duur in dagen",
    expert: "Deskundige",
    informationDue: "Informatie uiterlijk op",
    severity: "Ernst",
    due: "Gereed uiterlijk op",
  },
};

const en: AuditTexts = {
  subject: {
    reports_offered: "Your request for an audit: existing reports first",
    planned: "Your audit is planned",
    information: "Information for your audit",
    finding: "A finding of your audit",
    follow_up: "Follow-up of your audit",
    cancelled: "Your audit will not take place",
    closed: "Your audit is closed",
  },
  offered: (requestedOn) =>
    `On ${requestedOn} we received your request for an audit. Under article 10 of the data-processing agreement you first consider whether existing reports suffice.`,
  noReports: "We have no audit reports on record.",
  ask: {
    reports: (desk, startsOn) =>
      `The reports are at the end of this mail. If they do not suffice for you, write to ${desk} why. The audit then begins on ${startsOn}.`,
    none: (desk, startsOn) =>
      `Confirm to ${desk} that you want the audit to take place. It then begins on ${startsOn}.`,
  },
  planned: (startsOn) => `Your audit begins on ${startsOn}. We cooperate with it.`,
  expert:
    "As you have told us, the expert is independent and bound to secrecy, as article 10 of the data-processing agreement asks.",
  informationDue: (day, requestedOn) =>
    `You get the information that you need for the audit by ${day}: within two weeks of your request of ${requestedOn}.`,
  insufficient: "Why existing reports do not suffice",
  scope: "What is audited",
  information: "We gave you the information below for your audit.",
  finding: "We recorded the finding below of your audit.",
  followUp: "Following your audit we do what is below.",
  settled: "What we were to do following your audit is done.",
  cancelled: "Your audit will not take place. The reason is below.",
  closed: "We closed your audit. Nothing is left to do.",
  question: (desk) => `If you have a question about this, write to ${desk} and name the reference.`,
  handOver: "The attachment holds the same data in JSON, for your own system to read.",
  severities: { low: "low", medium: "medium", high: "high" },
  labels: {
    reference: "Reference",
    controller: "Controller",
    processor: "Processor",
    requestedOn: "Request received on",
    startsOn: "Beginning of the audit",
    days: "Duration in days",
    expert: "Expert",
    informationDue: "Information by",
    severity: "Severity",
    due: "To be done by",
  },
};

export const auditTexts: Translated<AuditTexts> = { nl, en };
