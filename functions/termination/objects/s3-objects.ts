import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { BucketObjects, Marker, ObjectVersion, Page, Refused } from "./bucket.ts";
import { decodeKey } from "./key-text.ts";

/** What every call says: which bucket, and whose it has to be. */
export type InBucket = { Bucket: string; ExpectedBucketOwner?: string };

/** The objects of a bucket on S3. */
export function s3Objects(client: S3Client, place: InBucket): BucketObjects {
  return {
    async listVersions(prefix, after) {
      const answer = await client.send(
        new ListObjectVersionsCommand({
          ...place,
          Prefix: prefix,
          EncodingType: "url",
          ...(after && { KeyMarker: after.key, VersionIdMarker: after.id }),
        }),
      );
      checkList(answer, prefix);
      const { Versions = [], DeleteMarkers = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = answer;
      const listed = [
        ...Versions.map((entry) => ({ ...entry, isDeleteMarker: false })),
        ...DeleteMarkers.map((entry) => ({ ...entry, Size: 0, isDeleteMarker: true })),
      ];
      const entries = listed.flatMap(({ Key = "", VersionId = "null", Size = 0, isDeleteMarker }) => {
        const key = decodeKey(Key);
        return key === undefined ? [] : [{ key, versionId: VersionId, size: Size, isDeleteMarker }];
      });
      const next = IsTruncated ? markerOf(NextKeyMarker, NextVersionIdMarker, entries) : undefined;
      return pageOf(listed.length, entries, next);
    },

    async listUploads(prefix, after) {
      const answer = await client.send(
        new ListMultipartUploadsCommand({
          ...place,
          Prefix: prefix,
          EncodingType: "url",
          ...(after && { KeyMarker: after.key, UploadIdMarker: after.id }),
        }),
      );
      checkList(answer, prefix);
      const { Uploads = [], IsTruncated, NextKeyMarker, NextUploadIdMarker } = answer;
      const entries = Uploads.flatMap(({ Key = "", UploadId = "" }) => {
        const key = decodeKey(Key);
        return key === undefined ? [] : [{ key, uploadId: UploadId }];
      });
      const next = IsTruncated ? markerOf(NextKeyMarker, NextUploadIdMarker, entries) : undefined;
      return pageOf(Uploads.length, entries, next);
    },

    async deleteVersions(versions) {
      const Objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ ...place, Delete: { Objects, Quiet: true } }),
      );
      return refusedAmong(versions, Errors);
    },

    async deleteVersion({ key, versionId }) {
      await client.send(new DeleteObjectCommand({ ...place, Key: key, VersionId: versionId }));
    },

    async abortUpload({ key, uploadId }) {
      await client.send(new AbortMultipartUploadCommand({ ...place, Key: key, UploadId: uploadId }));
    },
  };
}

type ListAnswer = { IsTruncated?: boolean | undefined; Prefix?: string | undefined };

/**
 * That nothing is listed proves that there is nothing, but only in a list, and of this prefix.
 * @throws Error when the answer is another
 */
function checkList({ IsTruncated, Prefix = "" }: ListAnswer, prefix: string): void {
  if (IsTruncated === undefined || (Prefix !== prefix && decodeKey(Prefix) !== prefix))
    throw new Error("S3 did not answer with the list that it was asked for");
}

/**
 * Where a page ended: at its last key. Some servers encode keys but not markers, so of what was sent and what that
 * decodes to the one counts that is a key of the page; of two, the later in S3's order.
 */
function markerOf(sent = "", id = "", entries: readonly { key: string }[] = []): Marker {
  const decoded = decodeKey(sent);
  const [last] = [decoded, sent]
    .filter((marker) => marker !== undefined)
    .filter((marker) => entries.some(({ key }) => key === marker))
    .sort((a, b) => Buffer.compare(Buffer.from(b), Buffer.from(a)));
  return { key: last ?? decoded ?? sent, id };
}

function pageOf<T>(listed: number, entries: T[], next: Marker | undefined): Page<T> {
  return { entries, unreadable: listed - entries.length, ...(next && { next }) };
}

type DeleteError = { Key?: string | undefined; VersionId?: string | undefined; Code?: string | undefined };

/** Where S3 names what it was not asked to delete, nothing is sure: then all of them count as refused. */
function refusedAmong(versions: readonly ObjectVersion[], errors: readonly DeleteError[]): Refused[] {
  const refused = new Map<ObjectVersion, string>();
  for (const { Key, VersionId, Code = "Unknown" } of errors) {
    const meant = versions.filter(
      ({ key, versionId }) => key === Key && (VersionId === undefined || versionId === VersionId),
    );
    for (const version of meant.length > 0 ? meant : versions) refused.set(version, Code);
  }
  return [...refused].map(([version, code]) => ({ version, code }));
}
