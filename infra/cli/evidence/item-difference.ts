import type { LiveItem } from "./evidence-answer.ts";
import type { Finding } from "./findings.ts";
import type { ItemCheck } from "./item-check.ts";

/** What is wrong with an item beside what its chain says of it. */
export type Difference = Pick<Finding, "code" | "message" | "from" | "to">;

/** Compares an item of the table with what its chain says of it. */
export function differenceOf(
  { reference, item, revision, digest }: LiveItem,
  state: ReturnType<ItemCheck["lookup"]>,
): Difference | undefined {
  const what = `${reference} ${item}`;
  if (digest === undefined)
    return edited(`What the table has as ${what} has no salt: it was written past the records.`);
  if (state?.whereabouts !== "there") {
    const from = state?.whereabouts === "left" && revision > state.revision ? state.revision + 1 : 1;
    return gap(`The table has ${what}, and its chain does not say that it is there`, from, revision);
  }
  if (revision > state.revision)
    return gap(`The table has newer changes of ${what} than its chain`, state.revision + 1, revision);
  if (revision < state.revision) {
    const message = `The table has ${what} with revision ${revision}, and its chain tells of ${state.revision}: it was put back, or replaced by another.`;
    return { code: "gap", message, from: state.revision + 1 };
  }
  if (state.digest === undefined)
    return edited(
      `What the table has as revision ${revision} of ${what} had no salt when it was recorded: it was changed past the records.`,
    );
  if (digest.startsWith(state.digest)) return undefined;
  return edited(
    `What the table has as revision ${revision} of ${what} is not what was recorded: it was changed past the records.`,
  );
}

function edited(message: string): Difference {
  return { code: "edited", message };
}

function gap(how: string, from: number, to: number): Difference {
  const which = from === to ? `revision ${from}` : `the revisions ${from} to ${to}`;
  return { code: "gap", message: `${how}: no entry tells of ${which}.`, from, to };
}
