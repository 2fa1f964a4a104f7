import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Termination } from "../../../functions/termination/agreement.ts";
import { certificateDocument } from "../../../functions/termination/certificate.ts";
import { certificateSchema } from "../../../functions/termination/certificate-schema.ts";
import { planOf } from "../../../functions/termination/destruction-plan.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import { isComplete, remainsOf } from "../../../functions/termination/remains.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import { anyCompleteOutcome, anyOutcome } from "./any-outcome.ts";
import { destroyed, history, outcome, place, termination, windows } from "./terminations.ts";

const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const isDocument = ajv.compile(jsonSchema(certificateSchema));

/** The document of the entry that such an outcome leads to, or of the move given. */
function written(
  of: Outcome,
  move = isComplete(of) ? "certify" : "report",
  changes: Partial<Termination> = {},
) {
  const last = { move: move as "certify" | "report", outcome: of };
  const told = history(termination(changes), ...destroyed, last);
  const [, , entry] = told.entries;
  if (!entry) throw new Error("there is no third entry");
  return certificateDocument(told, entry);
}

/** The same value with the fields of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reordered(inner)])
      .reverse(),
  );
}

const { emptyAt: _, ...unverified } = place();

describe("a certificate", () => {
  test("holds what was destroyed, how that is proven, what empties itself and what is kept", () => {
    expect(written(outcome())).toEqual({
      $schema: "/schemas/destruction-1.json",
      type: "certificate",
      reference: "AGR-7K3M-9QXT-2W5R",
      number: 3,
      recordedAt: "2027-02-01T01:00:30.000Z",
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      agreement: {
        terminatedAt: "2026-11-22T10:15:00.000Z",
        lastDay: "2026-12-31",
        monthReading: "date_to_date",
        computedDay: "2027-01-31",
        agreed: null,
        dueDay: "2027-01-31",
        destroyNotBefore: "2027-01-31T23:00:00.000Z",
        destroyBy: "2027-02-07T23:00:00.000Z",
      },
      destruction: {
        intakeClosedAt: "2027-01-31T23:00:30.000Z",
        begunAt: "2027-02-01T00:01:00.000Z",
        finishedAt: "2027-02-01T00:04:00.000Z",
      },
      countsAreExact: true,
      objects: [
        {
          bucket: "data",
          prefix: "controllers/voorbeeld-bv/",
          begunAt: "2027-02-01T00:02:00.000Z",
          deleted: { versions: 12, deleteMarkers: 3, unfinishedUploads: 1, bytes: 45_678 },
          lifecycleRules: { state: "set", code: null, mayHaveDeleted: false },
          verifiedEmptyAt: "2027-02-01T00:03:00.000Z",
        },
      ],
      records: {
        requests: 9,
        breachReports: 4,
        sharedBreachReports: 2,
        notices: 5,
        verifiedEmptyAt: "2027-02-01T00:04:00.000Z",
      },
      notSearched: ["free_text"],
      emptying: [
        { store: "recovery", where: null, emptyBy: "2027-02-08T00:04:00.000Z" },
        { store: "stream", where: null, emptyBy: "2027-02-02T00:04:00.000Z" },
        { store: "queues", where: null, emptyBy: "2027-02-17T00:04:00.000Z" },
        { store: "event-retries", where: null, emptyBy: "2027-02-03T00:04:00.000Z" },
        { store: "invocations", where: null, emptyBy: "2027-02-03T00:04:00.000Z" },
        { store: "mail-in-transit", where: null, emptyBy: "2027-02-02T00:04:00.000Z" },
        { store: "uploads", where: null, emptyBy: "2027-02-04T00:04:00.000Z" },
        { store: "logs", where: null, emptyBy: "2027-03-06T00:04:00.000Z" },
      ],
      kept: {
        what: ["identity", "contacts", "termination", "open_breach_reports"],
        until: "2032-02-01T00:04:00.000Z",
      },
      noLongerNamed: [],
      notDestroyed: [],
    });
  });

  test("says which day was agreed instead, and why", () => {
    const agreed = { destroyAfter: "2027-03-01", because: "Overdracht duurt langer.", dueDay: "2027-03-01" };
    expect(written(outcome(), "certify", agreed).agreement).toMatchObject({
      computedDay: "2027-01-31",
      agreed: { day: "2027-03-01", because: "Overdracht duurt langer." },
    });
  });

  test("names the places that were announced and then no longer the controller's", () => {
    const announced = ["controllers/voorbeeld-bv/", "moved/", "whole/part/"].map((prefix) => ({
      bucket: "data",
      prefix,
    }));
    const objects = [place(), place({ prefix: "whole/" })];
    const { noLongerNamed } = written(outcome({ objects }), "certify", {
      plan: planOf(announced, windows, "data"),
    });
    expect(noLongerNamed).toEqual(["data/moved/"]);
  });

  // F17
  test("is the same, byte for byte, for the same facts: in whatever order they are stored, wherever it is made", () => {
    const zones = fc.constantFrom("UTC", "Pacific/Kiritimati", "America/Los_Angeles");
    const { TZ } = process.env;
    fc.assert(
      fc.property(anyOutcome, zones, (of, zone) => {
        const move = isComplete(of) ? "certify" : "report";
        const told = history(termination(), ...destroyed, { move, outcome: of });
        const again = reordered(told) as typeof told;
        const [first, second] = [told, again].map((one, n) => {
          if (n === 1) process.env.TZ = zone;
          const [, , entry] = one.entries;
          return entry && JSON.stringify(certificateDocument(one, entry));
        });
        expect(second).toBe(first);
      }),
    );
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
});

// F19
describe("what is verified, and nothing else, is what a document claims", () => {
  test("of whatever a destruction comes to, in the form of the published schema", () => {
    fc.assert(
      fc.property(fc.oneof(anyOutcome, anyCompleteOutcome), (of) => {
        const document = written(of);
        expect(isDocument(JSON.parse(JSON.stringify(document))) ? [] : isDocument.errors).toEqual([]);
        expect(document.type).toBe(isComplete(of) ? "certificate" : "destruction-report");
        expect(document.notDestroyed).toEqual(remainsOf(of));
      }),
    );
  });

  test("a place is empty only where lists found nothing, and S3 kept nothing back", () => {
    fc.assert(
      fc.property(anyOutcome, (of) => {
        for (const [n, { verifiedEmptyAt }] of written(of).objects.entries()) {
          const { emptyAt, unlisted, left = {} } = of.objects[n] ?? {};
          const isKept = unlisted !== undefined || Object.values(left).some((count) => count > 0);
          expect(verifiedEmptyAt).toBe(isKept ? null : (emptyAt ?? null));
        }
      }),
    );
  });

  test("the table is empty only where a scan found nothing and there is nothing unknown", () => {
    fc.assert(
      fc.property(anyOutcome, (of) => {
        const { unknown, emptyAt } = of.records;
        expect(written(of).records.verifiedEmptyAt).toBe(unknown > 0 ? null : (emptyAt ?? null));
      }),
    );
  });

  test("a store has a day on which it is empty only where nothing is left that will still pass through it", () => {
    fc.assert(
      fc.property(anyOutcome, (of) => {
        const { emptying, records, objects } = written(of);
        const logs = emptying.filter(({ store }) => store === "access-logs");
        if (objects.some(({ verifiedEmptyAt }) => verifiedEmptyAt === null)) expect(logs).toEqual([]);
        if (records.verifiedEmptyAt === null) expect(emptying).toEqual(logs);
        else expect(emptying.length - logs.length).toBe(8);
      }),
    );
  });

  test("there is no certificate of what is not complete, and no report of what is", () => {
    fc.assert(
      fc.property(anyOutcome, (of) => {
        if (isComplete(of)) expect(() => written(of, "report")).toThrow();
        else expect(() => written(of, "certify")).toThrow();
      }),
    );
    expect(() => written(outcome(), "report")).toThrow();
    const began = history(termination(), ...destroyed);
    for (const entry of began.entries) expect(() => certificateDocument(began, entry)).toThrow();
  });

  test("the schema refuses a certificate that leaves anything open", () => {
    const whole = written(outcome());
    const report = written(outcome({ objects: [unverified] }));
    for (const other of [
      { ...whole, notDestroyed: report.notDestroyed },
      { ...whole, objects: report.objects },
      { ...whole, records: { ...whole.records, verifiedEmptyAt: null } },
      { ...whole, kept: report.kept },
      { ...report, type: "certificate" },
      { ...report, notDestroyed: [] },
    ]) {
      expect(isDocument(other)).toBe(false);
      expect(certificateSchema.safeParse(other).success).toBe(false);
    }
    expect(isDocument(whole)).toBe(true);
  });

  // F8, F16
  test("a report has the code and the number of what S3 did not give up, and keeps no day for what is kept", () => {
    const report = written(outcome({ objects: [{ ...unverified, left: { AccessDenied: 2 } }] }));
    expect(report.notDestroyed).toEqual([
      {
        of: "objects",
        where: "data/controllers/voorbeeld-bv/",
        reason: "refused",
        code: "AccessDenied",
        count: 2,
      },
    ]);
    expect(report).toMatchObject({ type: "destruction-report", kept: { until: null } });
  });
});
