import type { WireResponse } from "../http/http-response.ts";

/** What KMS refuses, with its own code, message and status (AWS KMS API Reference); callers rely on the first. */
export class KmsError extends Error {
  override name = "KmsError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** A request that does not have the form that the operation asks for. */
export function validationError(member: string, constraint: string): KmsError {
  const detected = `1 validation error detected: Value at '${member}' failed to satisfy constraint`;
  return new KmsError("ValidationException", `${detected}: ${constraint}`);
}

/** The answer to a request that is refused. */
export function kmsErrorAnswer({ code, message, status }: KmsError, requestId: string): WireResponse {
  return kmsAnswer({ __type: code, message }, requestId, status);
}

/** An answer of the JSON 1.1 protocol (Smithy specification, "AWS JSON 1.1 protocol"). */
export function kmsAnswer(content: object, requestId: string, status = 200): WireResponse {
  return {
    status,
    headers: [
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amzn-requestid", requestId],
    ],
    body: Buffer.from(JSON.stringify(content)),
  };
}
