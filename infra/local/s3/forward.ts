import type { IncomingMessage, ServerResponse } from "node:http";
import { checkCopyCondition, checkWriteCondition } from "./conditions.ts";
import { checkUpload, partNumberOf } from "./multipart-upload.ts";
import { refuseUnknownHeaders } from "./object-headers.ts";
import { checkUnprotected, lockHeaders } from "./object-lock.ts";
import { checkBucket, type S3Ground } from "./s3-call.ts";
import { invalidArgument } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/**
 * Lets fauxqs answer a request without a body, after looking at what it would pass over.
 * @throws S3Error
 */
export function forward(
  request: S3Request,
  ground: S3Ground,
  { message, response }: { message: IncomingMessage; response: ServerResponse },
): void {
  const { operation, bucket, key, query } = request;
  checkBucket(request, ground);
  refuseUnknownHeaders(request.headers);
  if (!["null", null].includes(query.get("versionId"))) throw invalidArgument("Invalid version id specified");
  if (operation === "CopyObject") {
    checkWriteCondition(request, ground);
    checkCopyCondition(request, ground);
    checkUnprotected(request, ground);
    response.once("finish", () => {
      if (response.statusCode === 200) ground.created({ bucket, key }, "CopyObject");
    });
  }
  if (operation === "UploadPartCopy") {
    checkCopyCondition(request, ground);
    checkUpload(request, ground);
    partNumberOf(request);
  }
  if (operation === "GetObject" || operation === "HeadObject") {
    for (const [name, value] of lockHeaders(request, ground)) response.setHeader(name, value);
  }
  Object.assign(message.headers, Object.fromEntries(request.headers));
  // The key as one segment, so that no way of looking at paths can make another one of it.
  message.url = `/${bucket}/${encodeURIComponent(key)}?${query}`;
  ground.storage.answer(message, response);
}
