import { GetObjectCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  readSealObject,
  type SealObject,
  sealObjectKey,
  sealObjectPrefix,
} from "../../shared/evidence/seal-object.ts";

/** The seals as the bucket locks them. Errors are the SDK's. */
export type LockedSeals = {
  /** The numbers of the seals after that one, in order: at most `most` of them. */
  list(after: number, most: number): Promise<LockedSeal[]>;
  /** What was locked as that seal; undefined where it does not have the form of one. */
  read(seal: LockedSeal): Promise<SealObject | undefined>;
};

/** The object of a seal: that which was put first under its key. */
export type LockedSeal = { number: number; versionId: string };

/**
 * The locked seals of a bucket on S3. Object Lock keeps the version of an object that it protects; it hinders nobody from
 * putting another version or a delete marker over it (Amazon S3 User Guide, "How S3 Object Lock works"). So the first version of
 * a key counts, whatever came after.
 */
export function lockedSeals(client: S3Client, bucket: string): LockedSeals {
  return {
    async list(after, most) {
      const first = new Map<number, string>();
      for await (const { key, versionId } of versions(client, bucket, sealObjectKey(after))) {
        const number = numberIn(key);
        if (number === undefined || number <= after) continue;
        if (first.size === most && !first.has(number)) break;
        // Of one key the newest version comes first.
        first.set(number, versionId);
      }
      return Array.from(first, ([number, versionId]) => ({ number, versionId }));
    },

    async read({ number, versionId }) {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: sealObjectKey(number), VersionId: versionId }),
      );
      return readSealObject((await Body?.transformToString()) ?? "");
    },
  };
}

async function* versions(client: S3Client, bucket: string, afterKey: string) {
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {
    KeyMarker: afterKey,
  };
  for (;;) {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: sealObjectPrefix, ...markers }),
    );
    for (const { Key = "", VersionId = "null" } of page.Versions ?? [])
      yield { key: Key, versionId: VersionId };
    if (!page.IsTruncated) return;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

function numberIn(key: string): number | undefined {
  const number = Number(/^\d+/.exec(key.slice(sealObjectPrefix.length))?.[0]);
  return sealObjectKey(number) === key ? number : undefined;
}
