import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { environmentOf } from "../../shared/environment.ts";
import { log } from "../../shared/log.ts";
import { metrics } from "../../shared/metrics.ts";
import { idleCost, paidByTheMonth } from "../bench/idle-cost.ts";
import { logged } from "../support/logged.ts";
import { functionsByName, onlyResource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const template = synthesize();
const alarms = resourcesOf(template, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
const read = (file: string) => readFileSync(join(import.meta.dirname, "../..", file), "utf8");
const runbook = read("infra/runbook.md");
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
  test("every function that fails, but the one whose failures its operator sees, who waits for it", () => {
    const functions = measuring("Errors").map(({ Dimensions }) => textOf(template, Dimensions[0].Value));
    expect(functions).toHaveLength(Object.keys(environmentOf).length - 1);
    expect(alarms.filter(({ AlarmDescription }) => AlarmDescription.includes("restore"))).toEqual([]);
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
  // G5
  test("a stream that either of its readers reads more than 15 minutes behind", () => {
    const late = { Threshold: 900_000, Statistic: "Maximum" };
    expect(measuring("IteratorAge")).toMatchObject([late, late]);
  });

  test("a sweep that is not started for 15 minutes, a destroy and a seal for 3 hours, a recorder and what looks at files for 2, also when nothing is measured", () => {
    const silent = measuring("Invocations").map(
      ({ AlarmDescription, Period, EvaluationPeriods, ...rest }) => {
        expect(rest).toMatchObject({
          ComparisonOperator: "LessThanThreshold",
          Threshold: 1,
          TreatMissingData: "breaching",
        });
        return [anchorOf(AlarmDescription), Period, EvaluationPeriods];
      },
    );
    expect(Object.fromEntries(silent.map(([name, ...missing]) => [name, missing]))).toEqual({
      "sweep-silent": [300, 3],
      "destroy-silent": [3600, 3],
      "seal-evidence-silent": [3600, 3],
      "record-evidence-silent": [3600, 2],
      "check-attachments-silent": [3600, 2],
    });
  });

  test("a public API that turned anybody away", () => {
    expect(measuring("5xx")).toMatchObject([{ Threshold: 1, Period: 300, Statistic: "Sum" }]);
  });
});

describe("an error that a function logs", () => {
  const metricOf = (stack: ReturnType<typeof synthesize>) =>
    resourcesOf(stack, "AWS::Logs::MetricFilter").flatMap(
      ({ Properties }) => Properties.MetricTransformations,
    );

  test("is counted in the log of every function, by the level that it has there", () => {
    log("UNEXPECTED_ERROR");
    expect(JSON.parse(logged[0] ?? "")).toMatchObject({ level: "error" });
    const filters = resourcesOf(template, "AWS::Logs::MetricFilter").map(({ Properties }) => Properties);
    for (const { FilterPattern } of filters) expect(FilterPattern).toBe('{ $.level = "error" }');
    const logs = [...functionsByName(template).values()].map(
      ({ Properties }) => Properties.LoggingConfig.LogGroup.Ref,
    );
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref).sort()).toEqual(logs.sort());
  });

  test("adds to one metric, which is published only when there is one, and raises the only alarm on it", () => {
    const [metric, ...others] = metricOf(template);
    expect(metric).toEqual({ MetricNamespace: "Meldpunt", MetricName: "ErrorsLogged", MetricValue: "1" });
    for (const other of others) expect(other).toEqual(metric);
    const [alarm, ...more] = measuring("ErrorsLogged");
    expect(alarm).toMatchObject({
      Namespace: "Meldpunt",
      Statistic: "Sum",
      Threshold: 1,
      TreatMissingData: "notBreaching",
    });
    expect(alarm).not.toHaveProperty("Dimensions");
    expect(more).toEqual([]);
  });

  test("does not count in another stack of the account", () => {
    const [metric] = metricOf(synthesize({ stackName: "Rehearsal" }));
    expect(metric).toMatchObject({ MetricNamespace: "Rehearsal" });
  });

  test("has a row of the runbook, by its code", () => {
    const codes = [...read("shared/log.ts").matchAll(/^ {2}([A-Z_]+): \{ level: "error"/gm)];
    const rows = [...(sections.get("errors-logged") ?? "").matchAll(/^\| `([A-Z_]+)` \|/gm)];
    expect(codes).not.toEqual([]);
    expect(rows.map(([, code]) => code).sort()).toEqual(codes.map(([, code]) => code).sort());
  });
});

test("every metric of the dashboard's own says in the runbook when to look further", () => {
  const rows = [...runbook.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| [A-Z]/gm)].flatMap(([, names = ""]) =>
    names.split(", ").map((name) => name.slice(1, -1)),
  );
  expect(rows.filter((name) => !/^[A-Z_]+$/.test(name)).sort()).toEqual(
    [...Object.keys(metrics), "ErrorsLogged"].sort(),
  );
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

// P17
test("an idle month costs at most 3 dollars", () => {
  for (const type of paidByTheMonth) template.resourceCountIs(type, 0);
  expect(idleCost(template).dollars).toBeLessThanOrEqual(3);
});
