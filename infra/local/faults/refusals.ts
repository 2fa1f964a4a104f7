import { randomUUID } from "node:crypto";
import type { WireResponse } from "../http/http-response.ts";
import { KmsError, kmsErrorAnswer } from "../kms/kms-error.ts";
import { errorAnswer } from "../s3/answers.ts";
import { S3Error } from "../s3/s3-error.ts";
import { errorXml, SesError } from "../ses/query-api.ts";
import type { Fault, FaultyService, Refusal } from "./fault-rule.ts";

/** What AWS refuses a call with. */
type AwsError = { status: number; code: string; message: string };

/**
 * Each refusal as its service words it: Amazon DynamoDB Developer Guide, "Error handling with DynamoDB"; Amazon S3 API
 * Reference, "Error responses"; Amazon SES Developer Guide, "Sending quota errors", and API Reference, `SendRawEmail`; AWS
 * KMS API Reference, "Common Errors", and `Sign`.
 */
const errors: { [S in FaultyService]: Record<Refusal<S>, AwsError> } = {
  dynamodb: {
    throttle: {
      status: 400,
      code: "ProvisionedThroughputExceededException",
      message:
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    },
    fail: { status: 500, code: "InternalServerError", message: "Internal server error" },
  },
  s3: {
    throttle: { status: 503, code: "SlowDown", message: "Please reduce your request rate." },
    fail: {
      status: 500,
      code: "InternalError",
      message: "We encountered an internal error. Please try again.",
    },
  },
  ses: {
    throttle: { status: 400, code: "Throttling", message: "Maximum sending rate exceeded." },
    quota: { status: 400, code: "Throttling", message: "Daily message quota exceeded." },
    paused: {
      status: 400,
      code: "AccountSendingPausedException",
      message: "Email sending is disabled for your entire Amazon SES account.",
    },
    unverified: {
      status: 400,
      code: "MessageRejected",
      message: "Email address is not verified. The following identities failed the check in this Region.",
    },
    fail: {
      status: 503,
      code: "ServiceUnavailable",
      message: "The request has failed due to a temporary failure of the server.",
    },
  },
  kms: {
    throttle: {
      status: 400,
      code: "ThrottlingException",
      message: "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
    },
    fail: {
      status: 500,
      code: "KMSInternalException",
      message: "The request was rejected because an internal exception occurred. The request can be retried.",
    },
  },
};

/** The answer of a service that has been told to refuse; undefined where the fault is not an answer. */
export function refusalOf(service: FaultyService, fault: Fault): WireResponse | undefined {
  const ofService: Readonly<Record<string, AwsError>> = errors[service];
  const error = ofService[fault];
  return error && wordings[service](error, randomUUID());
}

/** How each service refuses what its caller has no right to: its status and its code. */
const denials: Record<FaultyService, Omit<AwsError, "message">> = {
  dynamodb: { status: 400, code: "AccessDeniedException" },
  s3: { status: 403, code: "AccessDenied" },
  ses: { status: 403, code: "AccessDenied" },
  kms: { status: 400, code: "AccessDeniedException" },
};

/** The answer of a service whose caller has no right to what it asks. */
export function accessDeniedAnswer(service: FaultyService, message: string): WireResponse {
  return wordings[service]({ ...denials[service], message }, randomUUID());
}

const wordings: Record<FaultyService, (error: AwsError, requestId: string) => WireResponse> = {
  dynamodb: ({ status, code, message }, requestId) => ({
    status,
    headers: [
      ["content-type", "application/x-amz-json-1.0"],
      ["x-amzn-requestid", requestId],
    ],
    body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message })),
  }),
  s3: ({ status, code, message }, requestId) =>
    errorAnswer(new S3Error(status, code, message), "", requestId),
  ses: ({ status, code, message }, requestId) => ({
    status,
    headers: [["content-type", "text/xml; charset=utf-8"]],
    body: Buffer.from(errorXml(new SesError(code, message, status), requestId)),
  }),
  kms: ({ status, code, message }, requestId) =>
    kmsErrorAnswer(new KmsError(code, message, status), requestId),
};
