import type { Delivery } from "../../shared/delivery.ts";
import { movedAt, type TerminationHistory } from "./agreement.ts";
import { standingView } from "./agreement-view.ts";
import type { Destruction } from "./destruction.ts";
import { nextStep } from "./next-step.ts";
import { noticedAt, toldOf } from "./notice-period.ts";
import { hasNet } from "./objects/progress.ts";
import { remainsOf } from "./remains.ts";

/** What is known of a destruction at a moment. */
export type DestructionFacts = {
  history: TerminationHistory;
  /** Undefined once nothing of it is left to do. */
  destruction: Destruction | undefined;
  /** The mails about it. */
  deliveries: readonly Delivery[];
  now: Date;
};

/** How far a destruction is: what was destroyed where, since when, and what is to be done next. */
export function destructionView({ history, destruction, deliveries, now }: DestructionFacts) {
  const { acceptedAt, refusedAt } = toldOf(history, deliveries);
  return {
    ...standingView(history),
    since: {
      terminated: history.case.terminatedAt,
      closed: movedAt(history, "close"),
      destroying: movedAt(history, "begin"),
      incomplete: movedAt(history, "report"),
      destroyed: movedAt(history, "certify"),
    },
    noticeAcceptedAt: acceptedAt,
    noticeRefusedAt: refusedAt,
    next: nextStep(
      history,
      {
        noticedAt: noticedAt(history, deliveries),
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
