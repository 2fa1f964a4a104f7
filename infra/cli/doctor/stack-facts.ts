import { resolveTxt } from "node:dns/promises";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { boundedRequests } from "../../../shared/bounded-requests.ts";
import type { DeployedStack } from "../stack.ts";
import { ask, type Fact } from "./fact.ts";
import type { DeployedSettings, Facts } from "./facts.ts";
import { readAlarms } from "./readers/read-alarms.ts";
import { readPublicApi, readSettings } from "./readers/read-apis.ts";
import { type ResolveTxt, readDmarc } from "./readers/read-dmarc.ts";
import { readAccountConcurrency, readFunctionConcurrency, readMapping } from "./readers/read-lambda.ts";
import { readQueue } from "./readers/read-queue.ts";
import { readExpiry, readRecovery, readRestoration } from "./readers/read-recovery.ts";
import { readRule } from "./readers/read-rule.ts";
import { readSchedule } from "./readers/read-schedule.ts";
import { readLock, readSealKey } from "./readers/read-seals.ts";
import { readAccount, readConfigurationSet, readIdentity } from "./readers/read-ses.ts";
import { nameOf, readResources, type StackResource } from "./readers/read-stack.ts";
import { readSubscribers } from "./readers/read-subscribers.ts";

/** The resource of ours that locks what is put into it: no other bucket of the stack does. */
const lockedBucket = /^Seals/;

/**
 * What AWS says of a deployed stack, asked with the credentials of the environment.
 * @param resolve reads the DNS
 */
export async function stackFacts(stack: DeployedStack, resolve: ResolveTxt = resolveTxt): Promise<Facts> {
  const { region, credentials, name, status, outputs, api } = stack;
  const clients = awsClients({
    region,
    credentials,
    maxAttempts: 3,
    requestHandler: boundedRequests(10_000),
  });
  const listed = await ask(
    "cloudformation:ListStackResources",
    `The stack ${name}`,
    readResources(clients.cloudFormation, name),
  );

  /** What is read of each resource of a type; what keeps them from being listed where they cannot be. */
  async function ofType<T>(
    type: string,
    read: (id: string, name: string, resource: StackResource) => Promise<Fact<T>>,
    is: (resource: StackResource) => boolean = () => true,
  ): Promise<Fact<T>[]> {
    if (typeof listed === "string" || !("value" in listed)) return [listed];
    const wanted = listed.value.filter((resource) => resource.type === type && is(resource));
    return Promise.all(wanted.map((resource) => read(resource.physicalId, nameOf(resource), resource)));
  }

  const { dynamodb, ses, lambda } = clients;
  const settings = await readSettings(api);
  const restored = restoredIn(settings);
  const sending = await readAccount(ses);
  const alarms = await ofType("AWS::CloudWatch::Alarm", async (id, name) => ({ value: { id, name } }));
  return {
    stack: [{ value: { status } }],
    "public-api": [await readPublicApi(outputs.get("PublicApiUrl") ?? "")],
    "operator-api": [settings],
    identity: await ofType("AWS::SES::EmailIdentity", (id) => readIdentity(ses, id)),
    dmarc: await ofType("AWS::SES::EmailIdentity", (id) => readDmarc(id, resolve)),
    "sending-account": [sending.account],
    "sending-quota": [sending.quota],
    "configuration-sets": await ofType("AWS::SES::ConfigurationSet", (id, name) =>
      readConfigurationSet(ses, id, name),
    ),
    rules: await ofType("AWS::Events::Rule", (id, name) => readRule(clients.events, id, name)),
    schedules: await ofType("AWS::Scheduler::Schedule", (id, name) =>
      readSchedule(clients.scheduler, id, name),
    ),
    streams: await ofType("AWS::Lambda::EventSourceMapping", (id, name) => readMapping(lambda, id, name)),
    concurrency: [await readAccountConcurrency(lambda)],
    functions: await ofType("AWS::Lambda::Function", (id, name) => readFunctionConcurrency(lambda, id, name)),
    subscribers: await ofType("AWS::SNS::Topic", (id) => readSubscribers(clients.sns, id)),
    alarms: await alarmsOf(clients.cloudWatch, alarms),
    "dead-letters": await ofType("AWS::SQS::Queue", (id, name) => readQueue(clients.sqs, id, name)),
    recovery: [
      ...(await ofType("AWS::DynamoDB::GlobalTable", (id, name) => readRecovery(dynamodb, id, name))),
      ...(await Promise.all(restored.map((table) => readRecovery(dynamodb, table, table)))),
    ],
    // The stack's own table is as the template says; of one that somebody restored by hand nobody knows.
    expiry: await Promise.all(restored.map((table) => readExpiry(dynamodb, table, table))),
    restoration: await Promise.all(restored.map((table) => readRestoration(dynamodb, table))),
    "seal-lock": await ofType(
      "AWS::S3::Bucket",
      (id) => readLock(clients.s3, id),
      ({ logicalId }) => lockedBucket.test(logicalId),
    ),
    "seal-key": await ofType("AWS::KMS::Key", (id) => readSealKey(clients.kms, id)),
    faults: [],
  };
}

/** The restored table that serves, if any does. */
function restoredIn(settings: Fact<DeployedSettings>): string[] {
  if (typeof settings === "string" || !("value" in settings)) return [];
  const { restoredTable } = settings.value;
  return restoredTable ? [restoredTable.name] : [];
}

function awsClients(config: {
  region: string;
  credentials: DeployedStack["credentials"];
  maxAttempts: number;
  requestHandler: ReturnType<typeof boundedRequests>;
}) {
  return {
    cloudFormation: new CloudFormationClient(config),
    cloudWatch: new CloudWatchClient(config),
    dynamodb: new DynamoDBClient(config),
    events: new EventBridgeClient(config),
    kms: new KMSClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    scheduler: new SchedulerClient(config),
    ses: new SESv2Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
  };
}

/** All alarms are asked for at once, unless they could not be listed. */
async function alarmsOf(
  client: CloudWatchClient,
  listed: readonly Fact<{ id: string; name: string }>[],
): Promise<Facts["alarms"]> {
  const named = listed.flatMap((fact) => (typeof fact === "object" && "value" in fact ? [fact.value] : []));
  const unknown = listed.filter(
    (fact): fact is Exclude<typeof fact, { value: unknown }> =>
      typeof fact === "string" || !("value" in fact),
  );
  return unknown.length > 0 ? unknown : readAlarms(client, named);
}
