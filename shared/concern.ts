/**
 * How bad it is that something waits: `red` where a promise is broken or about to be, and somebody has to act now;
 * `yellow` where somebody has to act, and there is time.
 */
export type ConcernLevel = "red" | "yellow";

/** What needs a human, worst first. */
export const concernKinds = [
  "undelivered",
  "unacknowledged",
  "overdue",
  "destruction",
  "desk",
  "statement",
  "objection",
  "audit",
  "unreadable",
] as const;

/** One thing that needs a human now. It holds nothing that anybody typed. */
export type Concern = {
  kind: (typeof concernKinds)[number];
  level: ConcernLevel;
  /** The case that it is about. */
  reference: string;
  controllerId?: string | undefined;
  /** Since when it waits. */
  since: string;
  /** Until when somebody has to have acted, where that is known. */
  due?: string | undefined;
  /** One sentence, in English. */
  what: string;
  /** The command that shows or settles it, without `meldpunt`. */
  next: string;
};
