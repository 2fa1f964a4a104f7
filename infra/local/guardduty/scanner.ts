import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { MalwarePlan } from "./malware-plans.ts";
import { type ScanResult, scan, scanFailed } from "./scan.ts";

/** What scanning needs. */
type ScannerOptions = {
  plans: readonly MalwarePlan[];
  account: string;
  region: string;
  /** The bytes of an object. */
  read(bucket: string, key: string): Promise<Buffer>;
  /** Gets the results, as events. */
  emit(event: unknown): Promise<void>;
  now(): Date;
};

/** S3's event, as far as it matters here. */
const objectCreated = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.literal("Object Created"),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), etag: z.string() }),
  }),
});

type Created = z.infer<typeof objectCreated>["detail"];

/**
 * GuardDuty's Malware Protection for S3: goes by what the default event bus says of new objects, and says there what it
 * found in those of its buckets. Resolves when whoever is told has handled that.
 */
export function malwareScanner(options: ScannerOptions): (event: unknown) => Promise<void> {
  return async (event) => {
    const { success, data } = objectCreated.safeParse(event);
    const plan = success && options.plans.find(({ bucket }) => bucket === data.detail.bucket.name);
    if (!plan) return;
    const { bucket, object } = data.detail;
    const result = await options.read(bucket.name, object.key).then(scan, () => scanFailed);
    await options.emit(resultEvent(plan, data.detail, result, options));
  };
}

/** GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
function resultEvent(
  { arn }: MalwarePlan,
  { bucket, object }: Created,
  { scanStatus, scanResultStatus, threats }: ScanResult,
  { account, region, now }: Pick<ScannerOptions, "account" | "region" | "now">,
) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    source: "aws.guardduty",
    account,
    time: now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    region,
    resources: [arn],
    detail: {
      schemaVersion: "1.0",
      scanStatus,
      resourceType: "S3_OBJECT",
      s3ObjectDetails: {
        bucketName: bucket.name,
        objectKey: object.key,
        eTag: object.etag,
        s3Throttled: false,
      },
      scanResultDetails: { scanResultStatus, threats },
    },
  };
}
