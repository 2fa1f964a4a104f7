import type {
  Termination,
  TerminationEntry,
  TerminationHistory,
} from "../../../functions/termination/agreement.ts";
import { emptyingOf, planOf } from "../../../functions/termination/destruction-plan.ts";
import type { ObjectsProgress } from "../../../functions/termination/objects/progress.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { delivery } from "../../support/submissions.ts";

export const windows = { recoveryDays: 7, logRetentionDays: 30 };

/** The end of the agreement with Voorbeeld B.V. on 31 December 2026, as it was recorded in November. */
export function termination(changes: Partial<Termination> = {}): Termination {
  return {
    v: 1,
    kind: "termination",
    reference: "AGR-7K3M-9QXT-2W5R",
    controllerId: "voorbeeld-bv",
    controllerName: "Voorbeeld B.V.",
    language: "nl",
    terminatedAt: "2026-11-22T10:15:00.000Z",
    terminatedBy: "arn:aws:iam::000000000000:user/operator",
    lastDay: "2026-12-31",
    reading: "date_to_date",
    computedDay: "2027-01-31",
    dueDay: "2027-01-31",
    destroyNotBefore: "2027-01-31T23:00:00.000Z",
    destroyBy: "2027-02-07T23:00:00.000Z",
    plan: planOf([{ bucket: "data", prefix: "controllers/voorbeeld-bv/" }], windows, "data"),
    keptYears: 5,
    ...changes,
  };
}

/** A place in which everything was deleted, with the given fields in place of its own. */
export function place(changes: Partial<ObjectsProgress> = {}): ObjectsProgress {
  return {
    bucket: "data",
    prefix: "controllers/voorbeeld-bv/",
    net: "set",
    versions: 12,
    deleteMarkers: 3,
    bytes: 45_678,
    uploads: 1,
    begunAt: "2027-02-01T00:02:00.000Z",
    emptyAt: "2027-02-01T00:03:00.000Z",
    ...changes,
  };
}

/** A destruction that left nothing, with the given fields in place of its own. */
export function outcome(changes: Partial<Outcome> = {}): Outcome {
  const finishedAt = "2027-02-01T00:04:00.000Z";
  const { objects = [place()] } = changes;
  return {
    closedAt: "2027-01-31T23:00:30.000Z",
    begunAt: "2027-02-01T00:01:00.000Z",
    finishedAt,
    objects,
    excluded: [],
    records: {
      requests: 9,
      breachReports: 4,
      sharedReports: 2,
      notices: 5,
      unknown: 0,
      emptyAt: finishedAt,
    },
    countsAreExact: true,
    emptying: emptyingOf(windows, new Date(finishedAt), objects, () => undefined),
    keptUntil: "2032-02-01T00:04:00.000Z",
    ...changes,
  };
}

/** These entries of that termination, numbered, each an hour after the one before. */
export function history(
  of: Termination = termination(),
  ...entries: readonly (Pick<TerminationEntry, "move"> & Partial<TerminationEntry>)[]
): TerminationHistory {
  const numbered = entries.map((entry, n): TerminationEntry => {
    return {
      v: 1,
      kind: "termination-entry",
      reference: of.reference,
      controllerId: of.controllerId,
      sequence: n + 1,
      at: new Date(Date.parse("2027-01-31T23:00:30.000Z") + n * 3_600_000).toISOString(),
      by: "destroy",
      ...entry,
    };
  });
  return { case: of, entries: numbered };
}

/** A delivery of that termination. */
export function terminationDelivery(changes: Partial<Delivery> = {}): Delivery {
  return delivery({ reference: termination().reference, id: "termination", type: "termination", ...changes });
}

/** The moves that lead to the end of a destruction. */
export const destroyed = [{ move: "close" }, { move: "begin" }] as const;
