import { emptyAnswer } from "./answers.ts";
import { checksumHeader, verifyChecksums } from "./checksums.ts";
import { checkWriteCondition } from "./conditions.ts";
import { objectHeadersOf, refuseUnknownHeaders } from "./object-headers.ts";
import { checkUnprotected, requireLockChecksum } from "./object-lock.ts";
import { checkBucket, type Handler } from "./s3-call.ts";

/** `PutObject`. */
export const putObject: Handler = (call, ground) => {
  checkBucket(call, ground);
  refuseUnknownHeaders(call.headers);
  checkWriteCondition(call, ground);
  checkUnprotected(call, ground);
  const { bucket, key, body, headers } = call;
  requireLockChecksum(bucket, headers, ground);
  const checksum = verifyChecksums(body, headers);
  const { contentType, metadata, systemMetadata } = objectHeadersOf(headers);
  const { etag } = ground.storage.store.putObject(
    bucket,
    key,
    body,
    contentType,
    metadata,
    systemMetadata,
    checksum && { ...checksum, type: "FULL_OBJECT" },
  );
  ground.created({ bucket, key }, "PutObject");
  return emptyAnswer(200, { etag, ...checksumHeader(checksum) });
};
