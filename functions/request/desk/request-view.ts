import { shownAttachments } from "../../../shared/attachments/attachment-view.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { controllerOf, type RequestDossier, waitsForDesk } from "../request.ts";
import type { RequestEntry } from "../request-entry.ts";
import { requestStatus, statusReport } from "../request-status.ts";

/** Where a request stands, in one row of the operator's list. */
export function summaryOf(of: RequestDossier) {
  const { reference, receivedAt, respondBy, submission } = of.case;
  const { organisation, rights } = submission;
  return {
    reference,
    status: requestStatus(of),
    waiting: waitsForDesk(of),
    receivedAt,
    respondBy,
    controller: controllerOf(of),
    organisation,
    rights,
  };
}

/** All that the operator is shown of a request at that instant: everything but hashes, forms and the tokens of links. */
export function detailsOf(of: RequestDossier, now: Date) {
  const { language, controllerVersion, submission } = of.case;
  return {
    ...statusReport(of),
    waiting: waitsForDesk(of),
    controllerVersion:
      of.entries.find(({ move }) => move === "assign")?.controllerVersion ?? controllerVersion,
    language,
    submission,
    attachments: shownAttachments(of, now),
    entries: of.entries.map(shownEntry),
    deliveries: of.deliveries.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).map(shownDelivery),
  };
}

function shownEntry(entry: RequestEntry) {
  const { sequence, move, at, by, controller, controllerVersion, because, attachment } = entry;
  return { sequence, move, at, by, controller, controllerVersion, because, attachment };
}

function shownDelivery(delivery: Delivery) {
  const { id, type, to, state, createdAt, acceptedAt, silentAt } = delivery;
  const { deliveredAt, acknowledgedAt, undeliveredAt, reason } = delivery;
  const times = { createdAt, acceptedAt, silentAt, deliveredAt, acknowledgedAt, undeliveredAt };
  return { id, type, to, state, ...times, reason };
}
