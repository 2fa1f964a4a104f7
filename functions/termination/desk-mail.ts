import { longInstant } from "../../shared/dates.ts";
import type { Block } from "../../shared/document.ts";
import { deskLanguage } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { movedAt, stateOf, type TerminationEntry, type TerminationHistory } from "./agreement.ts";
import { certificateDocument } from "./certificate.ts";
import { certificateBlocks } from "./certificate-blocks.ts";
import { deskTexts } from "./desk-texts.ts";
import { earliestDestruction, noticeDays, overdueFrom } from "./notice-period.ts";
import type { TerminationNotice } from "./termination-texts.ts";

type Command = "status" | "withdraw" | "certificate";

/**
 * What the privacy desk has to know of a mail to the controller that reached none of its contacts: until when the
 * controller has to be told, and how to gain time.
 * @param noticed as `noticedAt` says of a first mail that is taken now
 */
export function blocksForDesk(
  history: TerminationHistory,
  notice: TerminationNotice,
  noticed: string,
): Block[] {
  const texts = deskTexts.undelivered;
  if (notice === "withdrawal") return [{ paragraph: texts.withdrawal }];
  const begunAt = movedAt(history, "begin");
  if (begunAt !== undefined) return [{ paragraph: texts.begun(longInstant(begunAt, deskLanguage)) }];
  const from = longInstant(earliestDestruction(history, noticed).toISOString(), deskLanguage);
  const text = notice === "termination" ? texts.termination(noticeDays, from) : texts.reminder(from);
  return [{ paragraph: text }, commandFacts(["withdraw"], history)];
}

/**
 * Tells the privacy desk that a destruction is not finished in time.
 * @param noticed as `noticedAt` says of the first mail to the controller
 */
export function overdueMail(history: TerminationHistory, noticed: string | undefined): Mail {
  const { subject, text, notNoticed } = deskTexts.overdue;
  const due = overdueFrom(history, noticed).toISOString();
  const said = [
    { paragraph: text(longInstant(due, deskLanguage)) },
    ...(noticed === undefined ? [{ paragraph: notNoticed }] : []),
  ];
  return mail(history, subject, said, ["status"]);
}

/** Tells the privacy desk that runs of the destruction fail. */
export function failedMail(history: TerminationHistory, { at, reason }: TerminationEntry): Mail {
  const texts = deskTexts.failed;
  const error = reason === "cut_short" ? texts.cutShort : reason;
  const said = [
    { paragraph: texts.text },
    {
      facts: [
        [texts.at, longInstant(at, deskLanguage)],
        ...(error === undefined ? [] : [[texts.reason, error] as const]),
      ] as const,
    },
  ];
  return mail(history, texts.subject, said, ["status"]);
}

/** Tells the privacy desk what was not destroyed, in the words of the report to the controller. */
export function incompleteMail(history: TerminationHistory, entry: TerminationEntry): Mail {
  const { subject, text } = deskTexts.incomplete;
  const { reference, blocks, ...rest } = mail(history, subject, [{ paragraph: text }], ["status"]);
  const report = certificateBlocks(certificateDocument(history, entry), deskLanguage);
  return { reference, ...rest, blocks: [...blocks, ...report] };
}

/** Tells the privacy desk that none of the controller's contacts got the certificate, or the report. */
export function unreachedMail(history: TerminationHistory, { move }: TerminationEntry): Mail {
  const { subject, text } = deskTexts.unreached[move === "certify" ? "certificate" : "report"];
  return mail(history, subject, [{ paragraph: text }], ["certificate", "status"]);
}

function mail(
  history: TerminationHistory,
  subject: string,
  said: readonly Block[],
  commands: readonly Command[],
): Mail {
  const { facts } = deskTexts;
  const { case: of } = history;
  return {
    reference: of.reference,
    type: "desk",
    language: deskLanguage,
    subject,
    blocks: [
      { heading: subject },
      ...said,
      { heading: deskTexts.commands.heading },
      commandFacts(commands, history),
      { heading: facts.heading },
      {
        facts: [
          [facts.reference, of.reference],
          [facts.controller, `${of.controllerName} (${of.controllerId})`],
          [facts.state, facts.states[stateOf(history)]],
          [facts.destroyNotBefore, longInstant(of.destroyNotBefore, deskLanguage)],
          [facts.destroyBy, longInstant(of.destroyBy, deskLanguage)],
        ],
      },
    ],
  };
}

function commandFacts(commands: readonly Command[], { case: of }: TerminationHistory): Block {
  const row = (name: Command) => [deskTexts.commands[name], commandLine(name, of.controllerId)] as const;
  return { facts: commands.map(row) };
}

function commandLine(name: Command, controllerId: string): string {
  const lines: Record<Command, string> = {
    status: `destruction status ${controllerId}`,
    withdraw: `agreements withdraw-termination ${controllerId}`,
    certificate: `destruction certificate ${controllerId}`,
  };
  return `npx meldpunt ${lines[name]}`;
}
