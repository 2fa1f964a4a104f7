import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { referencePrefixes } from "../../shared/reference.ts";
import { functionsByName, onlyResource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const template = synthesize({ sender: "meldpunt@mail.processor.example" });
const functions = functionsByName(template);
const idOf = (name: string) =>
  Object.entries(template.findResources("AWS::Lambda::Function")).find(
    ([, resource]) => resource.Properties.Description === name,
  )?.[0];

describe("the stream's way to forward", () => {
  const { Properties: mapping } = onlyResource(
    template,
    "AWS::Lambda::EventSourceMapping",
    ({ FunctionName }) => FunctionName.Ref === idOf("forward"),
  );

  test("leads from the table to forward", () => {
    expect(textOf(template, mapping.EventSourceArn)).toBe("{GlobalTable.StreamArn}");
  });

  test("starts at the oldest change", () => {
    expect(mapping.StartingPosition).toBe("TRIM_HORIZON");
  });

  // E8, E9
  test("carries cases, what is added to them, and mails that failed while nobody else was told, and nothing else", () => {
    const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    const pk = { S: Object.values(referencePrefixes).map((prefix) => ({ prefix: `${prefix}-` })) };
    const failed = {
      kind: { S: ["delivery"] },
      state: { S: ["undelivered"] },
      pendingShard: { S: [{ exists: true }] },
    };
    expect(patterns).toEqual([
      { eventName: ["INSERT"], dynamodb: { NewImage: { pk, sk: { S: [{ prefix: "case" }] } } } },
      { eventName: ["MODIFY"], dynamodb: { NewImage: { pk, ...failed } } },
    ]);
  });

  // E6, E7
  test("repeats only what failed, narrows it down, and gives up in the end", () => {
    expect(mapping).toMatchObject({
      BatchSize: 25,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
    });
    expect(textOf(template, mapping.DestinationConfig.OnFailure.Destination)).toBe("{Queue.Arn}");
  });
});

describe.each([
  ["sweep", "rate(5 minutes)"],
  ["destroy", "rate(1 hour)"],
  ["seal-evidence", "rate(1 hour)"],
  ["check-attachments", "rate(15 minutes)"],
])("the schedule of %s", (name, rate) => {
  const arn = { "Fn::GetAtt": [idOf(name), "Arn"] };
  const schedule = resourcesOf(template, "AWS::Scheduler::Schedule")
    .map(({ Properties }) => Properties)
    .find(({ Target }) => isDeepStrictEqual(Target.Arn, arn));

  test("runs it at its rate, through the hour that autumn repeats too", () => {
    expect(schedule).toMatchObject({
      ScheduleExpression: rate,
      ScheduleExpressionTimezone: "Europe/Amsterdam",
      State: "ENABLED",
    });
  });

  test("leaves repeating to the next run, and what never ran to a queue", () => {
    expect(schedule?.Target.RetryPolicy.MaximumRetryAttempts).toBe(0);
    expect(textOf(template, schedule?.Target.DeadLetterConfig.Arn)).toBe("{Queue.Arn}");
  });

  // F4
  test("hands over no time", () => {
    expect(schedule?.Target).not.toHaveProperty("Input");
  });
});

describe("mail", () => {
  test("goes out over TLS or not at all, and leaves no address on a suppression list", () => {
    const sets = resourcesOf(template, "AWS::SES::ConfigurationSet").map(({ Properties }) => Properties);
    expect(sets).toHaveLength(2);
    for (const set of sets) {
      expect(set.DeliveryOptions.TlsPolicy).toBe("REQUIRE");
      expect(set.SuppressionOptions.SuppressedReasons).toEqual([]);
      expect(set).not.toHaveProperty("TrackingOptions");
      expect(set).not.toHaveProperty("VdmOptions");
    }
  });

  // E10, E13
  test("that is urgent is tried for two hours, and no longer: then somebody else can still be told", () => {
    const durations = resourcesOf(template, "AWS::SES::ConfigurationSet").map(
      ({ Properties }) => Properties.DeliveryOptions.MaxDeliverySeconds,
    );
    expect(durations.toSorted()).toEqual([2 * 3600, undefined]);
    const { Environment } = functions.get("forward")?.Properties ?? {};
    const urgent = template.findResources("AWS::SES::ConfigurationSet", {
      Properties: { DeliveryOptions: { MaxDeliverySeconds: 2 * 3600 } },
    });
    expect(Object.keys(urgent)).toEqual([Environment.Variables.URGENT_CONFIGURATION_SET.Ref]);
  });

  test("is followed by exactly six events, none of which tracks the reader", () => {
    const destinations = resourcesOf(template, "AWS::SES::ConfigurationSetEventDestination");
    expect(destinations).toHaveLength(2);
    for (const { Properties } of destinations) {
      expect(Properties.EventDestination.MatchingEventTypes.sort()).toEqual(
        ["send", "reject", "bounce", "complaint", "delivery", "deliveryDelay"].sort(),
      );
      expect(textOf(template, Properties.EventDestination.EventBridgeDestination.EventBusArn)).toMatch(
        /:event-bus\/default$/,
      );
    }
  });

  test("comes from the sender's domain, signed, and bounces are no mail", () => {
    const { Properties: identity } = onlyResource(template, "AWS::SES::EmailIdentity");
    expect(identity).toMatchObject({
      EmailIdentity: "mail.processor.example",
      DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
  });
});

describe("SES's events", () => {
  const { Properties: rule } = onlyResource(
    template,
    "AWS::Events::Rule",
    ({ EventPattern }) => EventPattern.source[0] === "aws.ses",
  );

  // E12
  test("count only from SES, in this account, through our configuration sets, and not that it took a mail", () => {
    const variables = functions.get("track-delivery")?.Properties.Environment.Variables;
    const { CONFIGURATION_SET, URGENT_CONFIGURATION_SET } = variables;
    expect(rule.EventPattern).toEqual({
      source: ["aws.ses"],
      account: [{ Ref: "AWS::AccountId" }],
      detail: {
        eventType: [{ "anything-but": ["Send"] }],
        mail: { tags: { "ses:configuration-set": [CONFIGURATION_SET, URGENT_CONFIGURATION_SET] } },
      },
    });
    const sets = Object.keys(template.findResources("AWS::SES::ConfigurationSet"));
    expect([CONFIGURATION_SET.Ref, URGENT_CONFIGURATION_SET.Ref].sort()).toEqual(sets.sort());
    expect(variables.ACCOUNT_ID).toEqual({ Ref: "AWS::AccountId" });
  });

  test("go to track-delivery, again for 6 hours, and then to a queue", () => {
    expect(rule.Targets).toHaveLength(1);
    expect(rule.Targets[0]).toMatchObject({
      Arn: { "Fn::GetAtt": [idOf("track-delivery"), "Arn"] },
      RetryPolicy: { MaximumEventAgeInSeconds: 6 * 3600, MaximumRetryAttempts: 20 },
    });
    expect(textOf(template, rule.Targets[0].DeadLetterConfig.Arn)).toBe("{Queue.Arn}");
  });
});

test("what is invoked asynchronously has somewhere to fail to", () => {
  const configs = Object.values(template.findResources("AWS::Lambda::EventInvokeConfig"));
  const asynchronous = configs.map(({ Properties }) => Properties.FunctionName.Ref).sort();
  const names = ["check-attachments", "destroy", "seal-evidence", "sweep", "track-delivery"];
  expect(asynchronous).toEqual(names.map(idOf).sort());
  for (const { Properties } of configs) {
    expect(textOf(template, Properties.DestinationConfig.OnFailure.Destination)).toBe("{Queue.Arn}");
  }
});
