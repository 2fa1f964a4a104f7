import type { IncomingMessage } from "node:http";
import { readRequest } from "../s3/s3-request.ts";
import type { FaultyService } from "./fault-rule.ts";

/**
 * The operation that a call asks for, as AWS names it; undefined for one that cannot be told.
 * @param body of a call to SES, whose query protocol names the action in it
 */
export function calledOperation(
  service: FaultyService,
  message: Pick<IncomingMessage, "method" | "url" | "headers">,
  body: Buffer | undefined,
): string | undefined {
  switch (service) {
    case "dynamodb":
      return targetOf(message).match(/^DynamoDB_\d+\.(\w+)$/)?.[1];
    case "kms":
      return targetOf(message).match(/^TrentService\.(\w+)$/)?.[1];
    case "s3":
      return s3Operation(message);
    case "ses":
      return body?.toString("latin1").match(/(?:^|&)Action=(\w+)(?:&|$)/)?.[1];
  }
}

function targetOf({ headers }: Pick<IncomingMessage, "headers">): string {
  return String(headers["x-amz-target"] ?? "");
}

/** What S3 would not read as a request is no operation of it. */
function s3Operation(message: Pick<IncomingMessage, "method" | "url" | "headers">): string | undefined {
  try {
    return readRequest(message).operation;
  } catch {
    return undefined;
  }
}
