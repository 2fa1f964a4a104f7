import { shownCase } from "../shown-case.ts";
import { shownMails } from "../shown-mails.ts";
import type { AuditDossier, AuditHistory } from "./audit.ts";
import { entriesOf, openFollowUps, standingOf } from "./audit-standing.ts";

/** Where an audit stands, for a list and after each move. */
export function auditSummary(history: AuditHistory, now: Date) {
  const { requestedOn, informationDue } = history.case;
  const standing = standingOf(history);
  const { state, startsOn, informationAt } = standing;
  return {
    ...shownCase(history.case),
    state,
    requestedOn,
    startsOn,
    informationDue: informationDue.day,
    informationAt,
    informationLate: (informationAt ?? now.toISOString()) >= informationDue.endsAt,
    findings: entriesOf(history, "finding").length,
    openFollowUps: openFollowUps(standing),
  };
}

/** All that is known of an audit, and how its dates follow. */
export function auditDetails(dossier: AuditDossier, now: Date) {
  const { days, expert, scope, informationDue, earliestStart } = dossier.case;
  const { reportsInsufficient, followUps } = standingOf(dossier);
  return {
    ...auditSummary(dossier, now),
    days,
    expert,
    scope,
    reportsInsufficient,
    followUps,
    derivations: { informationDue: informationDue.steps, earliestStart: earliestStart.steps },
    entries: dossier.entries.map(({ sequence, at, by, told }) => ({ sequence, at, by, ...told })),
    mails: shownMails(dossier.deliveries),
  };
}
