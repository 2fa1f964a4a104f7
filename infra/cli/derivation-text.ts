import type { Step } from "../../shared/periods/derivation.ts";

/** How a date came about, for people: each step with its rule and what comes out. */
export function derivation(steps: readonly Step[]): string {
  return steps.map(({ rule, text, result }, i) => `${i + 1}. ${text}\n   ${rule}\n   = ${result}`).join("\n");
}
