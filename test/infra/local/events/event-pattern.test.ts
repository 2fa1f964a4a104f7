import { describe, expect, test } from "vitest";
import { compilePattern } from "../../../../infra/local/events/event-pattern.ts";

const event = {
  source: "aws.ses",
  detail: { eventType: "Delivery", tags: { set: ["main", "other"] }, size: 3, nothing: null },
};

describe("an event pattern", () => {
  test.each([
    ["one of the listed values", { source: ["aws.s3", "aws.ses"] }],
    ["nested fields", { detail: { eventType: ["Delivery"] } }],
    ["one member of a list in the event", { detail: { tags: { set: ["other"] } } }],
    ["numbers and null as such", { detail: { size: [3], nothing: [null] } }],
    ["a prefix", { source: [{ prefix: "aws." }] }],
    ["a suffix", { source: [{ suffix: ".ses" }] }],
    ["a field that exists", { detail: { size: [{ exists: true }] } }],
    ["a field that does not exist", { detail: { absent: [{ exists: false }] } }],
    ["a field below one that does not exist", { absent: { field: [{ exists: false }] } }],
    ["anything but some values", { detail: { eventType: [{ "anything-but": ["Bounce", "Reject"] }] } }],
  ])("fits by %s", (_, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });

  test.each([
    ["another value", { source: ["aws.s3"] }],
    ["a number written as text", { detail: { size: ["3"] } }],
    ["an absent field", { detail: { absent: ["Delivery"] } }],
    ["one wrong field among right ones", { source: ["aws.ses"], detail: { eventType: ["Bounce"] } }],
    ["a field that exists though it must not", { source: [{ exists: false }] }],
    ["an object where a value is wanted", { detail: [{ exists: true }] }],
    ["a value that is excluded", { source: [{ "anything-but": "aws.ses" }] }],
    ["a name that every object inherits", { toString: [{ exists: true }] }],
  ])("does not fit by %s", (_, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });

  test.each([
    ["an operator for values", { detail: { size: [{ numeric: [">", 1] }] } }, "numeric"],
    ["an operator for fields", { $or: [{ source: ["aws.ses"] }] }, "$or"],
    ["a list where fields are wanted", ["aws.ses"], "must be an object"],
  ])("with %s that is unknown stops the start", (_, pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(reason);
  });
});
