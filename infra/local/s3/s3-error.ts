/**
 * What S3 refuses, with its own status, code and message (Amazon S3 API Reference, "Error responses"); all three
 * are part of what callers rely on.
 */
export class S3Error extends Error {
  override name = "S3Error";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Refused for want of a permission, or of a valid time. */
export function accessDenied(message = "Access Denied"): S3Error {
  return new S3Error(403, "AccessDenied", message);
}

/** A header, parameter or form field has a value that it may not have. */
export function invalidArgument(message: string): S3Error {
  return new S3Error(400, "InvalidArgument", message);
}

/** A request that is well-formed and makes no sense. */
export function invalidRequest(message: string): S3Error {
  return new S3Error(400, "InvalidRequest", message);
}

/** XML that is not well-formed, or not what the operation takes. */
export function malformedXml(): S3Error {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new S3Error(400, "MalformedXML", message);
}

/** What S3 can do and this server cannot. */
export function notImplemented(what: string): S3Error {
  return new S3Error(501, "NotImplemented", `The local S3 does not implement ${what}.`);
}

/** A condition such as `If-None-Match` does not hold. */
export function preconditionFailed(): S3Error {
  const message = "At least one of the pre-conditions you specified did not hold";
  return new S3Error(412, "PreconditionFailed", message);
}

/** The object is not there. */
export function noSuchKey(): S3Error {
  return new S3Error(404, "NoSuchKey", "The specified key does not exist.");
}

/** The upload was never begun, or it was completed or aborted. */
export function noSuchUpload(): S3Error {
  const message =
    "The specified multipart upload does not exist. The upload ID might be invalid, or the multipart upload might have been aborted or completed.";
  return new S3Error(404, "NoSuchUpload", message);
}

/**
 * What S3 answers to a failure. fauxqs' errors have its codes and statuses too; anything else is an internal error.
 */
export function asS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof Error && "code" in error && "statusCode" in error) {
    return new S3Error(Number(error.statusCode), String(error.code), error.message);
  }
  return new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
}
