import { describe, expect, test } from "vitest";
import { planOf } from "../../functions/termination/destruction-plan.ts";
import { inventory, problemsOf, storesOf } from "./inventory.ts";
import { type Resource, synthesize } from "./synthesized.ts";

/** Settings that each add to the stack. */
const additions = {
  malwareProtection: true,
  domain: {
    name: "meldpunt.processor.nl",
    certificate: "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d",
  },
  cloudFront: { certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d" },
};

const windows = { recoveryDays: 7, logRetentionDays: 30 };
const resources: Readonly<Record<string, Resource>> = synthesize(windows).toJSON().Resources;

/** The resources with the first of that type changed. */
function withChanged(type: string, change: (properties: Resource["Properties"]) => void) {
  const copy = structuredClone(resources);
  const found = Object.values(copy).find(({ Type }) => Type === type);
  if (!found) throw new Error(`there is no ${type}`);
  change(found.Properties);
  return copy;
}

// F14
describe("the plan of a destruction", () => {
  test("is true of every resource of the stack", () => {
    expect(problemsOf(resources, windows)).toEqual([]);
  });

  test("is true of it whatever the settings are", () => {
    const longest = { recoveryDays: 35, logRetentionDays: 365 };
    const all = synthesize({ ...longest, ...additions }).toJSON().Resources;
    expect(problemsOf(all, longest)).toEqual([]);
  });

  test("names no store that no resource holds", () => {
    const planned = new Set(
      planOf([{ bucket: "data", prefix: "a/" }], windows, "data").map(({ store }) => store),
    );
    expect([...storesOf(resources)].sort()).toEqual([...planned].sort());
  });

  test("goes by no resource type that the stack does not have", () => {
    const all = synthesize({ ...windows, ...additions }).toJSON().Resources;
    const types = new Set(Object.values<Resource>(all).map(({ Type }) => Type));
    expect(Object.keys(inventory).filter((type) => !types.has(type))).toEqual([]);
  });
});

// F14
describe("the inventory finds", () => {
  test.each([
    ["Other::Queue::Type", /nobody has said whether Other::Queue::Type holds personal data/],
    ["AWS::Events::Archive", /nobody has said whether AWS::Events::Archive holds personal data/],
    ["toString", /nobody has said whether toString holds personal data/],
  ])("a resource of the unknown type %s", (Type, problem) => {
    const [only, ...more] = problemsOf({ ...resources, Added: { Type, Properties: {} } }, windows);
    expect(only).toMatch(problem);
    expect(more).toEqual([]);
  });

  test.each<[string, string, (properties: Resource["Properties"]) => void, RegExp]>([
    [
      "a log group that never expires",
      "AWS::Logs::LogGroup",
      (group) => {
        delete group.RetentionInDays;
      },
      /keeps lines for longer/,
    ],
    [
      "a log group that expires later",
      "AWS::Logs::LogGroup",
      (group) => {
        group.RetentionInDays = 60;
      },
      /keeps lines for longer/,
    ],
    [
      "a function whose log group is Lambda's own",
      "AWS::Lambda::Function",
      (lambda) => {
        delete lambda.LoggingConfig;
      },
      /never expires/,
    ],
    [
      "a table that can be restored further back",
      "AWS::DynamoDB::GlobalTable",
      ({ Replicas: [replica] }) => {
        replica.PointInTimeRecoverySpecification.RecoveryPeriodInDays = 8;
      },
      /restored further back/,
    ],
    [
      "a table that is restored as far back as AWS keeps",
      "AWS::DynamoDB::GlobalTable",
      ({ Replicas: [replica] }) => {
        delete replica.PointInTimeRecoverySpecification.RecoveryPeriodInDays;
      },
      /restored further back/,
    ],
    [
      "a table in a second Region",
      "AWS::DynamoDB::GlobalTable",
      ({ Replicas }) => {
        Replicas.push({ ...Replicas[0], Region: "eu-west-1" });
      },
      /replica in another Region/,
    ],
    [
      "a table that streams to Kinesis as well",
      "AWS::DynamoDB::GlobalTable",
      ({ Replicas: [replica] }) => {
        replica.KinesisStreamSpecification = { StreamArn: "arn" };
      },
      /KinesisStreamSpecification/,
    ],
    ...[
      "VersioningConfiguration",
      "ReplicationConfiguration",
      "LoggingConfiguration",
      "InventoryConfigurations",
    ].map((name): [string, string, (properties: Resource["Properties"]) => void, RegExp] => [
      `a bucket with ${name}`,
      "AWS::S3::Bucket",
      (bucket) => {
        bucket[name] = {};
      },
      new RegExp(name),
    ]),
    [
      "a bucket that keeps what is sent to it for longer",
      "AWS::S3::Bucket",
      (bucket) => {
        bucket.LifecycleConfiguration = { Rules: [{ ExpirationInDays: 2, Status: "Enabled" }] };
      },
      /keeps files for longer/,
    ],
    [
      "a queue that keeps messages for longer",
      "AWS::SQS::Queue",
      (queue) => {
        queue.MessageRetentionPeriod = 15 * 86_400;
      },
      /keeps messages for longer/,
    ],
    [
      "an event that is tried for longer",
      "AWS::Events::Rule",
      ({ Targets: [target] }) => {
        target.RetryPolicy.MaximumEventAgeInSeconds = 2 * 86_400;
      },
      /tries events for longer/,
    ],
    [
      "an event that goes somewhere else",
      "AWS::Events::Rule",
      ({ Targets: [target] }) => {
        target.Arn = { "Fn::GetAtt": ["Archive", "Arn"] };
      },
      /something else than a function/,
    ],
    [
      "an invocation that waits for longer",
      "AWS::Lambda::EventInvokeConfig",
      (invoke) => {
        invoke.MaximumEventAgeInSeconds = 3 * 86_400;
      },
      /keeps events for longer/,
    ],
    [
      "changes that end in a bucket",
      "AWS::Lambda::EventSourceMapping",
      ({ DestinationConfig }) => {
        DestinationConfig.OnFailure.Destination = "arn:aws:s3:::failed";
      },
      /goes to no queue/,
    ],
    [
      "a schedule that is tried for longer",
      "AWS::Scheduler::Schedule",
      ({ Target }) => {
        Target.RetryPolicy.MaximumEventAgeInSeconds = 3 * 86_400;
      },
      /tries for longer/,
    ],
    [
      "a suppression list",
      "AWS::SES::ConfigurationSet",
      (set) => {
        delete set.SuppressionOptions;
      },
      /suppression list/,
    ],
    [
      "an archive of mails",
      "AWS::SES::ConfigurationSet",
      (set) => {
        set.ArchivingOptions = { ArchiveArn: "arn" };
      },
      /ArchivingOptions/,
    ],
    [
      "events of mails that go to somewhere else",
      "AWS::SES::ConfigurationSetEventDestination",
      ({ EventDestination }) => {
        EventDestination.KinesisFirehoseDestination = {};
      },
      /KinesisFirehoseDestination/,
    ],
    [
      "bounces that are mailed",
      "AWS::SES::EmailIdentity",
      (identity) => {
        delete identity.FeedbackAttributes;
      },
      /sender's mailbox/,
    ],
  ])("%s", (_, type, change, problem) => {
    const found = problemsOf(withChanged(type, change), windows);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).toMatch(problem);
  });
});
