import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { environmentOf } from "../../shared/environment.ts";
import { onlyResource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const template = synthesize();
const alarms = resourcesOf(template, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
const runbook = readFileSync(join(import.meta.dirname, "../../infra/runbook.md"), "utf8");
const sections = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")), section]),
);
const anchorOf = (description: string) => /infra\/runbook\.md#([a-z-]+)$/.exec(description)?.[1];
const titled = alarms.map((alarm) => ({ title: anchorOf(alarm.AlarmDescription), ...alarm }));
const measuring = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric);

describe("every alarm", () => {
  test.each(titled)("says when, whom and where: $title", ({ title, AlarmDescription, AlarmActions }) => {
    expect(AlarmDescription).toMatch(/^[A-Z].*\. [A-Z].*\. What to do: infra\/runbook\.md#/);
    expect([...sections.keys()]).toContain(title);
    expect(AlarmActions).toEqual([{ Ref: expect.stringContaining("AlarmTopic") }]);
  });

  test("has a section of the runbook to itself, and every section an alarm", () => {
    expect(titled.map(({ title }) => title).sort()).toEqual([...sections.keys()].sort());
  });

  test.each([...sections])("is explained by trigger, harm, causes and next step: %s", (_anchor, section) => {
    for (const part of ["Trigger", "Harmed", "Causes", "Next"]) expect(section).toContain(`- **${part}**: `);
  });
});

describe("there is an alarm for", () => {
  test("every function that fails", () => {
    const functions = measuring("Errors").map(({ Dimensions }) => textOf(template, Dimensions[0].Value));
    expect(functions).toHaveLength(Object.keys(environmentOf).length);
    expect(new Set(measuring("Errors").map(({ Dimensions }) => Dimensions[0].Value.Ref)).size).toBe(
      functions.length,
    );
  });

  test("every queue that is not empty", () => {
    const watched = measuring("ApproximateNumberOfMessagesVisible").map(
      ({ Dimensions }) => Dimensions[0].Value["Fn::GetAtt"][0],
    );
    expect(watched.sort()).toEqual(Object.keys(template.findResources("AWS::SQS::Queue")).sort());
  });

  // E8
  test("a stream that is read more than 15 minutes behind", () => {
    expect(measuring("IteratorAge")).toMatchObject([{ Threshold: 900_000, Statistic: "Maximum" }]);
  });

  test("a sweep that is not started for 15 minutes, also when nothing is measured", () => {
    expect(measuring("Invocations")).toMatchObject([
      {
        ComparisonOperator: "LessThanThreshold",
        Threshold: 1,
        Period: 300,
        EvaluationPeriods: 3,
        TreatMissingData: "breaching",
      },
    ]);
  });

  test("a public API that refuses", () => {
    expect(measuring("5xx")).toHaveLength(1);
  });
});

describe("alarms reach", () => {
  const subscriber = (settings: Record<string, unknown>) =>
    onlyResource(synthesize(settings), "AWS::SNS::Subscription").Properties;

  test("the privacy desk, unless the setting names somebody else", () => {
    expect(subscriber({})).toMatchObject({ Protocol: "email", Endpoint: "privacy-desk@processor.example" });
    expect(subscriber({ alarmEmail: "duty@processor.example" })).toMatchObject({
      Endpoint: "duty@processor.example",
    });
  });

  test("a topic that takes them from CloudWatch in this account only, and only over TLS", () => {
    const { Statement } = onlyResource(template, "AWS::SNS::TopicPolicy").Properties.PolicyDocument;
    expect(Statement).toMatchObject([
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
  });
});

// H8
test("every queue is encrypted, takes TLS only and forgets after 14 days", () => {
  const queues = template.findResources("AWS::SQS::Queue");
  for (const { Properties } of Object.values(queues)) {
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
  }
  const policies = resourcesOf(template, "AWS::SQS::QueuePolicy").map(({ Properties }) => Properties);
  expect(policies.map(({ Queues }) => Queues[0].Ref).sort()).toEqual(Object.keys(queues).sort());
  for (const { PolicyDocument } of policies) {
    expect(PolicyDocument.Statement[0]).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  }
});

test("an idle month costs at most 3 dollars", () => {
  // $0.10 for each alarm metric after the first ten; all else in the template is paid by use (CloudWatch pricing, eu-central-1).
  const paidByTheMonth = [
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::EC2::NatGateway",
    "AWS::CloudWatch::Dashboard",
  ];
  for (const type of paidByTheMonth) template.resourceCountIs(type, 0);
  expect(Math.max(0, alarms.length - 10) * 0.1).toBeLessThanOrEqual(3);
});
