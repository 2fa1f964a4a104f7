import { describe, expect, test } from "vitest";
import { functionsByName, onlyResource, synthesize, textOf } from "../synthesized.ts";

const template = synthesize();
const recorderId = Object.entries(template.findResources("AWS::Lambda::Function")).find(
  ([, { Properties }]) => Properties.Description === "record-evidence",
)?.[0];

describe("the stream's way to record-evidence", () => {
  const { Properties: mapping } = onlyResource(
    template,
    "AWS::Lambda::EventSourceMapping",
    ({ FunctionName }) => FunctionName.Ref === recorderId,
  );

  test("leads from the table, from the oldest change on", () => {
    expect(textOf(template, mapping.EventSourceArn)).toBe("{GlobalTable.StreamArn}");
    expect(mapping.StartingPosition).toBe("TRIM_HORIZON");
  });

  test("carries every change of every item but those that are no part of a case", () => {
    const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    expect(patterns).toEqual([
      { dynamodb: { Keys: { pk: { S: [{ "anything-but": ["caps", "buckets"] }] } } } },
    ]);
  });

  // G5
  test("tries again for as long as the stream remembers, narrows down what fails, and tells what it gives up", () => {
    expect(mapping).toMatchObject({
      BatchSize: 100,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 23 * 3_600,
    });
    expect(mapping).not.toHaveProperty("MaximumRetryAttempts");
    expect(textOf(template, mapping.DestinationConfig.OnFailure.Destination)).toBe("{Queue.Arn}");
  });
});

test("record-evidence never sees the table itself", () => {
  const { Environment } = functionsByName(template).get("record-evidence")?.Properties ?? {};
  expect(Environment.Variables).not.toHaveProperty("TABLE_NAME");
});
