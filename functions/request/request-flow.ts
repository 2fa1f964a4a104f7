import { lastAboutFiles } from "../../shared/attachments/attachment.ts";
import {
  attachmentMail,
  attachmentMailId,
  sequenceTold,
  tellController,
} from "../../shared/attachments/attachment-mail.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { Escalation, Flow, Moment, WantedMail } from "../../shared/flow.ts";
import { acknowledgementId, pageLink, statusLink } from "../../shared/links.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { endOfWorkingDays } from "../../shared/periods/working-days.ts";
import { deskMail, deskReminderMail, showCommand } from "./desk/desk-mail.ts";
import { isReminder, requestReminders, toDesk } from "./desk/desk-reminders.ts";
import { closingOf, controllerOf, handOverId, type RequestCase, requestCaseSchema } from "./request.ts";
import { type RequestEntry, requestEntrySchema } from "./request-entry.ts";
import { acknowledgementMail, controllerMail, correspondent } from "./request-mail.ts";

/**
 * A request asks for one mail that hands it over, to its controller or the privacy desk, and for one that acknowledges it.
 * Where the controller's contact does not say that it was read, the next one gets it. The desk is reminded for as long as
 * it has not assigned or closed the request; the person is told of either.
 * @param acknowledgeDays within how many working days it is to be acknowledged
 */
export function requestFlow(acknowledgeDays: number): Flow {
  const acknowledgeBy = (acceptedAt: Date) =>
    new Date(endOfWorkingDays(acceptedAt.toISOString(), acknowledgeDays));
  return (item, items) => {
    const asked = requestCaseSchema.parse(item);
    const entries = items.map((entry) => requestEntrySchema.parse(entry));
    const request = { ...asked, controller: controllerOf({ case: asked, entries }) };
    const { controller, reference } = request;
    const isClosed = closingOf({ entries }) !== undefined;
    // Closed or not, a hand-over that does not arrive goes to somebody else: it must not be lost.
    const escalates: Escalation = { desk: "privacy", ...(!isClosed && { acknowledgeBy }) };
    return {
      reference,
      wants: (moment) => [
        ...(controller ? [toController(controller.id, escalates)] : isClosed ? [] : [toDesk]),
        { ...toPerson(asked, acknowledgementId), linked: true },
        ...lastAboutFiles(entries).map((entry) => aboutFile(entry, controller?.id)),
        ...entries.filter(isToldToPerson).map((entry) => toPerson(request, newsId(entry))),
        ...(controller || isClosed ? [] : requestReminders(asked.receivedAt, moment)),
      ],
      compose(delivery, moment) {
        const { publicUrl } = moment;
        const file = entries.find(({ sequence }) => sequence === sequenceTold(delivery.id));
        if (file) {
          const mail = attachmentMail(reference, file, delivery, publicUrl);
          return { ...mail, replyTo: correspondent(asked) };
        }
        switch (delivery.type) {
          case "acknowledgement": {
            const news = entries.find((entry) => newsId(entry) === delivery.id);
            const status = statusLink(publicUrl, { ...delivery, token: tokenOf(delivery, moment) });
            return acknowledgementMail(news ? request : asked, publicUrl, status, news);
          }
          case "desk":
            return isReminder(delivery) ? deskReminderMail(asked) : deskMail(asked, publicUrl);
          default:
            return toControllerMail(request, delivery, publicUrl);
        }
      },
      forDesk: () => [{ facts: [showCommand(asked)] }],
    };
  };
}

function toController(controllerId: string, escalates: Escalation): WantedMail {
  return { id: handOverId, type: "request", linked: true, to: { controllerId }, escalates };
}

function toPerson(of: RequestCase, id: string): WantedMail {
  const to = { address: correspondent(of), language: of.language };
  return { id, type: "acknowledgement", to, ...(of.controller && { about: of.controller.id }) };
}

function aboutFile(entry: RequestEntry, controllerId: string | undefined): WantedMail {
  const id = attachmentMailId(entry);
  if (controllerId !== undefined) return tellController(id, controllerId, "privacy");
  return { id: `${id}-desk`, type: "desk", linked: true, to: { desk: "privacy" } };
}

/** The id of the mail that tells the person of what the desk did. */
function newsId({ move }: RequestEntry): string {
  return `${acknowledgementId}-${move}`;
}

/** Once a request is with a controller, that one answers the person: that the desk is done with it is no news. */
function isToldToPerson({ move, controllerId }: RequestEntry): boolean {
  return move === "assign" || (move === "close" && controllerId === undefined);
}

/** The token in every link to the status is that of the first acknowledgement. */
function tokenOf(delivery: Delivery, { deliveries }: Moment): string | undefined {
  return (deliveries.get(acknowledgementId) ?? delivery).token;
}

function toControllerMail(of: RequestCase, delivery: Delivery, publicUrl: string): Mail {
  const link = pageLink(publicUrl, "acknowledge", delivery);
  return controllerMail(of, delivery.language, publicUrl, link);
}
