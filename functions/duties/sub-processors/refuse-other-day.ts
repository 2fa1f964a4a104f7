import { Refusal } from "../../../shared/refusal.ts";
import type { Announcement } from "./announcement.ts";
import type { RecordedSubProcessor } from "./sub-processor.ts";

/**
 * Holds an announcement against the record, since what a controller asks for later is answered by the record's days: what
 * is engaged is so from `engagedFrom`, and what has ended is so from a day after `endedOn`.
 * @throws Refusal `invalid_input` where the record says another day or none
 */
export function refuseOtherDay(
  { version, content: { engagedFrom, endedOn } }: Pick<RecordedSubProcessor, "version" | "content">,
  { change, effectiveFrom }: Pick<Announcement, "change" | "effectiveFrom">,
): void {
  const record = `Version ${version} of its record`;
  if (change === "engaged" && engagedFrom !== effectiveFrom) {
    throw otherDay(
      engagedFrom === undefined
        ? `${record} does not say from which day it is engaged (engagedFrom).`
        : `${record} says that it is engaged from ${engagedFrom} (engagedFrom): announce that day.`,
    );
  }
  if (change === "ended" && (endedOn === undefined || endedOn >= effectiveFrom)) {
    throw otherDay(
      endedOn === undefined
        ? `${record} does not say which day is its last (endedOn).`
        : `${record} says that its last day is ${endedOn} (endedOn): announce a day after that.`,
    );
  }
}

function otherDay(code: string): Refusal {
  return new Refusal("invalid_input", { errors: [{ pointer: "/effectiveFrom", code }] });
}
