import type { Controller } from "../../../shared/controller.ts";
import { longDate } from "../../../shared/dates.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { Duties } from "../duties.ts";
import { fact } from "../fact.ts";
import type { AuditCase } from "./audit.ts";
import { type AuditHandOver, auditHandOverSchemaPath } from "./audit-hand-over.ts";
import type { News } from "./audit-news.ts";
import { auditTexts } from "./audit-texts.ts";

/** The audit as it is now: what of it every mail says. */
export type ToldAudit = Pick<
  AuditCase,
  "reference" | "requestedOn" | "startsOn" | "days" | "expert" | "scope" | "informationDue"
>;

/** In whose name it is told, and the reports that there are. */
type Saying = Pick<Duties, "processor" | "privacyDesk"> & { reports: Letter["blocks"] };

/** Tells a controller how its audit goes on. */
export function auditLetter(controller: Controller, audit: ToldAudit, news: News, saying: Saying): Letter {
  const { language } = controller;
  const texts = auditTexts[language];
  const subject = texts.subject[news.news];
  const isOffer = news.news === "reports_offered";
  return {
    to: "controller",
    type: "audit",
    language,
    subject,
    blocks: [
      { heading: subject },
      ...introBlocks(controller, audit, news, saying),
      { facts: factsOf(controller, audit, news, saying) },
      ...textBlocks(controller, news),
      ...(isOffer || news.news === "planned" ? [{ heading: texts.scope }, { quote: audit.scope }] : []),
      { paragraph: `${texts.question(saying.privacyDesk)} ${texts.handOver}` },
      ...(isOffer ? saying.reports : []),
    ],
    handOver: { schema: auditHandOverSchemaPath, data: handOver(controller, audit, news, saying) },
  };
}

function introBlocks(
  { language }: Controller,
  { requestedOn, startsOn, informationDue }: ToldAudit,
  { news, settled }: News,
  { privacyDesk, reports }: Saying,
): Letter["blocks"] {
  const texts = auditTexts[language];
  const say = (date: string) => longDate(date, language);
  const due = { paragraph: texts.informationDue(say(informationDue.day), say(requestedOn)) };
  switch (news) {
    case "reports_offered": {
      const ask = reports.length > 0 ? texts.ask.reports : texts.ask.none;
      return [
        { paragraph: texts.offered(say(requestedOn)) },
        ...(reports.length > 0 ? [] : [{ paragraph: texts.noReports }]),
        { paragraph: ask(privacyDesk, say(startsOn)) },
        due,
      ];
    }
    case "planned":
      return [{ paragraph: texts.planned(say(startsOn)) }, { paragraph: texts.expert }, due];
    case "follow_up":
      return [{ paragraph: settled ? texts.settled : texts.followUp }];
    default:
      return [{ paragraph: texts[news] }];
  }
}

function factsOf(
  { language, name }: Controller,
  { reference, requestedOn, startsOn, days, expert, informationDue }: ToldAudit,
  { severity, due }: News,
  { processor }: Saying,
): [string, string][] {
  const { labels, severities } = auditTexts[language];
  return [
    [labels.reference, reference],
    [labels.controller, name],
    [labels.processor, processor],
    [labels.requestedOn, longDate(requestedOn, language)],
    [labels.startsOn, longDate(startsOn, language)],
    ...fact(labels.days, days?.toString()),
    [labels.expert, `${expert.name}, ${expert.organisation}`],
    [labels.informationDue, longDate(informationDue.day, language)],
    ...fact(labels.severity, severity === null ? undefined : severities[severity]),
    ...fact(labels.due, due === null ? undefined : longDate(due, language)),
  ];
}

function textBlocks({ language }: Controller, { news, text }: News): Letter["blocks"] {
  if (text === null) return [];
  const heading = news === "planned" ? [{ heading: auditTexts[language].insufficient }] : [];
  return [...heading, { quote: text }];
}

function handOver(
  { id, name, language }: Controller,
  { reference, requestedOn, startsOn, days, expert, scope, informationDue }: ToldAudit,
  { news, text, severity, due }: News,
  { processor }: Saying,
): Omit<AuditHandOver, "$schema"> {
  return {
    reference,
    language,
    controller: { id, name },
    processor,
    news,
    text,
    severity,
    due,
    requestedOn,
    startsOn,
    days: days ?? null,
    expert: { name: expert.name, organisation: expert.organisation },
    scope,
    informationDue,
  };
}
