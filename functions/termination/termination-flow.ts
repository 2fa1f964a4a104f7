import type { Delivery } from "../../shared/delivery.ts";
import type { Flow, Moment } from "../../shared/flow.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { readRungId } from "../../shared/rungs.ts";
import {
  stateOf,
  type TerminationEntry,
  type TerminationHistory,
  type TerminationMove,
  terminationEntrySchema,
  terminationSchema,
} from "./agreement.ts";
import { certificateMail } from "./certificate-mail.ts";
import { blocksForDesk, failedMail, incompleteMail, overdueMail, unreachedMail } from "./desk-mail.ts";
import { earliestDestruction, noticedAt } from "./notice-period.ts";
import { terminationMail } from "./termination-mail.ts";
import { type TerminationNotice, terminationNotices } from "./termination-texts.ts";
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
    forDesk(delivery, { deliveries, now }) {
      return blocksForDesk(history, noticeOf(delivery), noticedBy(history, deliveries, now));
    },
  };
};

function noticeMail(
  history: TerminationHistory,
  delivery: Delivery,
  { deliveries, now, publicUrl }: Moment & { publicUrl: string },
): Mail {
  return terminationMail(history, noticeOf(delivery), delivery.language, {
    publicUrl,
    earliest: earliestDestruction(history, noticedBy(history, deliveries, now)),
  });
}

function noticeOf({ id }: Delivery): TerminationNotice {
  const { mailId } = readRungId(id);
  const notice = terminationNotices.find((name) => name === mailId);
  if (!notice) throw new Error("the end of an agreement sends no such notice");
  return notice;
}

/** From when on the days count at the earliest: while nobody has been told, from a mail that SES takes now. */
function noticedBy(history: TerminationHistory, deliveries: Moment["deliveries"], now: Date): string {
  return noticedAt(history, deliveries.values()) ?? now.toISOString();
}

function mailToDesk(history: TerminationHistory, id: string, { deliveries }: Moment): Mail {
  switch (readMailId(id).kind) {
    case "desk-overdue":
      return overdueMail(history, noticedAt(history, deliveries.values()));
    case "desk-failed":
      return failedMail(history, entryOf(history, id, "fail"));
    case "desk-incomplete":
      return incompleteMail(history, entryOf(history, id, "report"));
    case "desk-unreached":
      return unreachedMail(history, entryOf(history, id, "certify", "report"));
    default:
      throw new Error("the end of an agreement tells the desk no such thing");
  }
}

function entryOf(
  { entries }: TerminationHistory,
  id: string,
  ...moves: readonly TerminationMove[]
): TerminationEntry {
  const { sequence } = readMailId(id);
  const found = entries.find((entry) => entry.sequence === sequence && moves.includes(entry.move));
  if (!found) throw new Error("no entry of the termination asked for this mail");
  return found;
}
