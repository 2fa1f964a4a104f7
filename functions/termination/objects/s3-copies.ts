import {
  GetBucketLoggingCommand,
  GetBucketReplicationCommand,
  type ReplicationRule,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { BucketCopies } from "./bucket.ts";
import type { InBucket } from "./s3-objects.ts";

/** Where the objects of a bucket on S3 go besides. A replication rule that is switched off may have copied before. */
export function s3Copies(client: S3Client, place: InBucket): BucketCopies {
  return {
    async readReplicas(prefix) {
      try {
        const { ReplicationConfiguration } = await client.send(new GetBucketReplicationCommand(place));
        const rules = (ReplicationConfiguration?.Rules ?? []).filter((rule) => concerns(rule, prefix));
        const names = rules.flatMap(({ Destination }) => Destination?.Bucket ?? []);
        return [...new Set(names.map((arn) => arn.replace(/^arn:[^:]*:s3:::/, "")))];
      } catch (error) {
        if (error instanceof Error && error.name === "ReplicationConfigurationNotFoundError") return [];
        throw error;
      }
    },
    async readAccessLogs() {
      const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand(place));
      return LoggingEnabled && `${LoggingEnabled.TargetBucket}/${LoggingEnabled.TargetPrefix ?? ""}`;
    },
  };
}

function concerns({ Prefix, Filter }: ReplicationRule, prefix: string): boolean {
  const replicated = Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? "";
  return replicated.startsWith(prefix) || prefix.startsWith(replicated);
}
