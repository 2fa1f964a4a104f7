import type { Section } from "./section.ts";

/** What goes wrong when an agreement ends and data is destroyed. */
export const termination: Section = {
  title: "Termination and destruction",
  rows: {
    F1: ["U", "an agreement ends on an odd day or hour", "one documented instant, never early"],
    F2: ["U", "the day falls on a holiday; a month is read two ways", "no roll; the agreement's reading"],
    F3: ["L", "a termination is withdrawn, early or late", "reversed; 409 once something was destroyed"],
    F4: [
      "L",
      "a schedule fires twice, late, never or with a forged time",
      "our clock, a lease, and a watchdog",
    ],
    F5: ["L", "two runs destroy at once", "one lease, one certificate"],
    F6: ["L", "there are a million versions, markers and uploads", "the next run goes on; memory stays flat"],
    F7: ["L", "S3 deletes some and refuses others", "tried again; what is left is told, and not certified"],
    F8: ["L", "an object is locked", "told as an exception; no false certificate"],
    F9: ["L", "something is stored while it is destroyed", "intake closed first; a last look finds nothing"],
    F10: ["L", "lifecycle rules are late", "we delete ourselves; the rules only stand behind"],
    F11: [
      "L",
      "somebody else changes the lifecycle rules",
      "theirs stay byte by byte; without ours we say so",
    ],
    F12: [
      "U/L",
      "a prefix is empty or another controller's",
      "impossible; other controllers' data is untouched",
    ],
    F13: [
      "L",
      "DynamoDB deletes in part, and its index lags",
      "repeated until a consistent scan finds nothing",
    ],
    F14: [
      "I/U",
      "copies exist elsewhere",
      "each store has a rule for its end, and the certificate says when",
    ],
    F15: [
      "L",
      "a backup from before a destruction is restored",
      "the destruction is done again before it serves",
    ],
    F16: ["L", "a bucket or key is unlike others", "destroyed, or named as not destroyed"],
    F17: ["L", "a crash falls before the certificate", "the next run writes the same one"],
    F18: ["L", "the wrong controller is terminated", "it is told twice, has time, and it can be withdrawn"],
    F19: ["U", "a certificate could say more than is known", "it is made of verified facts only"],
  },
};
