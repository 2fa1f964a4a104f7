import { describe, expect, test } from "vitest";
import { readBuckets } from "../../../infra/local/stack-buckets.ts";
import { localStack } from "../../../infra/local/template/stack.ts";

const locked = {
  ObjectLockEnabled: true,
  ObjectLockConfiguration: {
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 400 } },
  },
  VersioningConfiguration: { Status: "Enabled" },
};

const rule = {
  Id: "left-over",
  Status: "Enabled",
  ExpirationInDays: 1,
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
};
const emptying = { LifecycleConfiguration: { Rules: [rule] } };
const telling = { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } };

function bucketsOf(...all: Record<string, unknown>[]) {
  const resources = all.map((Properties, index) => [`B${index}`, { Type: "AWS::S3::Bucket", Properties }]);
  const assembly = { stackName: "Test", region: "eu-central-1", assets: {} };
  return readBuckets(localStack({ ...assembly, resources: Object.fromEntries(resources) }, {}));
}

describe("the buckets of a stack", () => {
  test("are told apart by Object Lock and lifecycle rules, in whichever order they come", () => {
    const none = { locks: new Map(), emptying: new Map(), telling: new Set() };
    const locks = (name: string) => new Map([[name, { mode: "GOVERNANCE", days: 400 }]]);
    expect(bucketsOf({})).toEqual({ ...none, data: "test-b0" });
    expect(bucketsOf({}, locked)).toEqual({ ...none, data: "test-b0", locks: locks("test-b1") });
    expect(bucketsOf(locked, {})).toEqual({ ...none, data: "test-b1", locks: locks("test-b0") });
    const rules = [{ id: "left-over", days: 1, abortAfterDays: 2 }];
    expect(bucketsOf({ ...emptying, ...telling }, locked, {})).toEqual({
      data: "test-b2",
      locks: locks("test-b1"),
      emptying: new Map([["test-b0", rules]]),
      telling: new Set(["test-b0"]),
    });
  });

  test.each([
    ["none that lasts", [locked, emptying]],
    ["two that last", [{}, {}]],
  ])("are refused with %s", (_, all) => {
    expect(() => bucketsOf(...all)).toThrow("exactly one bucket without Object Lock and lifecycle rules");
  });

  test.each([
    ["VersioningConfiguration", { VersioningConfiguration: { Status: "Enabled" } }],
    ["Rules", { LifecycleConfiguration: { Rules: [] } }],
    ["Prefix", { LifecycleConfiguration: { Rules: [{ ...rule, Prefix: "some/" }] } }],
    ["Status", { LifecycleConfiguration: { Rules: [{ ...rule, Status: "Disabled" }] } }],
    ["TopicConfigurations", { NotificationConfiguration: { TopicConfigurations: [] } }],
    ["ObjectLockConfiguration", { ObjectLockConfiguration: locked.ObjectLockConfiguration }],
    ["LifecycleConfiguration", { ...locked, ...emptying }],
    ["NotificationConfiguration", { ...locked, ...telling }],
    ["VersioningConfiguration", { ...locked, VersioningConfiguration: { Status: "Suspended" } }],
    ["ObjectLockConfiguration", { ...locked, ObjectLockConfiguration: undefined }],
    [
      "Days",
      {
        ...locked,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Years: 1 } } },
      },
    ],
  ])("are refused with a %s that is not run here", (property, bucket) => {
    expect(() => bucketsOf({}, bucket)).toThrow(property);
  });
});
