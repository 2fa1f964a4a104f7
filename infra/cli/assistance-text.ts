import { visible } from "../../shared/visible.ts";
import type { Assistance, AssistanceTotal, ListedAssistance } from "./assistance-answer.ts";
import { mailStates } from "./letter-answer.ts";
import { table } from "./output.ts";

/** That help was recorded, and how much of its time is charged. */
export function recordedText({ reference, controllerId, minutes, chargeable }: Assistance): string {
  const charged = chargeable ? "charged" : "not charged";
  return `Recorded ${reference}: ${minutes} minutes, ${charged}; ${controllerId} is told.`;
}

/** Help for people, one a line. */
export function listText(given: readonly ListedAssistance[]): string {
  if (given.length === 0) return "There is none.";
  const rows = given.map((one) => [
    one.reference,
    one.doneOn,
    one.controllerId,
    one.kind,
    String(one.minutes),
    one.chargeable ? "yes" : "no",
    one.about ?? "",
    mailStates(one.mails),
  ]);
  return table([
    ["REFERENCE", "DONE ON", "CONTROLLER", "KIND", "MINUTES", "CHARGED", "ABOUT", "MAIL"],
    ...rows,
  ]);
}

/** How much time help took, by controller and kind, one a line. */
export function totalsText(totals: readonly AssistanceTotal[]): string {
  if (totals.length === 0) return "There is none.";
  const rows = totals.map(({ controllerId, name, kind, minutes, chargeableMinutes }) => [
    controllerId,
    visible(name),
    kind,
    String(minutes),
    String(chargeableMinutes),
  ]);
  return table([["CONTROLLER", "NAME", "KIND", "MINUTES", "CHARGED"], ...rows]);
}
