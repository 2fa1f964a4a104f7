import * as z from "zod/mini";
import type { ScanResult } from "./check-upload.ts";

/** Amazon S3 User Guide, "EventBridge event message structure": the key is as it is, not encoded. */
const objectCreated = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.literal("Object Created"),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});

/** Amazon GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
const objectScanned = z.object({
  source: z.literal("aws.guardduty"),
  "detail-type": z.literal("GuardDuty Malware Protection Object Scan Result"),
  detail: z.object({
    s3ObjectDetails: z.object({ bucketName: z.string(), objectKey: z.string(), eTag: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

const scans: Readonly<Record<string, ScanResult["scan"]>> = {
  NO_THREATS_FOUND: "clean",
  THREATS_FOUND: "threat",
  UNSUPPORTED: "unsupported",
};

/** What the function is told: of a file that arrived, of what a scan of one came to, or that it is time to look around. */
export type Told =
  | { about: "arrival"; bucket: string; key: string }
  | { about: "scan"; bucket: string; key: string; result: ScanResult | undefined }
  | { about: "time" };

/**
 * Reads an event. The result of a scan that failed is undefined: the file still waits for one. What the schedule says is
 * ignored.
 * @throws ZodError for an event of S3 or of GuardDuty that is not as they document it
 */
export function readEvent(event: unknown): Told {
  const source = z.object({ source: z.string() }).safeParse(event).data?.source;
  if (source === "aws.s3") {
    const { bucket, object } = objectCreated.parse(event).detail;
    return { about: "arrival", bucket: bucket.name, key: object.key };
  }
  if (source === "aws.guardduty") {
    const { s3ObjectDetails: scanned, scanResultDetails } = objectScanned.parse(event).detail;
    const scan = scans[scanResultDetails.scanResultStatus];
    // GuardDuty leaves out the quotes that an ETag has everywhere else (RFC 9110, section 8.8.3).
    const result = scan && { scan, etag: `"${scanned.eTag.replaceAll('"', "")}"` };
    return { about: "scan", bucket: scanned.bucketName, key: scanned.objectKey, result };
  }
  return { about: "time" };
}
