import { visible } from "../../../shared/visible.ts";
import { derivation } from "../derivation-text.ts";
import { fieldsText } from "../fields-text.ts";
import { section, table } from "../output.ts";
import type { AuditDetails, AuditSummary } from "./audit-answer.ts";

/** Audits for people, one a line. */
export function listText(audits: readonly AuditSummary[]): string {
  if (audits.length === 0) return "There are none.";
  const rows = audits.map((one) => [
    one.reference,
    stateText(one),
    one.controllerId,
    visible(one.controllerName),
    one.requestedOn,
    one.startsOn,
    informationText(one),
    String(one.findings),
    String(one.openFollowUps.length),
  ]);
  const head = ["REFERENCE", "STATE", "CONTROLLER", "NAME", "REQUESTED", "STARTS", "INFORMATION", "FINDINGS"];
  return table([[...head, "OPEN FOLLOW-UPS"], ...rows]);
}

/** Where an audit stands after what was recorded, and what comes next. */
export function movedText(audit: AuditSummary): string {
  const { reference, state, startsOn, openFollowUps } = audit;
  const next: Readonly<Record<string, string>> = {
    reports_offered: ` The controller was sent the reports that there are. If it says why they do not suffice: meldpunt audits confirm ${reference} --reports-insufficient "…"`,
    planned: ` It begins on ${startsOn}. Information: ${informationText(audit)}.`,
  };
  const open = openFollowUps.length > 0 ? ` Follow-ups still to be done: ${openFollowUps.join(", ")}.` : "";
  return `${reference} is ${stateText(audit)}.${next[state] ?? ""}${open}`;
}

/** All that is known of an audit, for people. */
export function showText(found: AuditDetails): string {
  const { expert, days, scope, reportsInsufficient, derivations } = found;
  const about = {
    state: stateText(found),
    controller: `${found.controllerId} (${found.controllerName})`,
    requestedOn: found.requestedOn,
    startsOn: found.startsOn,
    ...(days !== undefined && { days }),
    information: informationText(found),
    expert: `${expert.name}, ${expert.organisation}; independent and bound to secrecy`,
    scope,
    ...(reportsInsufficient !== undefined && { reportsInsufficient }),
  };
  return [
    section(found.reference, fieldsText(about)),
    section("How the date for information follows", derivation(derivations.informationDue)),
    section("How the earliest beginning follows", derivation(derivations.earliestStart)),
    ...found.entries.map(({ sequence, move, ...rest }) =>
      section(`Entry ${sequence}: ${move.replaceAll("_", "-")}`, fieldsText(rest)),
    ),
    section("Mails", table(found.mails.map(({ id, to, state }) => [id, visible(to), state]))),
  ].join("\n\n");
}

function stateText({ state }: AuditSummary): string {
  return state.replaceAll("_", " ");
}

function informationText({ informationAt, informationDue, informationLate }: AuditSummary): string {
  if (informationAt !== undefined) return `given at ${informationAt}${informationLate ? ", late" : ""}`;
  return `due by ${informationDue}${informationLate ? ", late" : ""}`;
}
