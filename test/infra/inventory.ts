import { planOf, type StoreName, type Windows } from "../../functions/termination/destruction-plan.ts";
import { lateUploadHours, logRemovalDays, mailHours } from "../../shared/retention.ts";
import type { Resource } from "./synthesized.ts";

type Properties = Resource["Properties"];

/** A resource type that can hold personal data: as which stores of the plan, and what must be so that this is true. */
type Holder = {
  stores: readonly StoreName[];
  problems?: (properties: Properties, context: Context) => (string | false)[];
};

/** What the resources are held against, and what they say together. */
type Context = {
  /** In how many days a store of the plan is empty, once all else is destroyed. */
  daysOf: (store: StoreName) => number;
  late: Late;
  /** The type of the resource that this ARN is of; undefined for one that is not in the template. */
  typeOf: (arn: unknown) => string | undefined;
};

/** How many seconds after a mail its last event is still underway to a function, and how long that may then take to start. */
type Late = { events: number; invocations: number };

const days = (seconds: number) => seconds / 86_400;

/** A property that nobody has thought about may be one more copy: of each resource that holds data all are listed. */
function unknown(properties: Properties, known: readonly string[]): string[] {
  return Object.keys(properties ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => `nobody has said what ${name} means for personal data`);
}

/** Every resource type of the stack: what it holds, or, as a sentence, why it holds no personal data. */
export const inventory: Readonly<Record<string, Holder | string>> = {
  "AWS::DynamoDB::GlobalTable": {
    stores: ["requests", "breach-reports", "deliveries", "indexes", "recovery", "stream"],
    problems: (table, { daysOf }) => [
      ...unknown(table, [
        "AttributeDefinitions",
        "BillingMode",
        "GlobalSecondaryIndexes",
        "KeySchema",
        "Replicas",
        "SSESpecification",
        "StreamSpecification",
        "TimeToLiveSpecification",
      ]),
      table.Replicas.length !== 1 && "it has a replica in another Region",
      ...table.Replicas.flatMap((replica: Properties) => [
        ...unknown(replica, [
          "DeletionProtectionEnabled",
          "GlobalSecondaryIndexes",
          "PointInTimeRecoverySpecification",
          "Region",
        ]),
        (replica.PointInTimeRecoverySpecification?.RecoveryPeriodInDays ?? 35) > daysOf("recovery") &&
          "it can be restored further back than was planned",
      ]),
    ],
  },
  "AWS::S3::Bucket": {
    stores: ["objects", "attachments", "uploads"],
    problems: (bucket, { daysOf }) => [
      ...unknown(bucket, [
        "BucketEncryption",
        "PublicAccessBlockConfiguration",
        // What passes through a bucket with rules is gone by them, and told of as it comes.
        ...(bucket.LifecycleConfiguration ? ["LifecycleConfiguration", "NotificationConfiguration"] : []),
        // Only seals lie in a bucket that locks what is put there; see the rights of `seal-evidence`.
        ...(bucket.ObjectLockEnabled
          ? ["ObjectLockConfiguration", "ObjectLockEnabled", "VersioningConfiguration"]
          : []),
      ]),
      bucket.LifecycleConfiguration?.Rules.some(
        ({ ExpirationInDays: age = Number.POSITIVE_INFINITY, Status }: Properties) =>
          Status !== "Enabled" || lateUploadHours / 24 + age + 1 > daysOf("uploads"),
      ) && "it keeps files for longer than was planned",
    ],
  },
  "AWS::SQS::Queue": {
    stores: ["queues"],
    problems: (queue, { daysOf, late }) => [
      days(late.invocations + (queue.MessageRetentionPeriod ?? 345_600)) > daysOf("queues") &&
        "it keeps messages for longer than was planned",
    ],
  },
  "AWS::Events::Rule": {
    stores: ["event-retries"],
    problems: ({ Targets }, { daysOf, late, typeOf }) => [
      Targets.some(({ Arn }: Properties) => typeOf(Arn) !== "AWS::Lambda::Function") &&
        "it sends events to something else than a function",
      days(late.events) > daysOf("event-retries") && "it tries events for longer than was planned",
    ],
  },
  "AWS::Scheduler::Schedule": {
    stores: ["event-retries"],
    problems: ({ Target }, { daysOf }) => [
      days(Target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) > daysOf("event-retries") &&
        "it tries for longer than was planned",
      Target.Input !== undefined && "it hands over more than the time",
    ],
  },
  "AWS::Lambda::EventInvokeConfig": {
    stores: ["invocations"],
    problems: ({ DestinationConfig }, { daysOf, late, typeOf }) => [
      typeOf(DestinationConfig?.OnFailure?.Destination) !== "AWS::SQS::Queue" &&
        "what fails goes to no queue",
      days(late.invocations) > daysOf("invocations") && "it keeps events for longer than was planned",
    ],
  },
  "AWS::Lambda::Function": {
    stores: ["invocations", "logs"],
    problems: (lambda) => [
      !lambda.LoggingConfig?.LogGroup && "it logs to a group of its own making, which never expires",
      lambda.FileSystemConfigs !== undefined && "it writes to a file system",
    ],
  },
  "AWS::Lambda::EventSourceMapping": {
    stores: ["stream"],
    problems: ({ DestinationConfig }, { typeOf }) => [
      typeOf(DestinationConfig?.OnFailure?.Destination) !== "AWS::SQS::Queue" &&
        "what fails goes to no queue",
    ],
  },
  "AWS::Logs::LogGroup": {
    stores: ["logs"],
    problems: ({ RetentionInDays: retention }, { daysOf }) => [
      (retention ?? Number.POSITIVE_INFINITY) + logRemovalDays > daysOf("logs") &&
        "it keeps lines for longer than was planned",
    ],
  },
  "AWS::ApiGatewayV2::Stage": { stores: ["logs"] },
  "AWS::SES::ConfigurationSet": {
    stores: ["mail-in-transit"],
    problems: (set, { daysOf }) => [
      ...unknown(set, ["DeliveryOptions", "ReputationOptions", "SuppressionOptions"]),
      set.SuppressionOptions?.SuppressedReasons?.length !== 0 &&
        "bounced addresses stay on the account's suppression list",
      mailHours / 24 > daysOf("mail-in-transit") && "mail is underway for longer than was planned",
    ],
  },
  "AWS::SES::ConfigurationSetEventDestination": {
    stores: ["event-retries"],
    problems: ({ EventDestination }) =>
      unknown(EventDestination, ["Enabled", "EventBridgeDestination", "MatchingEventTypes"]),
  },
  "AWS::SES::EmailIdentity": {
    stores: ["mail-in-transit"],
    problems: ({ FeedbackAttributes }) => [
      FeedbackAttributes?.EmailForwardingEnabled !== false && "bounces are mailed to the sender's mailbox",
    ],
  },
  "AWS::ApiGatewayV2::Api": "It passes calls on and keeps none.",
  "AWS::ApiGatewayV2::ApiMapping": "It says which domain leads to which API.",
  "AWS::ApiGatewayV2::DomainName": "It is a name.",
  "AWS::ApiGatewayV2::Integration": "It says which function a call goes to.",
  "AWS::ApiGatewayV2::Route": "It says which call goes where.",
  "AWS::CloudFront::Distribution": {
    stores: [],
    problems: ({ DistributionConfig: config }) => [
      ...unknown(config, [
        "Aliases",
        "Comment",
        "CustomErrorResponses",
        "DefaultCacheBehavior",
        "Enabled",
        "HttpVersion",
        "IPV6Enabled",
        "Origins",
        "PriceClass",
        "ViewerCertificate",
        "WebACLId",
      ]),
      // The managed policy CachingDisabled.
      config.DefaultCacheBehavior.CachePolicyId !== "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" &&
        "it keeps answers",
      config.CustomErrorResponses.some(({ ErrorCachingMinTTL }: Properties) => ErrorCachingMinTTL !== 0) &&
        "it keeps answers to errors",
    ],
  },
  "AWS::CloudWatch::Alarm": "It holds numbers.",
  "AWS::CloudWatch::Dashboard": "It names metrics, which are numbers.",
  "AWS::GuardDuty::MalwareProtectionPlan": "It scans and keeps no file; what it says names the key of one.",
  "AWS::IAM::Policy": "It names resources and actions.",
  "AWS::IAM::Role": "It names who may assume it.",
  "AWS::KMS::Key": "It signs, and keeps nothing of what it signed.",
  "AWS::Lambda::Permission": "It names who may invoke a function.",
  "AWS::Logs::MetricFilter": "It counts lines; the number has no dimension.",
  "AWS::S3::BucketPolicy": "It names who may do what.",
  "AWS::SNS::Subscription": "Its address is the processor's own.",
  "AWS::SNS::Topic": "Only alarms pass through it, and their texts hold no personal data.",
  "AWS::SNS::TopicPolicy": "It names who may publish.",
  "AWS::SQS::QueuePolicy": "It names who may send and receive.",
};

/** What keeps the plan from being true of these resources, a sentence each with the resource's name; nothing when it is. */
export function problemsOf(resources: Readonly<Record<string, Resource>>, windows: Windows): string[] {
  const plan = planOf([], windows, "data");
  const daysOf = (store: StoreName) => {
    const planned = plan.find((candidate) => candidate.store === store);
    if (planned?.means !== "expires") throw new Error(`the plan has no days for ${store}`);
    return planned.days;
  };
  const typeOf = (arn: unknown) => {
    const [id] = Object(arn)["Fn::GetAtt"] ?? [];
    return resources[id]?.Type;
  };
  const context: Context = { daysOf, late: lateness(Object.values(resources)), typeOf };
  return Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
    const entry = Object.hasOwn(inventory, Type) ? inventory[Type] : undefined;
    if (entry === undefined) return [`${id}: nobody has said whether ${Type} holds personal data`];
    if (typeof entry === "string") return [];
    const problems = entry.problems?.(Properties, context) ?? [];
    return problems.flatMap((problem) => (problem ? [`${id}: ${problem}`] : []));
  });
}

/** The stores that these resources hold. */
export function storesOf(resources: Readonly<Record<string, Resource>>): Set<StoreName> {
  const entries = Object.values(resources).flatMap(({ Type }) => inventory[Type] ?? []);
  return new Set(entries.flatMap((entry) => (typeof entry === "string" ? [] : entry.stores)));
}

/** What the resources say of how late an event can come; where they say nothing, AWS tries for 24 and for 6 hours. */
function lateness(resources: readonly Resource[]): Late {
  const longest = (type: string, agesIn: (properties: Properties) => number[]) =>
    Math.max(
      0,
      ...resources.filter(({ Type }) => Type === type).flatMap(({ Properties }) => agesIn(Properties)),
    );
  const tries = longest("AWS::Events::Rule", ({ Targets }) =>
    Targets.map(({ RetryPolicy }: Properties) => RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400),
  );
  const waits = longest("AWS::Lambda::EventInvokeConfig", ({ MaximumEventAgeInSeconds }) => [
    MaximumEventAgeInSeconds ?? 21_600,
  ]);
  const events = mailHours * 3_600 + tries;
  return { events, invocations: events + waits };
}
