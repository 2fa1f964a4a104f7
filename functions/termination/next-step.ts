import { movedAt, stateOf, type TerminationHistory } from "./agreement.ts";
import { endOfNotice } from "./notice-period.ts";

/**
 * For how long, in milliseconds, a destruction waits after the intake was closed. A door goes by what it read of a
 * controller for 5 s, and what it is doing then ends within its 20 s. A form that was given out before may still bring a
 * file, but not to the controller: whoever looks at one reads first whether the controller takes any, and what it had begun
 * ends within its 45 s.
 */
export const intakeSettles = 60_000;

/** What a run has to do for a termination. */
export type NextStep =
  /** Nothing, before that instant; of a mail that SES has neither taken nor refused for good, nobody knows when. */
  | { do: "wait"; for: "due-day" | "notice-period" | "intake" | "end-of-keeping"; until: Date }
  | { do: "wait"; for: "mail" }
  /** Shut the intake. */
  | { do: "close" }
  /** Declare that there is no way back, and destroy. */
  | { do: "begin" }
  | { do: "destroy" }
  /** Remove its lifecycle rules. */
  | { do: "clean" }
  /** Remove what was kept. */
  | { do: "forget" }
  | { do: "nothing" };

/** What the next step depends on, besides the history. */
export type Circumstances = {
  /** From when on the days count that the controller has to object. */
  noticedAt: string | undefined;
  /** Whether lifecycle rules of it are left. */
  hasNets: boolean;
  /** Until when the little is kept that is kept. */
  keptUntil: string | undefined;
};

/**
 * What is to be done now. Nothing is destroyed before the due day has ended, nor within seven days after SES took the
 * mail that told the controller, or the one that left that to the desk.
 */
export function nextStep(
  history: TerminationHistory,
  { noticedAt, hasNets, keptUntil }: Circumstances,
  now: Date,
): NextStep {
  const state = stateOf(history);
  const wait = (what: "due-day" | "notice-period" | "intake" | "end-of-keeping", until: Date): NextStep => ({
    do: "wait",
    for: what,
    until,
  });
  if (state === "withdrawn") return { do: "nothing" };
  if (state === "destroyed") {
    if (hasNets) return { do: "clean" };
    const end = new Date(keptUntil ?? "9999-12-31T00:00:00.000Z");
    return now < end ? wait("end-of-keeping", end) : { do: "forget" };
  }
  const dueDay = new Date(history.case.destroyNotBefore);
  if (now < dueDay) return wait("due-day", dueDay);
  if (noticedAt === undefined) return { do: "wait", for: "mail" };
  const told = endOfNotice(noticedAt);
  if (now < told) return wait("notice-period", told);
  if (state === "terminated") return { do: "close" };
  if (state === "closed") {
    const settled = new Date(closedAt(history).getTime() + intakeSettles);
    return now < settled ? wait("intake", settled) : { do: "begin" };
  }
  return { do: "destroy" };
}

/** When the intake was closed. */
export function closedAt(history: TerminationHistory): Date {
  const at = movedAt(history, "close");
  if (at === undefined) throw new Error("the intake of this controller was never closed");
  return new Date(at);
}
