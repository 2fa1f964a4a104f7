import { hash } from "node:crypto";
import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import type { Assembly, TemplateResource } from "./assembly.ts";
import { resolve, type Scope } from "./resolve.ts";

/** The account that everything on this machine belongs to. */
export const localAccount = "000000000000";

/**
 * Which property names a resource; without it CloudFormation would make a name up, and so do we. Our functions
 * leave their names to CloudFormation, and their descriptions say which one each is.
 */
const nameProperties: Record<string, string> = {
  "AWS::ApiGatewayV2::Stage": "StageName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::Lambda::Function": "Description",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SES::EmailIdentity": "EmailIdentity",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::Scheduler::Schedule": "Name",
};

/** The part of an ARN after the account, for the types whose ARNs the local run itself reads. */
const arnPaths: Record<string, (name: string) => string> = {
  "AWS::DynamoDB::GlobalTable": (name) => `table/${name}`,
  "AWS::Lambda::Function": (name) => `function:${name}`,
  "AWS::Events::Rule": (name) => `rule/${name}`,
  "AWS::KMS::Key": (id) => `key/${id}`,
  "AWS::SES::ConfigurationSet": (name) => `configuration-set/${name}`,
  "AWS::SES::EmailIdentity": (name) => `identity/${name}`,
};

/**
 * What references mean on this machine.
 * @param apiAddresses where each HTTP API listens, by logical id.
 * @param keyIds of KMS keys that somebody else's server has given ids to, by logical id.
 * @throws StartFailure for a reference to something that is not in the template, or an attribute that the
 * local run cannot give.
 */
export function localScope(
  assembly: Assembly,
  apiAddresses: Readonly<Record<string, string>>,
  keyIds: Readonly<Record<string, string>> = {},
): Scope {
  const { stackName, region } = assembly;
  const pseudo: Record<string, string> = {
    "AWS::AccountId": localAccount,
    // Also for a Region of another partition: no ARN leaves this machine.
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackName": stackName,
    "AWS::URLSuffix": "amazonaws.com",
  };

  function find(logicalId: string): TemplateResource {
    const resource = assembly.resources[logicalId];
    if (resource) return resource;
    throw new StartFailure(`The template refers to ${logicalId}, which is not in it.`);
  }

  function ref(name: string): string {
    const fixed = pseudo[name];
    if (fixed !== undefined) return fixed;
    const { Type, Properties } = find(name);
    if (Type === "AWS::ApiGatewayV2::Api") return apiId(name);
    if (Type === "AWS::KMS::Key") return keyIds[name] ?? keyId(name);
    const given = Properties[nameProperties[Type] ?? ""];
    if (given !== undefined) return z.string().parse(resolve(given, scope));
    return Type === "AWS::S3::Bucket" ? bucketName(stackName, name) : `${stackName}-${name}`;
  }

  function attribute(logicalId: string, name: string): string {
    const { Type } = find(logicalId);
    const service = Type.split("::")[1]?.toLowerCase();
    const physical = ref(logicalId);
    const owner = Type === "AWS::S3::Bucket" ? ":" : `${region}:${localAccount}`;
    const arn = `arn:aws:${service}:${owner}:${(arnPaths[Type] ?? String)(physical)}`;
    if (name === "Arn") return arn;
    if (name === "StreamArn") return `${arn}/stream/local`;
    const address = apiAddresses[logicalId];
    if (name === "ApiEndpoint" && address !== undefined) return address;
    throw new StartFailure(`The local run has no attribute ${name} for ${logicalId} (${Type}).`);
  }

  const scope: Scope = { ref, attribute };
  return scope;
}

/** Amazon S3 User Guide, "General purpose bucket naming rules": no upper case, 63 characters at most. */
function bucketName(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}`.toLowerCase().slice(0, 63);
}

/** Ten lower-case characters, as on AWS, and the same at every start. */
function apiId(logicalId: string): string {
  return hash("sha256", logicalId).slice(0, 10);
}

/** In the form of a UUID, as on AWS, and the same at every start. */
function keyId(logicalId: string): string {
  return hash("sha256", logicalId).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
