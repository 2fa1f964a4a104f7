import { visible } from "../../../shared/visible.ts";
import type { Finding } from "./findings.ts";
import { type Level, levels } from "./judgement.ts";

/** Colours a text by how bad it is, or leaves it as it is. */
export type PaintLevel = (level: Level, text: string) => string;

/** How many findings there are of each level. */
export type Counts = Record<Level, number>;

/** Counts the findings. */
export function countFindings(found: readonly Finding[]): Counts {
  const count = (level: Level) => found.filter((finding) => finding.level === level).length;
  return { bad: count("bad"), warn: count("warn"), skipped: count("skipped"), ok: count("ok") };
}

/** The findings for people: one a line with what to do, worst first; what cannot be asked together, by subject. */
export function doctorText(found: readonly Finding[], paint: PaintLevel): string {
  const { bad, warn, ok } = countFindings(found);
  const skipped = found.filter(({ level }) => level === "skipped").map(({ subject }) => subject);
  const width = Math.max(...levels.filter((level) => level !== "skipped").map(({ length }) => length));
  const lines = found
    .filter(({ level }) => level !== "skipped")
    .map(({ level, subject, what, next }) => {
      const label = paint(level, level.toUpperCase().padEnd(width));
      return `${label}  ${subject}: ${visible([what, next].filter(Boolean).join(" "))}`;
    });
  return [
    `${bad} bad, ${warn} to look at, ${ok} well.`,
    "",
    ...lines,
    ...(skipped.length > 0 ? [`Not on this machine: ${skipped.join(", ")}.`] : []),
  ].join("\n");
}
