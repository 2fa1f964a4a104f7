import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyingOf } from "../../../functions/termination/destruction-plan.ts";
import type { ObjectsProgress } from "../../../functions/termination/objects/progress.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import { isComplete, remainsOf } from "../../../functions/termination/remains.ts";
import { anyOutcome } from "./any-outcome.ts";
import { outcome, place, windows } from "./terminations.ts";

const where = "data/controllers/voorbeeld-bv/";
const { emptyAt: _place, ...unverified } = place();
const { emptyAt: _records, ...unscanned } = outcome().records;
const inPlace = (changes: Partial<ObjectsProgress>) => ({ objects: [place(changes)] });

/** Each single thing that stands in the way of a certificate. */
const defects: [string, Partial<Outcome>, object][] = [
  ["a place that was not found empty", { objects: [unverified] }, { where, reason: "not_verified" }],
  [
    "objects that S3 does not give up",
    { objects: [{ ...unverified, left: { AccessDenied: 2 } }] },
    { where, reason: "refused", code: "AccessDenied", count: 2 },
  ],
  [
    "objects that are left where a list found nothing",
    inPlace({ left: { StillListed: 1 } }),
    { where, reason: "refused", code: "StillListed", count: 1 },
  ],
  [
    "a place that S3 does not list",
    { objects: [{ ...unverified, unlisted: "NoSuchBucket" }] },
    { where, reason: "not_listed", code: "NoSuchBucket" },
  ],
  ["copies", inPlace({ replicas: ["replica-1"] }), { where: "replica-1", reason: "replicated" }],
  [
    "copies that S3 does not tell of",
    inPlace({ replicasUnknown: "AccessDenied" }),
    { where, reason: "replication_unknown", code: "AccessDenied" },
  ],
  [
    "access logs without an end",
    inPlace({ accessLogs: "logs/a/" }),
    { where: "logs/a/", reason: "access_logged" },
  ],
  [
    "access logs that S3 does not tell of",
    inPlace({ accessLogsUnknown: "AccessDenied" }),
    { where, reason: "access_logging_unknown", code: "AccessDenied" },
  ],
  [
    "a place that was not touched",
    { excluded: [{ bucket: "hosted", prefix: "a/", reason: "overlaps" }] },
    { where: "hosted/a/", reason: "overlaps" },
  ],
  ["no place at all", { objects: [] }, { where: null, reason: "not_verified" }],
  ["a table that was not found empty", { records: unscanned }, { of: "records", reason: "not_verified" }],
  [
    "records of an unknown kind",
    { records: { ...outcome().records, unknown: 3 } },
    { of: "records", reason: "unknown_items", count: 3 },
  ],
  [
    "files that S3 does not delete",
    { records: { ...outcome().records, filesLeft: 2 } },
    { of: "records", reason: "files_left", count: 2 },
  ],
];

describe("a destruction is complete", () => {
  test("when all was found empty and nothing speaks against it", () => {
    expect(remainsOf(outcome())).toEqual([]);
    expect(isComplete(outcome())).toBe(true);
    expect(isComplete(outcome(inPlace({ left: {}, replicas: [], net: "denied" })))).toBe(true);
  });

  // F8, F16
  test.each(defects)("not with %s", (_, changes, remain) => {
    expect(isComplete(outcome(changes))).toBe(false);
    expect(remainsOf(outcome(changes))).toMatchObject([remain]);
  });

  test("with access logs whose end is known, and only of those that it is known of", () => {
    const objects = [place({ accessLogs: "logs/a/" }), place({ bucket: "other", accessLogs: "logs/b/" })];
    const emptying = (days: (bucket: string) => number | undefined) =>
      outcome({ objects, emptying: emptyingOf(windows, new Date(), objects, days) });
    expect(isComplete(emptying(() => 90))).toBe(true);
    expect(remainsOf(emptying((bucket) => (bucket === "data" ? 90 : undefined)))).toMatchObject([
      { where: "logs/b/", reason: "access_logged" },
    ]);
  });

  // F7
  test("never with any residue, whatever else is so", () => {
    fc.assert(
      fc.property(anyOutcome, (of) => {
        const { objects, excluded, records } = of;
        const isProven =
          objects.length > 0 &&
          objects.every(
            ({ emptyAt, left = {}, unlisted, replicas = [], ...unknown }) =>
              emptyAt !== undefined &&
              Object.values(left).every((count) => count === 0) &&
              unlisted === undefined &&
              replicas.length === 0 &&
              unknown.replicasUnknown === undefined &&
              unknown.accessLogsUnknown === undefined,
          ) &&
          excluded.length === 0 &&
          records.unknown === 0 &&
          records.emptyAt !== undefined;
        if (isComplete(of)) expect(isProven).toBe(true);
        else expect(remainsOf(of)).not.toEqual([]);
      }),
    );
  });
});

test("what is left is told in an order of its own, not in that of the codes as they are stored", () => {
  const left = (codes: Record<string, number>) =>
    remainsOf(outcome({ objects: [{ ...unverified, left: codes }] }));
  expect(left({ B: 1, A: 2, C: 0 })).toEqual(left({ C: 0, A: 2, B: 1 }));
});
