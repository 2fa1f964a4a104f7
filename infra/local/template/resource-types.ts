import { StartFailure } from "../start-failure.ts";
import type { Assembly } from "./assembly.ts";

/** What the local run starts. */
const runTypes = [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::DynamoDB::GlobalTable",
  "AWS::Events::Rule",
  "AWS::GuardDuty::MalwareProtectionPlan",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Key",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::S3::Bucket",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SQS::Queue",
  "AWS::Scheduler::Schedule",
] as const;

export type RunType = (typeof runTypes)[number];

/** What has no effect on one machine: what others may do here, logs' retention, alarms, the dashboard, and names that nothing goes by. */
const inertTypes = [
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::KMS::Alias",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::QueuePolicy",
];

/**
 * Nothing in the stack may be overlooked silently: each type is either run or known to be inert.
 * @throws StartFailure naming the first resource that is neither.
 */
export function refuseUnknownTypes({ resources }: Pick<Assembly, "resources">): void {
  const known = new Set<string>([...runTypes, ...inertTypes]);
  const unknown = Object.entries(resources).find(([, { Type }]) => !known.has(Type));
  if (unknown) {
    throw new StartFailure(
      `The local run does not know the resource type ${unknown[1].Type} (${unknown[0]}): add it to the types it runs or to those that have no effect here.`,
    );
  }
}
