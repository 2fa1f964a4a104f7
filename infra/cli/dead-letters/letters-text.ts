import { visible } from "../../../shared/visible.ts";
import { table } from "../output.ts";
import type { Letter } from "./letter.ts";
import type { Redriven } from "./redrive.ts";

const kinds: Record<Letter["kind"], string> = {
  run: "a run by the clock",
  event: "an event",
  stream: "changes of the table",
  unreadable: "a message that is not understood",
};

/** Letters for people, one a line. */
export function lettersText(letters: readonly Letter[], heldByOthers: number): string {
  return textOf(letters.map(rowOf), heldByOthers);
}

/** What became of letters, for people, one a line. */
export function redrivenText(redriven: readonly Redriven[], heldByOthers: number): string {
  return textOf(
    redriven.map((one) => [...rowOf(one.letter).slice(0, 3), endText(one)]),
    heldByOthers,
  );
}

function textOf(rows: string[][], heldByOthers: number): string {
  const held = `Held by another command, or by one that was interrupted: ${heldByOthers}. Come back in 16 minutes.`;
  if (rows.length === 0) return heldByOthers > 0 ? held : "Nothing was given up.";
  return heldByOthers > 0 ? `${table(rows)}\n${held}` : table(rows);
}

function rowOf({ at, function: name, kind, why, tries }: Letter): string[] {
  const tried = tries === undefined ? "" : tries === 1 ? "tried once" : `tried ${tries} times`;
  return [at, name, kinds[kind], why, tried].map(visible);
}

function endText({ letter, end, removed }: Redriven): string {
  if (end.outcome === "done") return "went well, and is taken out";
  if (end.outcome === "failed") return `failed again (${visible(end.why)}), and stays`;
  if (letter.kind !== "stream") {
    const gone = "the event was not kept";
    return removed ? `${gone}; it is taken out` : `${gone}, and it stays: add --discard-gone to take it out`;
  }
  if (letter.function === "forward")
    return "the stream has forgotten it, and sweep has long sent what was in it; it is taken out";
  const gone = "it is too late to record it";
  return removed
    ? `${gone}; it is taken out`
    : `${gone}, and it stays: see meldpunt evidence verify and close-gaps, then add --discard-gone`;
}
