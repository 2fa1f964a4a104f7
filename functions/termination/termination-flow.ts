import type { Delivery } from "../../shared/delivery.ts";
import type { Flow, Moment } from "../../shared/flow.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import {
  stateOf,
  type TerminationEntry,
  type TerminationHistory,
  type TerminationMove,
  terminationEntrySchema,
  terminationSchema,
} from "./agreement.ts";
import { certificateMail } from "./certificate-mail.ts";
import { failedMail, incompleteMail, overdueMail, undeliveredMail } from "./desk-mail.ts";
import { earliestDestruction, noticedAt } from "./notice-period.ts";
import { terminationMail } from "./termination-mail.ts";
import { terminationNotices } from "./termination-texts.ts";
import { readMailId, wantedMails } from "./wanted-mails.ts";

/**
 * The end of an agreement asks for mails to the controller: at once, a week before the destruction, when it is withdrawn,
 * and with the certificate or a report; and for mails to the privacy desk about what needs a person.
 */
export const terminationFlow: Flow = (item, entries) => {
  const history: TerminationHistory = {
    case: terminationSchema.parse(item),
    entries: entries.map((entry) => terminationEntrySchema.parse(entry)),
  };
  stateOf(history);
  return {
    reference: history.case.reference,
    wants: (moment) => wantedMails(history, moment),
    compose(delivery, moment) {
      const { id, type, language } = delivery;
      switch (type) {
        case "termination":
          return noticeMail(history, delivery, moment);
        case "certificate":
          return certificateMail(history, entryOf(history, id, "certify"), language);
        case "destruction-report":
          return certificateMail(history, entryOf(history, id, "report"), language);
        case "desk":
          return mailToDesk(history, id, moment);
        default:
          throw new Error("the end of an agreement sends no such mail");
      }
    },
  };
};

function noticeMail(
  history: TerminationHistory,
  { id, language }: Delivery,
  { deliveries, now, publicUrl }: Moment & { publicUrl: string },
): Mail {
  const notice = terminationNotices.find((name) => name === id);
  if (!notice) throw new Error("the end of an agreement sends no such notice");
  // Of the first mail itself SES takes this very attempt, or a later one.
  const noticed = notice === "termination" ? now.toISOString() : noticedAt(deliveries.get("termination"));
  return terminationMail(history, notice, language, {
    publicUrl,
    earliest: earliestDestruction(history, noticed),
  });
}

function mailToDesk(history: TerminationHistory, id: string, { deliveries }: Moment): Mail {
  const noticed = noticedAt(deliveries.get("termination"));
  switch (readMailId(id).kind) {
    case "desk-undelivered":
      return undeliveredMail(history, noticed);
    case "desk-overdue":
      return overdueMail(history, noticed);
    case "desk-failed":
      return failedMail(history, entryOf(history, id, "fail"));
    case "desk-incomplete":
      return incompleteMail(history, entryOf(history, id, "report"));
    default:
      throw new Error("the end of an agreement tells the desk no such thing");
  }
}

function entryOf({ entries }: TerminationHistory, id: string, move: TerminationMove): TerminationEntry {
  const { sequence } = readMailId(id);
  const found = entries.find((entry) => entry.sequence === sequence && entry.move === move);
  if (!found) throw new Error("no entry of the termination asked for this mail");
  return found;
}
