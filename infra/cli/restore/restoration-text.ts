import { section, table } from "../output.ts";
import type { Restoration } from "./restoration.ts";
import { type ControllerPart, type Happened, happenings } from "./restore-answer.ts";

/** How each kind of what happened since is told, and how it is repeated. */
const titles: Readonly<Record<keyof Happened, string>> = {
  terminations: "agreements that ended (agreements terminate)",
  withdrawals: "ends that were taken back (agreements withdraw-termination)",
  decisions: "cases that were decided on or added to",
  cases: "cases that came in, and are not in this table",
  records: "records that were changed",
};

/**
 * What was, or would be, done in a restored table.
 * @param isDone whether it was done
 */
export function restorationText(found: Restoration, isDone: boolean): string {
  const { controllers, repeat, since, left } = found;
  const told = happenings.flatMap((what) => {
    const names = repeat[what] ?? [];
    return names.length > 0 ? [section(`${titles[what]}: ${names.length}`, names.join("\n"))] : [];
  });
  const unfinished = controllers.filter((one) => one.unfinished).map(({ id }) => `${id}`);
  return [
    `The evidence was read back to ${since ?? "its beginning"}.`,
    section(isDone ? "Removed again" : "Would be removed again", table(controllers.map(rowOf))),
    ...(unfinished.length > 0
      ? [
          section(
            "Destructions that nothing goes on with: add the controller, and terminate",
            unfinished.join("\n"),
          ),
        ]
      : []),
    section("Not in this table, to be repeated or looked after", told.join("\n")),
    ...(left === undefined ? [] : [endText(left)]),
  ].join("\n\n");
}

function rowOf({ id, removed: { items, reports }, record = "kept" }: ControllerPart): string[] {
  const count = Object.values(items).reduce((sum, one) => sum + one, 0);
  return [
    id ?? "of no controller",
    count === 1 ? "1 item" : `${count} items`,
    reports.length === 1 ? "1 breach report" : `${reports.length} breach reports`,
    ...(id === null ? [] : [`its record: ${recordTexts[record]}`]),
  ];
}

const recordTexts: Readonly<Record<NonNullable<ControllerPart["record"]>, string>> = {
  taken_over: "as in the table that serves",
  removed: "gone",
  kept: "as it was",
};

function endText(left: number): string {
  if (left === 0) return "Nothing of a destroyed controller is left: this table may serve.";
  return "This table must not serve: it still names a controller whose data was destroyed, in items that this release cannot read.";
}
