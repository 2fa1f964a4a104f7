/**
 * How a client of the SDK waits for an answer: by default for ever. So the time for a connection is bounded, and that for
 * each attempt.
 * @param attemptMilliseconds for how long an attempt waits
 */
export function boundedRequests(attemptMilliseconds: number) {
  return {
    connectionTimeout: 1_000,
    requestTimeout: attemptMilliseconds,
    throwOnRequestTimeout: true,
    // The request timeout ends with the head of an answer; this one also bounds its body.
    socketTimeout: attemptMilliseconds,
  };
}
