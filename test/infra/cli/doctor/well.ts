import { isDeepStrictEqual } from "node:util";
import { expiryAttribute, processorPartition, restoredSortKey } from "../../../../shared/table.ts";
import { endpoint, queryAnswer, type WireAnswers } from "../aws-wire.ts";

/** The resources of a small stack, by type: id in the template and on AWS. */
const resources = [
  ["AWS::SES::EmailIdentity", "SendingIdentity9C96439F", "processor.example"],
  ["AWS::SES::ConfigurationSet", "SendingUrgent1A1EF9A1", "urgent-1"],
  ["AWS::Events::Rule", "TrackDeliverySesEventsABE6589A", "Meldpunt-SesEvents-1"],
  ["AWS::Scheduler::Schedule", "SweepEveryFiveMinutes8A975C3F", "Meldpunt-Sweep-1"],
  ["AWS::Lambda::EventSourceMapping", "ForwardNewCases7785C3C8", "91eaeb7e-c976-4939-8fb2-2b5c7b6b1f1d"],
  ["AWS::Lambda::Function", "SweepFunction730BC722", "Meldpunt-SweepFunction-1"],
  ["AWS::SNS::Topic", "AlarmTopicD01E77F9", "arn:aws:sns:eu-central-1:111122223333:Meldpunt-AlarmTopic-1"],
  ["AWS::CloudWatch::Alarm", "SweepSilentAlarmAA7C6D1C", "Meldpunt-SweepSilent-1"],
  ["AWS::SQS::Queue", "ForwardUnreadQueue048F5DA3", `${endpoint}/111122223333/q`],
  ["AWS::DynamoDB::GlobalTable", "Table710B521B", "Meldpunt-Table-1"],
  ["AWS::S3::Bucket", "DataBucketE6B0FAA8", "meldpunt-data-1"],
  ["AWS::S3::Bucket", "SealsLockedBucket15B74318", "meldpunt-seals-1"],
  ["AWS::KMS::Key", "SealsKey8BA888AF", "0b0e8a4e-1111-2222-3333-444455556666"],
];

const summaries = resources.map(
  ([type, logicalId, physicalId]) => `<member><ResourceType>${type}</ResourceType>
    <LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>
    <ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`,
);

const restoredTable = { name: "Meldpunt-restored-1", streamArn: "arn" };

/** What AWS says of a stack of which all is well. */
export const wellAnswers: WireAnswers = {
  ListStackResources: queryAnswer(
    "ListStackResources",
    `<StackResourceSummaries>${summaries.join("")}</StackResourceSummaries>`,
  ),
  health: { body: { status: "ok" } },
  settings: {
    body: { settings: { recoveryDays: 7, evidence: { lock: "governance", lockDays: 2_557 }, restoredTable } },
  },
  GetAccount: {
    body: {
      EnforcementStatus: "HEALTHY",
      ProductionAccessEnabled: true,
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
      SendingEnabled: true,
    },
  },
  GetEmailIdentity: {
    body: {
      IdentityType: "DOMAIN",
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: "SUCCESS", Tokens: ["a1", "b2", "c3"] },
      FeedbackForwardingStatus: false,
    },
  },
  GetConfigurationSet: {
    body: {
      ConfigurationSetName: "urgent-1",
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      SendingOptions: { SendingEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    },
  },
  GetConfigurationSetEventDestinations: {
    body: {
      EventDestinations: [
        {
          Name: "Events",
          Enabled: true,
          MatchingEventTypes: ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"],
          EventBridgeDestination: {
            EventBusArn: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
          },
        },
      ],
    },
  },
  DescribeRule: { body: { Name: "Meldpunt-SesEvents-1", State: "ENABLED" } },
  GetSchedule: { body: { Name: "Meldpunt-Sweep-1", State: "ENABLED" } },
  GetEventSourceMapping: { body: { State: "Enabled", LastProcessingResult: "OK" } },
  GetAccountSettings: {
    body: { AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 1_000 } },
  },
  GetFunctionConcurrency: { body: {} },
  ListSubscriptionsByTopic: queryAnswer(
    "ListSubscriptionsByTopic",
    `<Subscriptions><member><SubscriptionArn>arn:aws:sns:eu-central-1:111122223333:t:1</SubscriptionArn>
      <Protocol>email</Protocol><Endpoint>duty@processor.example</Endpoint></member></Subscriptions>`,
  ),
  DescribeAlarms: {
    body: {
      MetricAlarms: [
        {
          AlarmName: "Meldpunt-SweepSilent-1",
          AlarmDescription: "No run. Nobody is told. What to do: infra/runbook.md#sweep-silent",
          StateValue: "OK",
          StateUpdatedTimestamp: 1_795_300_000,
          ActionsEnabled: true,
        },
      ],
    },
  },
  GetQueueAttributes: {
    body: { Attributes: { ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "0" } },
  },
  DescribeContinuousBackups: {
    body: {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 7 },
      },
    },
  },
  DescribeTimeToLive: {
    body: { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: expiryAttribute } },
  },
  GetItem: (input) => {
    const { TableName, Key } = JSON.parse(input);
    const key = { pk: { S: processorPartition }, sk: { S: restoredSortKey } };
    if (TableName !== restoredTable.name || !isDeepStrictEqual(Key, key))
      return { code: "ValidationException" };
    return { body: { Item: { ...key, table: { S: TableName }, at: { S: "2026-11-22T10:15:00.000Z" } } } };
  },
  GetObjectLockConfiguration: {
    body: `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>
      <Mode>GOVERNANCE</Mode><Days>2557</Days></DefaultRetention></Rule></ObjectLockConfiguration>`,
  },
  DescribeKey: { body: { KeyMetadata: { KeyId: "0b0e8a4e", KeyState: "Enabled" } } },
};

/** The DMARC record of a domain that has one. */
export const wellResolved = async (name: string): Promise<string[][]> => {
  if (name === "_dmarc.processor.example") return [["v=DMARC1; ", "p=reject"]];
  throw Object.assign(new Error("nothing"), { code: "ENOTFOUND" });
};
