import { InvalidArgumentError } from "commander";
import { describe, expect, test } from "vitest";
import { readFaultRules } from "../../../infra/cli/fault-arguments.ts";

describe("a rule on the command line", () => {
  test.each([
    ["ses=away", { service: "ses", fault: "away" }],
    ["s3=hang:1", { service: "s3", fault: "hang", times: 1 }],
    ["ses=quota:SendRawEmail", { service: "ses", fault: "quota", operation: "SendRawEmail" }],
    ["dynamodb=fail:PutItem:3", { service: "dynamodb", fault: "fail", operation: "PutItem", times: 3 }],
  ])("%s comes after those before it", (text, rule) => {
    const before = [{ service: "dynamodb", fault: "drop" } as const];
    expect(readFaultRules(text, before)).toEqual([...before, rule]);
  });

  test.each([
    "ses",
    "",
    "sqs=away",
    "s3=quota",
    "ses=away:0",
    "ses=away:3:PutItem",
    "s3=fail:put item",
    "ses=away:",
  ])("is refused, and shown how it would be right: %j", (text) => {
    expect(() => readFaultRules(text)).toThrow(InvalidArgumentError);
    expect(() => readFaultRules(text)).toThrow("dynamodb=throttle:PutItem:3");
  });
});
