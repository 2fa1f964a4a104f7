import { describe, expect, test } from "vitest";
import {
  isAbandoned,
  isExpired,
  type LifecycleFilter,
  type LifecycleRule,
} from "../../../../../infra/local/s3/lifecycle/lifecycle-rule.ts";

const everything: LifecycleFilter = {
  prefix: "",
  tagged: false,
  largerThan: undefined,
  smallerThan: undefined,
};

function ruleOf(changes: Partial<LifecycleRule>): LifecycleRule {
  return {
    id: "r",
    enabled: true,
    filter: everything,
    expiration: undefined,
    abortAfterDays: undefined,
    ...changes,
  };
}

const object = { key: "controllers/a/1", size: 10, lastModified: new Date("2026-11-22T10:30:00Z") };
const later = new Date("2027-11-22T00:00:00Z");

describe("an object expires", () => {
  test.each([
    ["2026-11-22T10:30:00Z", 3, "2026-11-26T00:00:00Z"],
    ["2026-11-22T00:00:00Z", 1, "2026-11-23T00:00:00Z"],
    ["2026-11-22T23:59:59Z", 1, "2026-11-24T00:00:00Z"],
  ])("from %s on after %i days at %s, a midnight UTC", (modified, days, due) => {
    const rule = ruleOf({ expiration: { days } });
    const aged = { ...object, lastModified: new Date(modified) };
    expect(isExpired(rule, aged, new Date(Date.parse(due) - 1))).toBe(false);
    expect(isExpired(rule, aged, new Date(due))).toBe(true);
  });

  test("on a date, however young it is", () => {
    const rule = ruleOf({ expiration: { date: new Date("2026-11-23T00:00:00Z") } });
    expect(isExpired(rule, object, new Date("2026-11-22T23:59:59.999Z"))).toBe(false);
    expect(isExpired(rule, object, new Date("2026-11-23T00:00:00Z"))).toBe(true);
  });

  test.each<[string, Partial<LifecycleFilter>, boolean]>([
    ["its own prefix", { prefix: "controllers/a/" }, true],
    ["a neighbour's prefix", { prefix: "controllers/a-2/" }, false],
    ["larger objects than 9 bytes", { largerThan: 9 }, true],
    ["larger objects than 10 bytes", { largerThan: 10 }, false],
    ["smaller objects than 11 bytes", { smallerThan: 11 }, true],
    ["smaller objects than 10 bytes", { smallerThan: 10 }, false],
    ["tags, which it has not", { tagged: true }, false],
  ])("by a rule for %s: %j -> %s", (_, filter, expected) => {
    const rule = ruleOf({ filter: { ...everything, ...filter }, expiration: { days: 1 } });
    expect(isExpired(rule, object, later)).toBe(expected);
  });

  test("by no rule that is disabled, or that only aborts uploads", () => {
    expect(isExpired(ruleOf({ enabled: false, expiration: { days: 1 } }), object, later)).toBe(false);
    expect(isExpired(ruleOf({ abortAfterDays: 1 }), object, later)).toBe(false);
  });
});

describe("an unfinished upload", () => {
  const upload = { key: "controllers/a/1", initiated: new Date("2026-11-22T10:30:00Z") };

  test("is aborted after its days, at a midnight UTC", () => {
    const rule = ruleOf({ abortAfterDays: 1 });
    expect(isAbandoned(rule, upload, new Date("2026-11-23T23:59:59.999Z"))).toBe(false);
    expect(isAbandoned(rule, upload, new Date("2026-11-24T00:00:00Z"))).toBe(true);
  });

  test("is not aborted by a rule for another prefix, that is disabled, or that only expires objects", () => {
    const elsewhere = { ...everything, prefix: "controllers/b/" };
    expect(isAbandoned(ruleOf({ abortAfterDays: 1, filter: elsewhere }), upload, later)).toBe(false);
    expect(isAbandoned(ruleOf({ abortAfterDays: 1, enabled: false }), upload, later)).toBe(false);
    expect(isAbandoned(ruleOf({ expiration: { days: 1 } }), upload, later)).toBe(false);
  });
});
