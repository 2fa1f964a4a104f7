import type { BucketCopies } from "./bucket.ts";
import type { ObjectsProgress } from "./progress.ts";
import { refusalOf } from "./s3-error.ts";

/** The progress with what S3 tells, or refuses to tell, about copies of a bucket's objects and logs of its keys. */
export async function noteCopies(bucket: BucketCopies, progress: ObjectsProgress): Promise<ObjectsProgress> {
  const isKnown = progress.replicas !== undefined && progress.accessLogsUnknown === undefined;
  if (isKnown) return progress;
  const { replicasUnknown: _replicas, accessLogsUnknown: _accessLogs, ...known } = progress;
  const [replicas, accessLogs] = await Promise.all([
    bucket.readReplicas(progress.prefix).then(
      (names) => ({ replicas: names }),
      (error) => ({ replicasUnknown: refusalOf(error) }),
    ),
    bucket.readAccessLogs().then(
      (where) => (where === undefined ? {} : { accessLogs: where }),
      (error) => ({ accessLogsUnknown: refusalOf(error) }),
    ),
  ]);
  return { ...known, ...replicas, ...accessLogs };
}
