import { lastAboutFiles } from "../../shared/attachments/attachment.ts";
import {
  attachmentMail,
  attachmentMailId,
  sequenceTold,
  tellController,
} from "../../shared/attachments/attachment-mail.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { BreachHours } from "../../shared/environment.ts";
import type { Escalation, Flow, Moment, WantedMail } from "../../shared/flow.ts";
import { acknowledgementId, pageLink, statusLink } from "../../shared/links.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { toAsciiAddress } from "../../shared/mail-address.ts";
import { readRungId } from "../../shared/rungs.ts";
import { acknowledgementMail } from "./acknowledgement-mail.ts";
import { type BreachEntry, breachCaseSchema, breachEntrySchema, type History } from "./breach.ts";
import { deskAdditionMail, deskFileMail, deskMail, deskReminderMail } from "./desk/desk-mail.ts";
import { deskMailId, readDeskMailId } from "./desk/desk-mail-id.ts";
import { breachReminders } from "./desk/desk-reminders.ts";
import { noticeId, noticesOf } from "./notice/chain.ts";
import { noticeContent } from "./notice/notice.ts";
import { noticeMail } from "./notice/notice-mail.ts";
import { type Standing, standingOf } from "./standing.ts";

/**
 * A breach report asks for the notices to its controllers, a mail to the breach desk for each thing that waits for it,
 * an acknowledgement to the reporter, and reminders to the desk for as long as something waits.
 */
export function breachFlow(hours: BreachHours): Flow {
  const patience = hours.acknowledgeHours * 3_600_000;
  const escalates: Escalation = {
    desk: "breach",
    acknowledgeBy: (acceptedAt) => new Date(acceptedAt.getTime() + patience),
  };
  return (item, entries) => {
    const history: History = {
      case: breachCaseSchema.parse(item),
      entries: entries.map((entry) => breachEntrySchema.parse(entry)),
    };
    const { case: of } = history;
    const standing = standingOf(history);
    const notices = new Map(noticesOf(standing.rounds).map((notice) => [noticeId(notice), notice]));
    const { waiting } = standing;
    return {
      reference: of.reference,
      wants: (moment) => [
        ...Array.from(notices, ([id, { controller }]) => noticeTo(id, controller.id, escalates)),
        ...(waiting?.sequences ?? []).map((sequence) =>
          toDesk(deskMailId({ sequence }), entryOf(history, sequence)),
        ),
        ...filesToControllers(standing, history),
        {
          id: acknowledgementId,
          type: "acknowledgement",
          linked: true,
          ...(of.reporterId !== undefined && { vouched: true }),
          to: { address: toAsciiAddress(of.report.reporter.email), language: of.language },
        },
        ...(waiting ? breachReminders(waiting, moment, hours) : []),
      ],
      compose(delivery, moment) {
        switch (delivery.type) {
          case "breach-notice": {
            const notice = notices.get(readRungId(delivery.id).mailId);
            if (!notice) throw new Error("no round of the report made this notice");
            const { noticeHours = hours.noticeHours } = notice.controller;
            const content = noticeContent(of, notice, delivery.language, moment, noticeHours);
            return noticeMail(content, moment, pageLink(moment.publicUrl, "acknowledge", delivery));
          }
          case "attachment": {
            const file = entryOf(history, sequenceTold(delivery.id));
            if (!file) throw new Error("no entry of the report brought this file");
            const contact = standing.facts.contact ?? of.report.contact;
            const mail = attachmentMail(of.reference, file, delivery, moment.publicUrl);
            return { ...mail, replyTo: toAsciiAddress(contact.email) };
          }
          case "acknowledgement":
            return acknowledgementMail(of, moment.publicUrl, statusLink(moment.publicUrl, delivery));
          case "desk":
            return mailToDesk(delivery, history, standing, moment);
          default:
            throw new Error("a breach report sends no such mail");
        }
      },
    };
  };
}

function noticeTo(id: string, controllerId: string, escalates: Escalation): WantedMail {
  return { id, type: "breach-notice", urgent: true, linked: true, to: { controllerId }, escalates };
}

function toDesk(id: string, entry: BreachEntry | undefined): WantedMail {
  const mail = { id, type: "desk", urgent: true, to: { desk: "breach" } } as const;
  // No other mail has the link to a file.
  return entry?.attachment ? { ...mail, linked: true } : { ...mail, mayBeDigested: true };
}

function entryOf({ entries }: History, sequence: number | undefined): BreachEntry | undefined {
  return entries.find((entry) => entry.sequence === sequence);
}

/**
 * The mails about files to controllers. One that was assigned later is told of all of them, too; of a report that was
 * withdrawn they still hear what was withheld.
 */
function filesToControllers({ files, controllers, state }: Standing, { entries }: History): WantedMail[] {
  return lastAboutFiles(entries)
    .filter(
      ({ sequence, move }) => files.includes(sequence) && (state !== "withdrawn" || move === "withhold"),
    )
    .flatMap((entry) =>
      controllers.map(({ id }) => tellController(`${attachmentMailId(entry)}-${id}`, id, "breach")),
    );
}

function mailToDesk(
  delivery: Delivery,
  history: History,
  standing: Standing,
  { now, publicUrl }: Moment & { publicUrl: string },
): Mail {
  const { id } = delivery;
  const { sequence, reminder } = readDeskMailId(id) ?? {};
  const added = entryOf(history, sequence);
  if (sequence !== 0 && !added) throw new Error("no entry of the report waits under this number");
  if (reminder !== undefined)
    return deskReminderMail(history, standing, added?.at ?? history.case.receivedAt, now);
  if (added?.attachment) {
    const mail = attachmentMail(history.case.reference, added, delivery, publicUrl);
    return deskFileMail(mail, history, standing);
  }
  return added ? deskAdditionMail(history, standing, added) : deskMail(history, standing);
}
