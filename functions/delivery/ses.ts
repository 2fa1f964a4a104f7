import { SESClient } from "@aws-sdk/client-ses";
import { boundedRequests } from "../../shared/bounded-requests.ts";

/** For how long a send waits for SES, in milliseconds; well within a delivery's lease. */
export const sendMilliseconds = 8_000;

/**
 * Connects to SES. The SDK waits for ever by default. One attempt, because the SDK's own retry after a lost answer would be
 * a second mail: SES has no token that tells a repetition.
 * @param patience how long to wait for SES, in milliseconds
 */
export function connectSes(patience = sendMilliseconds): SESClient {
  return new SESClient({
    maxAttempts: 1,
    requestHandler: boundedRequests(patience),
  });
}
