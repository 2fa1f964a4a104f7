import { longInstant } from "../../../shared/dates.ts";
import type { Block } from "../../../shared/document.ts";
import { deskLanguage } from "../../../shared/language.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { toAsciiAddress } from "../../../shared/mail-address.ts";
import type { BreachCase, BreachEntry, History } from "../breach.ts";
import { answerBlocks, factRow, typedBlocks } from "../facts/answer-blocks.ts";
import { labels } from "../facts/labels.ts";
import { answerOf, personRows } from "../facts/say-fact.ts";
import { type Facts, factNames } from "../report.ts";
import type { Standing } from "../standing.ts";
import { deskTexts } from "./desk-texts.ts";

const said = labels[deskLanguage];

/** Tells the breach desk that a report waits for its decision: why, who wrote it, and all that is in it. */
export function deskMail({ case: of }: History, standing: Standing): Mail {
  const texts = deskTexts.report;
  const { organisation, occurrence } = of.report;
  return mail(of, texts.subject, [
    { heading: texts.subject },
    ...(occurrence === "suspected" ? [{ paragraph: texts.suspected }] : []),
    ...(of.reporterId === undefined ? [{ paragraph: texts.noCode }] : []),
    ...(organisation === undefined ? [] : [{ paragraph: texts.organisation }]),
    { paragraph: isUntold(standing) ? texts.untold : texts.told },
    ...commands(of, standing),
    ...whole(of, standing),
  ]);
}

/** Tells the breach desk that something waits which was added by somebody that nobody vouches for. */
export function deskAdditionMail({ case: of }: History, standing: Standing, added: BreachEntry): Mail {
  const texts = deskTexts.addition;
  const { changes = {}, note, final } = added;
  return mail(of, texts.subject, [
    { heading: texts.subject },
    { paragraph: isUntold(standing) ? texts.untold : texts.told },
    ...commands(of, standing),
    { heading: texts.heading },
    { facts: [[texts.receivedAt, longInstant(added.at, deskLanguage)]] },
    ...known(changes),
    ...(note === undefined ? [] : [{ paragraph: `${said.note}:` }, ...typedBlocks(note, deskLanguage)]),
    ...(final ? [{ paragraph: texts.final }] : []),
    ...whole(of, standing),
  ]);
}

/** Tells the breach desk that a file waits for its decision: why, and what was written about it. */
export function deskFileMail(about: Mail, { case: of }: History, standing: Standing): Mail {
  const texts = deskTexts.addition;
  const why = { paragraph: isUntold(standing) ? texts.untold : texts.told };
  const blocks = [{ heading: texts.subject }, why, ...about.blocks, ...commands(of, standing)];
  return { ...about, ...mail(of, texts.subject, blocks) };
}

/** Reminds the breach desk of what waits since that instant. */
export function deskReminderMail({ case: of }: History, standing: Standing, since: string, now: Date): Mail {
  const texts = deskTexts.reminder;
  const hours = Math.floor((now.getTime() - Date.parse(since)) / 3_600_000);
  return mail(of, texts.subject, [
    { heading: texts.subject },
    { paragraph: texts.waits(longInstant(since, deskLanguage), hours) },
    ...whyItMatters(standing),
    { facts: [[said.reference, of.reference]] },
    ...commands(of, standing),
  ]);
}

/** Who does not hear what, for as long as it waits. */
function whyItMatters(standing: Standing): Block[] {
  const texts = deskTexts.reminder;
  const { waiting } = standing;
  if (!waiting) return [];
  if (isUntold(standing)) return [{ paragraph: texts.report }];
  return [
    ...(waiting.updates.length > 0 ? [{ paragraph: texts.additions }] : []),
    ...(standing.organisationUnknown ? [{ paragraph: texts.organisation }] : []),
  ];
}

function isUntold({ rounds }: Standing): boolean {
  return rounds.length === 0;
}

function mail(of: BreachCase, subject: string, blocks: readonly Block[]): Mail {
  return {
    reference: of.reference,
    type: "desk",
    language: deskLanguage,
    subject,
    replyTo: toAsciiAddress(of.report.reporter.email),
    blocks,
  };
}

/**
 * What the desk can type; decisions hold for what the mail shows. Where no controller is known yet, or only an
 * organisation is still to be found, there is nothing to confirm.
 */
function commands({ reference }: BreachCase, standing: Standing): Block[] {
  const texts = deskTexts.commands;
  const { state, controllers, waiting, revision } = standing;
  const canConfirm = state === "held" ? controllers.length > 0 : waiting && waiting.updates.length > 0;
  const seen = ` --revision ${revision}`;
  const command = (verb: string, options = "") => `npx meldpunt breaches ${verb} ${reference}${options}`;
  return [
    { heading: texts.heading },
    {
      facts: [
        [texts.show, command("show")],
        ...(canConfirm ? [[texts.confirm, command("confirm", seen)] as const] : []),
        [texts.dismiss, command("dismiss", ` --because "…"${seen}`)],
        [texts.assign, command("assign", " --controller ID")],
      ],
    },
  ];
}

/** Who reported, what, and about whom: the facts as they would be told. */
function whole(of: BreachCase, { facts, controllers, waiting }: Standing): Block[] {
  const { reporter: texts, facts: about } = deskTexts;
  const { reporter, organisation, occurrence } = of.report;
  const named = controllers.map(({ id, name }) => `${name} (${id})`);
  return [
    { heading: texts.heading },
    { paragraph: texts.unchecked },
    {
      facts: [
        ...personRows(reporter, deskLanguage).map(([label, value]) => factRow(label, value)),
        ...typed(texts.organisation, reporter.organisation),
        [texts.code, of.reporterId ?? texts.noCode],
      ],
    },
    { heading: about.heading },
    {
      facts: [
        [said.reference, of.reference],
        [said.receivedAt, longInstant(of.receivedAt, deskLanguage)],
        [about.occurrence, about.occurrences[occurrence]],
        ...typed(about.organisation, organisation),
        ...(named.length > 0 ? named : [about.none]).map((name) => [about.controller, name] as const),
      ],
    },
    ...(waiting && waiting.updates.length > 0 ? [{ paragraph: about.withWaiting }] : []),
    ...answerBlocks(
      factNames.map((name) => answerOf(name, waiting?.facts ?? facts, deskLanguage)),
      deskLanguage,
    ),
  ];
}

/** What the reporter typed, if anything. */
function typed(label: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [factRow(label, value)];
}

/** The facts that an addition names. */
function known(changes: Facts): Block[] {
  const named = factNames.filter((name) => changes[name] !== undefined);
  return answerBlocks(
    named.map((name) => answerOf(name, changes, deskLanguage)),
    deskLanguage,
  );
}
