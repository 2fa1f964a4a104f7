import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";

/** By which call an object came into being. */
export type Creation = "PutObject" | "POST Object" | "CopyObject" | "CompleteMultipartUpload";

/** An object that has just been stored. */
export type CreatedObject = {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  reason: Creation;
  requestId: string;
};

/** Where it was stored. */
type Place = { account: string; region: string };

/** What an event says of an object that was created. */
type ObjectCreatedDetail = {
  version: "0";
  bucket: { name: string };
  object: { key: string; size: number; etag: string; sequencer: string };
  "request-id": string;
  requester: string;
  "source-ip-address": string;
  reason: Creation;
};

/** S3's event about an object that was created, as EventBridge hands it on. */
export type ObjectCreated = EventBridgeEvent<"Object Created", ObjectCreatedDetail>;

let latest = 0;

/** The event that tells of the object (Amazon S3 User Guide, "EventBridge event message structure"). */
export function objectCreated(
  { bucket, key, size, etag, reason, requestId }: CreatedObject,
  { account, region }: Place,
  at: Date,
): ObjectCreated {
  // Of two events about one key the later has the larger, whatever the clock does.
  latest = Math.max(latest + 1, at.getTime());
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Object Created",
    source: "aws.s3",
    account,
    time: at.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: {
        key,
        size,
        etag: etag.replaceAll('"', ""),
        sequencer: latest.toString(16).toUpperCase().padStart(18, "0"),
      },
      "request-id": requestId,
      requester: account,
      "source-ip-address": "127.0.0.1",
      reason,
    },
  };
}
