/** What S3 answers when it may do what it was asked the next moment (S3 API Reference, "Error responses"). */
const transient = [
  "InternalError",
  "SlowDown",
  "ServiceUnavailable",
  "RequestTimeout",
  "OperationAborted",
  "ConditionalRequestConflict",
  "Throttling",
  "ThrottlingException",
  "RequestLimitExceeded",
  "TooManyRequests",
];

/** What it answers when our credentials or our clock are at fault, not what was asked. */
const ours = [
  "ExpiredToken",
  "InvalidToken",
  "TokenRefreshRequired",
  "InvalidAccessKeyId",
  "InvalidSecurity",
  "SignatureDoesNotMatch",
  "RequestTimeTooSkewed",
  "RequestExpired",
];

/** Whether what was to be deleted got this code because it is not there any more: somebody else was faster. */
export function isGone(code: string): boolean {
  return ["NoSuchKey", "NoSuchVersion", "NoSuchUpload"].includes(code);
}

/** Whether what got this code is worth another attempt. */
export function isTransient(code: string): boolean {
  return transient.includes(code);
}

/**
 * The code with which S3 refused for good what it was asked.
 * @throws the error, when it is another: no answer, a fault of S3, or one of ours
 */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Error) || isTransient(error.name) || ours.includes(error.name)) throw error;
  const metadata = "$metadata" in error ? Object(error.$metadata) : {};
  const status = Number(metadata.httpStatusCode ?? 0);
  const isRefusal = (status >= 300 && status < 500 && status !== 429) || status === 501;
  if (!isRefusal) throw error;
  return error.name;
}

/**
 * The code of S3's answer when that is a refusal for good, or one that is worth another attempt.
 * @throws the error, when it is another
 */
export function answerOf(error: unknown): string {
  return error instanceof Error && isTransient(error.name) ? error.name : refusalOf(error);
}
