import fc from "fast-check";
import { emptyingOf } from "../../../functions/termination/destruction-plan.ts";
import { netStates, type ObjectsProgress } from "../../../functions/termination/objects/progress.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import { outcome, place, windows } from "./terminations.ts";

const codes = fc.constantFrom("AccessDenied", "StillListed", "InternalError", "NoSuchBucket");
const count = fc.nat({ max: 1_000_000 });

/** The place of that number, in whatever state. */
function anyPlace(n: number): fc.Arbitrary<ObjectsProgress> {
  return fc.record(
    {
      bucket: fc.constant(`bucket-${n}`),
      prefix: fc.constant("c/voorbeeld-bv/"),
      net: fc.constantFrom(...netStates),
      versions: count,
      deleteMarkers: count,
      bytes: count,
      uploads: count,
      netRefusal: codes,
      left: fc.dictionary(codes, fc.nat({ max: 3 }), { maxKeys: 3 }),
      unlisted: codes,
      replicas: fc.subarray(["replica-1", "replica-2"]),
      replicasUnknown: codes,
      accessLogs: fc.constantFrom("logs/a/", "logs/b/"),
      accessLogsUnknown: codes,
      begunAt: fc.constant("2027-02-01T00:02:00.000Z"),
      emptyAt: fc.constant(`2027-02-01T00:03:0${n}.000Z`),
    },
    { requiredKeys: ["bucket", "prefix", "net", "versions", "deleteMarkers", "bytes", "uploads"] },
  );
}

/** Whatever a destruction can come to, complete or not; also what no run would write. */
export const anyOutcome: fc.Arbitrary<Outcome> = fc
  .record({
    objects: fc
      .integer({ min: 0, max: 3 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, m) => anyPlace(m)))),
    excluded: fc.array(
      fc.record({
        bucket: fc.constant("elsewhere"),
        prefix: fc.constantFrom("a/", "b/"),
        reason: fc.constantFrom("overlaps" as const, "unknown_bucket" as const),
      }),
      { maxLength: 2 },
    ),
    unknown: fc.oneof(fc.constant(0), fc.nat({ max: 5 })),
    filesLeft: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
    isEmpty: fc.boolean(),
    accessLogDays: fc.option(fc.constantFrom(30, 365), { nil: undefined }),
    countsAreExact: fc.boolean(),
  })
  .map(({ objects, unknown, filesLeft, isEmpty, accessLogDays, ...rest }) => {
    const { emptyAt, ...records } = outcome().records;
    return outcome({
      ...rest,
      objects,
      records: { ...records, unknown, ...(filesLeft && { filesLeft }), ...(isEmpty && { emptyAt }) },
      emptying: emptyingOf(windows, new Date(outcome().finishedAt), objects, () => accessLogDays),
    });
  });

/** An outcome that leaves nothing. */
export const anyCompleteOutcome: fc.Arbitrary<Outcome> = fc
  .record({ versions: count, bytes: count, uploads: count, requests: count, countsAreExact: fc.boolean() })
  .map(({ versions, bytes, uploads, requests, countsAreExact }) =>
    outcome({
      objects: [place({ versions, bytes, uploads })],
      records: { ...outcome().records, requests },
      countsAreExact,
    }),
  );
