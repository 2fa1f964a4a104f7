import type { Credentials } from "../http/signature-v4.ts";
import type { LocalFunction } from "./local-function.ts";

/** Where the AWS services are, and in whose name functions speak to them. */
type AwsPlaces = {
  region: string;
  dynamodb: string;
  s3: string;
  ses: string;
  kms: string;
  /** For every other service. */
  others: string | undefined;
  /** For servers that are not ours; ours get credentials that name the function. */
  credentials: Credentials | undefined;
};

/** Nothing listens there: a call to a service that is not run here fails at once and never reaches AWS. */
const nowhere = "http://127.0.0.1:1";

/** What a function's environment holds besides the variables of the template, as on Lambda. */
export function functionEnvironment(
  places: AwsPlaces,
  { name, memoryMb }: LocalFunction,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = places.credentials ?? functionCredentials(name);
  return {
    PATH: process.env.PATH ?? "",
    TZ: "UTC",
    AWS_REGION: places.region,
    AWS_DEFAULT_REGION: places.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_ENDPOINT_URL: places.others ?? nowhere,
    AWS_ENDPOINT_URL_DYNAMODB: places.dynamodb,
    AWS_ENDPOINT_URL_S3: places.s3,
    AWS_ENDPOINT_URL_SES: places.ses,
    AWS_ENDPOINT_URL_KMS: places.kms,
  };
}

/** The key pair that names a function to our own servers. DynamoDB Local takes letters and digits only. */
export function functionCredentials(name: string): Credentials {
  return {
    accessKeyId: `LOCAL${name.replaceAll(/[^a-z0-9]/gi, "").toUpperCase()}`,
    secretAccessKey: "local",
  };
}
