import { S3Client } from "@aws-sdk/client-s3";
import { boundedRequests } from "../../shared/bounded-requests.ts";

/** The longest that one call takes, in milliseconds, with all its attempts and the pauses between them. */
export const longestFileCall = 10_000;

/**
 * Connects to S3, for whoever answers a person. The SDK waits for ever by default, so each of the attempts is bounded:
 * together they end well before the gateway's 30 s.
 * @param attemptMilliseconds for how long an attempt waits for S3
 */
export function connectS3(attemptMilliseconds = 3_000): S3Client {
  return new S3Client({ maxAttempts: 3, requestHandler: boundedRequests(attemptMilliseconds) });
}
