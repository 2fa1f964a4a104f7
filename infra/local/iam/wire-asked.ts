import type { IncomingMessage } from "node:http";
import { calledOperation } from "../faults/called-operation.ts";
import type { FaultyService } from "../faults/fault-rule.ts";
import { readRequest } from "../s3/s3-request.ts";
import { dynamoDbAsked } from "./dynamodb-asked.ts";
import type { Asked } from "./iam-policy.ts";
import { kmsAsked } from "./kms-asked.ts";
import { s3Asked, toSeeAbsence } from "./s3-asked.ts";
import { sesAsked } from "./ses-asked.ts";

type Head = Pick<IncomingMessage, "method" | "url" | "headers">;

/** A call as it comes over the wire, with its body where `namesInBody` says that it counts. */
export type WireCall = { message: Head; body: Buffer };

/** In whose Region and account the calls are made, and what is verified in SES there. */
export type Account = { region: string; account: string; identities: readonly string[] };

/** Whether only the body of a call tells what it is about. */
export function namesInBody(service: FaultyService, message: Head): boolean {
  return service !== "s3" || message.method === "POST";
}

/**
 * What a call asks IAM for.
 * @throws Error when it cannot be read; of S3 an S3Error
 */
export async function askedOf(
  service: FaultyService,
  { message, body }: WireCall,
  account: Account,
): Promise<Asked[]> {
  const operation = calledOperation(service, message, body) ?? "Unknown";
  switch (service) {
    case "dynamodb":
      return dynamoDbAsked(operation, JSON.parse(body.toString()), account);
    case "kms":
      return kmsAsked(operation, JSON.parse(body.toString()), account);
    case "ses":
      return sesAsked(new URLSearchParams(body.toString("latin1")), account);
    case "s3":
      return s3Asked({ ...readRequest(message), body });
  }
}

/** What it takes to be told by S3 that what a call is about is not there; undefined where that is told to everybody. */
export function absenceIsSeenWith(service: FaultyService, message: Head): Asked | undefined {
  if (service !== "s3") return undefined;
  const { operation, bucket, headers } = readRequest(message);
  switch (operation) {
    case "GetObject":
    case "HeadObject":
      return toSeeAbsence(bucket);
    case "CopyObject":
      return toSeeAbsence(headers.get("x-amz-copy-source")?.replace(/^\//, "").split("/")[0] ?? "");
    default:
      return undefined;
  }
}
