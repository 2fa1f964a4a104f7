import { visible } from "../../shared/visible.ts";
import { table } from "./output.ts";
import type { ShownConcern, Status } from "./status-answer.ts";

/** Colours a text, or leaves it as it is. */
export type Paint = (level: ShownConcern["level"], text: string) => string;

/** Of each group so many are shown: the whole is to fit on a screen. */
const mostOfGroup = 5;

/** What needs a human, for people: the same matter together, worst first, each with the command that helps. */
export function statusText({ at, concerns, counts }: Status, paint: Paint): string {
  if (concerns.length === 0) return "Nothing needs you.";
  const groups = Map.groupBy(concerns, ({ level, kind, what }) => `${level} ${kind} ${what}`);
  const left = counts.red + counts.yellow - concerns.length;
  return [
    `${counts.red} red, ${counts.yellow} yellow.`,
    ...Array.from(groups.values(), (group) => groupText(group, at, paint)),
    ...(left > 0 ? [`${left} more are not shown: settle some of these first.`] : []),
  ].join("\n\n");
}

function groupText(group: readonly ShownConcern[], at: string, paint: Paint): string {
  const [first] = group;
  if (!first) return "";
  const { level, kind, what } = first;
  const rows = group.slice(0, mostOfGroup).map((one) => concernRow(one, at));
  const more = group.length - rows.length;
  return [
    `${paint(level, level.toUpperCase())} ${kind}: ${visible(what)}`,
    table(rows).replaceAll(/^/gm, "  "),
    ...(more > 0 ? [`  and ${more} more: add --json to see all`] : []),
  ].join("\n");
}

function concernRow({ reference, controllerId = "", since, due, next }: ShownConcern, at: string): string[] {
  const waits = `waits ${lengthText(Date.parse(at) - Date.parse(since))}`;
  const until = due === undefined ? "" : `due ${due}`;
  return [reference, controllerId, waits, until, `meldpunt ${next}`].map(visible);
}

/** How long something waits, in the unit in which it is still told from what waits twice as long. */
function lengthText(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 120) return counted(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? counted(hours, "hour") : counted(Math.floor(hours / 24), "day");
}

function counted(n: number, unit: string): string {
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}
