import { movedAt, type TerminationHistory } from "./agreement.ts";
import { standingView } from "./agreement-view.ts";
import type { Destruction } from "./destruction.ts";
import { nextStep } from "./next-step.ts";
import { type FirstNotice, noticedAt, refusedAt } from "./notice-period.ts";
import { hasNet } from "./objects/progress.ts";
import { remainsOf } from "./remains.ts";

/** What is known of a destruction at a moment. */
export type DestructionFacts = {
  history: TerminationHistory;
  /** Undefined once nothing of it is left to do. */
  destruction: Destruction | undefined;
  /** The first mail that told the controller. */
  notice: FirstNotice | undefined;
  now: Date;
};

/** How far a destruction is: what was destroyed where, since when, and what is to be done next. */
export function destructionView({ history, destruction, notice, now }: DestructionFacts) {
  return {
    ...standingView(history),
    since: {
      terminated: history.case.terminatedAt,
      closed: movedAt(history, "close"),
      destroying: movedAt(history, "begin"),
      incomplete: movedAt(history, "report"),
      destroyed: movedAt(history, "certify"),
    },
    noticeAcceptedAt: notice?.acceptedAt,
    noticeRefusedAt: refusedAt(notice),
    next: nextStep(
      history,
      {
        noticedAt: noticedAt(notice),
        hasNets: destruction?.objects.some(hasNet) ?? false,
        keptUntil: destruction?.keptUntil,
      },
      now,
    ),
    nextRunFrom: destruction?.pendingAt,
    atWork: (destruction?.leaseUntil ?? "") > now.toISOString(),
    runs: {
      begun: destruction?.run ?? 0,
      ended: destruction?.ended ?? 0,
      failuresInARow: destruction?.failures ?? 0,
    },
    /** What the latest report says is left. */
    notDestroyed: remainsOfLatest(history),
    objects: destruction?.objects ?? [],
    records: destruction?.records,
    reportedAt: destruction?.reportedAt,
    keptUntil: destruction?.keptUntil,
  };
}

function remainsOfLatest({ entries }: TerminationHistory) {
  const latest = entries.findLast(({ move }) => move === "report" || move === "certify");
  return latest?.move === "report" && latest.outcome ? remainsOf(latest.outcome) : [];
}
