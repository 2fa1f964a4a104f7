import type { HandedOver } from "../../local/dead-letters/hand-over.ts";
import type { Bundle, Letter, LetterBox } from "./letter.ts";

/** What became of a letter, and whether it is out of its queue. */
export type Redriven = { letter: Letter; end: HandedOver; removed: boolean };

/**
 * Letters in the order in which they are handed over, those together that one call settles: a function that runs by the clock
 * does with one run all that it left undone.
 */
export function bundlesOf(letters: readonly Letter[]): Bundle[] {
  const grouped = Map.groupBy(letters, ({ kind, function: name, id }) => (kind === "run" ? name : `#${id}`));
  return [...grouped.values()].flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []));
}

/** What in the stream `sweep` has done by itself: the mails of a case stay pending until they are sent. */
const sweptUp = "forward";

/**
 * What nobody can be handed any more: a change that is recorded after a later one of the same item looks like a change that
 * somebody made past the records (`infra/evidence-format.md`).
 */
const isTooLate = ({ function: name, kind }: Letter) => name === "record-evidence" && kind === "stream";

/**
 * Hands letters over, one call after the other, and takes those out that went well.
 * @param discardGone also takes out what is kept nowhere any more
 * @param tell is told of each bundle when it is done
 */
export async function redrive(
  box: Pick<LetterBox, "handOver" | "remove">,
  letters: readonly Letter[],
  discardGone: boolean,
  tell: (done: number) => void = () => {},
): Promise<Redriven[]> {
  const redriven: Redriven[] = [];
  for (const bundle of bundlesOf(letters)) {
    const end: HandedOver = isTooLate(bundle[0]) ? { outcome: "gone" } : await box.handOver(bundle);
    const isDiscarded = end.outcome === "gone" && (discardGone || bundle[0].function === sweptUp);
    if (isDiscarded) await box.remove(bundle);
    const removed = isDiscarded || end.outcome === "done";
    redriven.push(...bundle.map((letter) => ({ letter, end, removed })));
    tell(redriven.length);
  }
  return redriven;
}
