import { describe, expect, test } from "vitest";
import { failureQueue } from "../../../../infra/local/dead-letters/failure-destination.ts";
import { StartFailure } from "../../../../infra/local/start-failure.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";

const queue = { Type: "AWS::SQS::Queue", Properties: {} };
const stack = localStack(
  { stackName: "Test", region: "eu-central-1", assets: {}, resources: { Lost: queue, LostToo: queue } },
  {},
);
const to = (Destination: string) => ({ OnFailure: { Destination } });

describe("what is given up", () => {
  test("goes to the queue that the template names", () => {
    expect(failureQueue(stack, to("arn:aws:sqs:eu-central-1:000000000000:Test-Lost"))).toBe("Lost");
  });

  test("goes nowhere without a destination", () => {
    expect([failureQueue(stack, undefined), failureQueue(stack, {})]).toEqual([undefined, undefined]);
  });

  test.each([
    "arn:aws:sns:eu-central-1:000000000000:Test-Lost",
    "arn:aws:sqs:eu-central-1:000000000000:Other",
  ])("does not start when it is to go to %s", (arn) => {
    expect(() => failureQueue(stack, to(arn))).toThrow(StartFailure);
  });
});
