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

function bucketsOf(...all: Record<string, unknown>[]) {
  const resources = all.map((Properties, index) => [`B${index}`, { Type: "AWS::S3::Bucket", Properties }]);
  const assembly = { stackName: "Test", region: "eu-central-1", assets: {} };
  return readBuckets(localStack({ ...assembly, resources: Object.fromEntries(resources) }, {}));
}

describe("the buckets of a stack", () => {
  test("are told apart by Object Lock, in whichever order they come", () => {
    const locks = (name: string) => new Map([[name, { mode: "GOVERNANCE", days: 400 }]]);
    expect(bucketsOf({})).toEqual({ data: "test-b0", locks: new Map() });
    expect(bucketsOf({}, locked)).toEqual({ data: "test-b0", locks: locks("test-b1") });
    expect(bucketsOf(locked, {})).toEqual({ data: "test-b1", locks: locks("test-b0") });
  });

  test.each([
    ["none without Object Lock", [locked]],
    ["two without Object Lock", [{}, {}]],
  ])("are refused with %s", (_, all) => {
    expect(() => bucketsOf(...all)).toThrow("exactly one bucket without Object Lock");
  });

  test.each([
    ["VersioningConfiguration", { VersioningConfiguration: { Status: "Enabled" } }],
    ["LifecycleConfiguration", { LifecycleConfiguration: {} }],
    ["ObjectLockConfiguration", { ObjectLockConfiguration: locked.ObjectLockConfiguration }],
    ["LifecycleConfiguration", { ...locked, LifecycleConfiguration: {} }],
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
