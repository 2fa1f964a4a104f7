import { takesRequests } from "../../../shared/agreement-end.ts";
import type { Controller } from "../../../shared/controller.ts";
import type { Recorded } from "../record.ts";
import { shownMails } from "../shown-mails.ts";
import { type Announcement, announcementReference } from "./announcement.ts";
import { type ChangeDossier, objectionsIn, openObjections } from "./change-case.ts";
import { isInTime, objectionPeriod } from "./objection-period.ts";
import type { RecordedSubProcessor } from "./sub-processor.ts";

/** A sub-processor as operators are shown it; `bound` says whether a written agreement is on record (art. 5.3). */
export function subProcessorView({ id, version, at, by, because, content }: RecordedSubProcessor) {
  return { id, version, at, by, because, ...content, bound: content.agreement !== undefined };
}

/**
 * An announcement: who was told of it and how that went. `untold` are the controllers that it has not gone to: announced
 * again, it goes to them, too.
 */
export function announcementView(
  { at, by, content }: Recorded<Announcement>,
  dossiers: readonly ChangeDossier[],
  controllers: readonly Controller[],
  now: Date,
) {
  const told = new Map(dossiers.map((dossier) => [dossier.case.reference, dossier]));
  const referenceOf = ({ id }: Controller) => announcementReference(content, id);
  return {
    ...content,
    at,
    by,
    controllers: controllers.flatMap((controller) => {
      const dossier = told.get(referenceOf(controller));
      return dossier ? [changeView(dossier, now)] : [];
    }),
    untold: controllers
      .filter((controller) => takesRequests(controller) && !told.has(referenceOf(controller)))
      .map(({ id }) => id),
  };
}

/** How one controller was told of a change, until when it may object and how that was found, and what it objected. */
export function changeView(dossier: ChangeDossier, now: Date) {
  const { case: of, entries, deliveries } = dossier;
  const period = objectionPeriod(deliveries);
  return {
    reference: of.reference,
    controllerId: of.controllerId,
    controllerName: of.controllerName,
    at: of.at,
    by: of.by,
    mails: shownMails(deliveries),
    period,
    mayObject: isInTime(period, now),
    objections: objectionsIn(dossier).map(({ sequence, at, name, capacity, arguments: said }) => ({
      sequence,
      at,
      name,
      capacity,
      arguments: said,
    })),
    answers: entries.flatMap((entry) =>
      entry.move === "answer" ? [{ at: entry.at, by: entry.by, because: entry.because }] : [],
    ),
    unanswered: openObjections(dossier).length,
  };
}
