import type { Section } from "./section.ts";

/** What goes wrong with configuration, code and the account. */
export const operations: Section = {
  title: "Configuration, start and operation",
  rows: {
    H1: [
      "U/I",
      "a variable is missing or malformed",
      "the function does not start, and names the variable only",
    ],
    H2: [
      "U",
      "a controller's record is poisoned or loops mail",
      "refused; a changed contact is told to old and new",
    ],
    H3: ["L", "personal data sits in an error", "it is in no log, trace, queue or metric"],
    H4: ["I", "a function reaches for what is not its own", "its role denies it"],
    H5: ["U", "a warm process served somebody else before", "nothing of one caller reaches another"],
    H6: ["L", "an item was written by older or newer code", "read, or parked; never dropped"],
    H7: ["L", "a handler throws, overruns or runs out of memory", "a plain 5xx, and a failure that is seen"],
    H8: [
      "I",
      "a store could have lax defaults",
      "encrypted, private, TLS only, kept no longer than declared",
    ],
    H9: ["I", "a dependency is not what it was", "locked, no install scripts, bounded bundles"],
    H10: [
      "I",
      "a quota of the account is used up",
      "the intake keeps its share, and an alarm goes off at 80 %",
    ],
    H11: ["U", "a locale or time zone is rubbish", "a default; no crash"],
  },
};
