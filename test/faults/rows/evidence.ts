import type { Section } from "./section.ts";

/** What is done to the log that proves everything else. */
export const evidence: Section = {
  title: "Evidence log",
  rows: {
    G1: ["U", "an entry is edited, moved, removed or repeated", "the first bad entry is named"],
    G2: ["U", "the end is cut off", "found against the last published head"],
    G3: ["U", "the whole chain is written anew", "found against a published or locked head"],
    G4: ["L", "two writers append at once", "no fork; the loser tries again"],
    G5: ["L", "the log lags behind for a day", "the gap shows, is said, and is alarmed"],
    G6: ["U", "the same facts can be written in two ways", "one canonical form"],
    G7: ["U", "the clock runs backwards", "the sequence orders, not the time"],
    G8: ["L", "personal data could get into the log", "keyed digests only; it verifies after erasure"],
    G9: ["U", "the verifier gets a million entries or rubbish", "constant memory and a clear error"],
  },
};
