import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, type FaultRule, faultRules } from "../../../../infra/local/faults/fault-rule.ts";

const put = { service: "dynamodb", operation: "PutItem" } as const;
const query = { service: "dynamodb", operation: "Query" } as const;
const send = { service: "ses", operation: "SendRawEmail" } as const;

/** The faults that calls meet one after the other. */
function meet(rules: readonly FaultRule[], calls: readonly Parameters<typeof decide>[1][]) {
  let left = rules;
  const faults = calls.map((call) => {
    const decision = decide(left, call);
    left = decision.rules;
    return decision.fault;
  });
  return { faults, left };
}

describe("a rule", () => {
  test("is for every call of its service, and for no other's", () => {
    const { faults } = meet([{ service: "ses", fault: "away" }], [send, put, send]);
    expect(faults).toEqual(["away", undefined, "away"]);
  });

  test("with an operation is for that one, and not for a call that names none", () => {
    const rules: FaultRule[] = [{ service: "dynamodb", fault: "drop", operation: "PutItem" }];
    const unnamed = { service: "dynamodb", operation: undefined } as const;
    expect(meet(rules, [put, query, unnamed]).faults).toEqual(["drop", undefined, undefined]);
  });

  test("with a number of times is gone after them, and the next one that fits counts", () => {
    const rules: FaultRule[] = [
      { service: "dynamodb", fault: "throttle", operation: "PutItem", times: 2 },
      { service: "dynamodb", fault: "fail", times: 1 },
    ];
    const { faults, left } = meet(rules, [put, query, put, put]);
    expect(faults).toEqual(["throttle", "fail", "throttle", undefined]);
    expect(left).toEqual([]);
  });

  test("says how often it still counts", () => {
    const { left } = meet(
      [{ service: "s3", fault: "hang", times: 3 }],
      [{ service: "s3", operation: "PutObject" }],
    );
    expect(left).toEqual([{ service: "s3", fault: "hang", times: 2 }]);
  });

  test("meets exactly as many calls as it is for, whatever comes between them", () => {
    const calls = fc.array(fc.constantFrom(put, query, send), { maxLength: 20 });
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 20 }), (made, times) => {
        const { faults } = meet([{ ...put, fault: "fail", times }], made);
        const fitting = made.filter(({ operation }) => operation === "PutItem").length;
        expect(faults.filter(Boolean)).toHaveLength(Math.min(times, fitting));
      }),
    );
  });
});

describe("rules from outside", () => {
  test("are taken as they are", () => {
    const rules = [
      { service: "dynamodb", fault: "throttle", operation: "PutItem", times: 3 },
      { service: "ses", fault: "quota" },
      { service: "kms", fault: "hang", operation: "Sign" },
    ];
    expect(faultRules.parse(rules)).toEqual(rules);
  });

  test.each([
    ["another service", { service: "sqs", fault: "fail" }],
    ["a fault that the service does not have", { service: "s3", fault: "quota" }],
    ["no operation's name", { service: "s3", fault: "fail", operation: "put object" }],
    ["no time at all", { service: "s3", fault: "fail", times: 0 }],
    ["half a time", { service: "s3", fault: "fail", times: 0.5 }],
    ["more than a rule has", { service: "s3", fault: "fail", after: 1 }],
  ])("are refused with %s", (_, rule) => {
    expect(faultRules.safeParse([rule]).success).toBe(false);
  });
});
