import { S3Client } from "@aws-sdk/client-s3";
import { boundedRequests } from "../../../shared/bounded-requests.ts";
import type { S3 } from "./bucket.ts";
import { s3Copies } from "./s3-copies.ts";
import { s3Lifecycle } from "./s3-lifecycle.ts";
import { s3Objects } from "./s3-objects.ts";

/** The longest that one call takes, in milliseconds, with all its attempts and the pauses between them. */
export const longestCall = 70_000;

/**
 * Connects to S3. The SDK waits for ever by default, so each of the five attempts is bounded.
 * @param attemptMilliseconds for how long an attempt waits for S3
 */
export function connectS3(attemptMilliseconds = 10_000): S3Client {
  return new S3Client({
    maxAttempts: 5,
    retryMode: "adaptive",
    requestHandler: boundedRequests(attemptMilliseconds),
  });
}

/** S3 as destruction knows it, through this client. */
export function s3Of(client: S3Client): S3 {
  return ({ bucket, account }) => {
    const place = { Bucket: bucket, ...(account !== undefined && { ExpectedBucketOwner: account }) };
    return { ...s3Objects(client, place), ...s3Lifecycle(client, place), ...s3Copies(client, place) };
  };
}
