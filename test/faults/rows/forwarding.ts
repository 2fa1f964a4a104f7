import type { Section } from "./section.ts";

/** What goes wrong between the stored item and the person who reads it. */
export const forwarding: Section = {
  title: "Forwarding",
  rows: {
    E1: ["L", "a stream record or a whole batch comes twice", "no second mail once SES took the first"],
    E2: ["L", "SES throttles or fails for an hour", "retried with jitter, breaches first; none lost"],
    E3: ["L", "SES is away for longer than the stream keeps records", "the sweep finds and sends all"],
    E4: ["L", "a crash falls between SES and our write", "at most one duplicate, under the same reference"],
    E5: ["L", "SES does not answer", "given up within the function's time, as an outcome that is unknown"],
    E6: [
      "L",
      "a record can never be processed",
      "isolated and alarmed; others go on, no data leaves the table",
    ],
    E7: ["L", "a batch fails half-way", "it resumes at the first failure; nothing is mailed twice"],
    E8: ["I/L", "the stream lags or is switched off", "an alarm, and the sweep needs no stream"],
    E9: [
      "L/A",
      "a controller's mailbox bounces, complains or is suppressed",
      "next contact, then the operator",
    ],
    E10: [
      "L",
      "news comes late, contradicts itself or never comes",
      "legal moves only; silence is escalated",
    ],
    E11: ["L", "an event is early, doubled, unknown or reordered", "no crash, and no state goes back"],
    E12: ["U/I", "an event is forged", "ignored, and logged"],
    E13: ["A", "a mail server has no TLS", "as a bounce or silence; never without TLS"],
    E14: ["L", "our account may not send", "no hot retry, the item stays pending, the operator is told"],
    E15: ["L", "one of two mails fails", "the other is not held up"],
    E16: [
      "L",
      "a controller changes between submission and mail",
      "which contact is used is ruled, and recorded",
    ],
    E17: [
      "L",
      "a controller leaves between submission and mail",
      "forwarded until destruction, then nothing",
    ],
    E18: ["L", "DynamoDB works and SES does not", "submissions are taken, and the trouble is shown"],
  },
};
