import { Refusal } from "../../../shared/refusal.ts";
import type { AuditEntryInput, AuditHistory } from "./audit.ts";
import { type Planned, whyNot } from "./audit-rules.ts";
import { type AuditStanding, after, openFollowUps, standingOf } from "./audit-standing.ts";
import { refuseImplausible } from "./plausible-start.ts";

/**
 * Whether that can be told of an audit as it stands.
 * @param others the audits of the same controller that count, for one that is confirmed
 * @param today the date in Europe/Amsterdam
 * @throws Refusal `audit_not_allowed` with the reasons, or `invalid_input`
 */
export function checkEntry(
  history: AuditHistory,
  told: AuditEntryInput,
  others: readonly Planned[],
  today: string,
): void {
  const standing = standingOf(history);
  if (after(standing.state, told.move) === undefined) refuse([whyNotNow[standing.state]]);
  if (told.move === "confirm") {
    const { startsOn = standing.startsOn } = told;
    refuseImplausible(startsOn, today);
    refuse(whyNot({ startsOn, requestedOn: history.case.requestedOn, today }, others));
  }
  if (told.move === "follow_up") checkFollowUp(standing, told, today);
  if (told.move === "close") refuse(stillOpen(standing, today));
}

const whyNotNow: Readonly<Record<AuditStanding["state"], string>> = {
  reports_offered:
    "The controller has not said yet why the reports that there are do not suffice: confirm it first.",
  planned: "This audit is planned already.",
  cancelled: "This audit was cancelled.",
  closed: "This audit was closed.",
};

function refuse(reasons: readonly string[]): void {
  if (reasons.length > 0) throw new Refusal("audit_not_allowed", { because: reasons.join(" ") });
}

function checkFollowUp(
  standing: AuditStanding,
  { due, settles }: Extract<AuditEntryInput, { move: "follow_up" }>,
  today: string,
): void {
  const wrong = (pointer: string, code: string) => {
    throw new Refusal("invalid_input", { errors: [{ pointer, code }] });
  };
  if (due !== undefined && settles !== undefined) wrong("/due", "What is done is no longer due.");
  if (due !== undefined && due < today) wrong("/due", "This day has passed.");
  if (settles !== undefined && !openFollowUps(standing).includes(settles)) {
    wrong("/settles", "No follow-up of this number is still to be done.");
  }
}

function stillOpen(standing: AuditStanding, today: string): string[] {
  const { startsOn, informationAt } = standing;
  const open = openFollowUps(standing);
  return [
    ...(startsOn > today ? [`It begins on ${startsOn}: one that does not take place is cancelled.`] : []),
    ...(informationAt === undefined ? ["The controller has not been given the information for it."] : []),
    ...(open.length > 0 ? [`Of its follow-up entries these are still to be done: ${open.join(", ")}.`] : []),
  ];
}
