/** The rules of the periods and where each comes from. */
const rules = {
  R1: "GDPR art. 12(3)",
  R2: "Reg. (EEC, Euratom) 1182/71 art. 3(1), 3(2)(c)",
  R3: "Reg. (EEC, Euratom) 1182/71 art. 3(4)",
  R4: "Reg. (EEC, Euratom) 1182/71 art. 3(3), 3(2)(a)",
  R7: "GDPR art. 33(1), 33(2)",
  R8: "dates are those of Europe/Amsterdam, hours those of UTC",
  R9: "GDPR art. 12(3), extended",
  R10: "data-processing agreement art. 11.4",
  R13: "data-processing agreement, period in weeks",
} as const;

/** One step of a computation: the rule with its source, what it does here, and what comes out. */
export type Step = { rule: string; text: string; result: string };

/**
 * A deadline as two dates, because the law leaves room: `conservative` for alarms and reminders,
 * `latestLawful` for the record. Both are dates (through the end of that day in Europe/Amsterdam), or both
 * are instants. `holidays` is the version of the holiday list it was computed with.
 */
export type Deadline = { conservative: string; latestLawful: string; steps: Step[]; holidays: string };

/** A step under one of the rules above. */
export function step(rule: keyof typeof rules, text: string, result: string): Step {
  return { rule: `${rule}: ${rules[rule]}`, text, result };
}
