import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";

/** A file as it lies in a bucket: its ETag changes with its bytes. */
export type FileAt = { bucket: string; key: string; etag: string };

/** The files of one bucket. Errors are the SDK's. */
export type FileStore = {
  bucket: string;
  /**
   * The bytes of a file and its ETag; undefined where there is none of that key, or its ETag is another.
   * @param etag where given, that of the file that is meant
   */
  read(key: string, etag?: string): Promise<{ bytes: Uint8Array; etag: string } | undefined>;
  /** The ETag of a file; undefined where there is none of that key. */
  etagOf(key: string): Promise<string | undefined>;
  /**
   * Copies a file of this or of another bucket to that key, without the type and the names that its sender gave it. False
   * where it is gone, or is another by now.
   */
  copyIn(from: FileAt, key: string): Promise<boolean>;
  /** Deletes a file, if there is one. */
  remove(key: string): Promise<void>;
  /** The keys that begin so, in their order. */
  list(prefix: string): AsyncIterable<string>;
};

/** The files of a bucket on S3. */
export function fileStore(client: S3Client, bucket: string): FileStore {
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    bucket,

    async read(key, etag) {
      const asked = new GetObjectCommand({ ...at(key), ...(etag !== undefined && { IfMatch: etag }) });
      const answer = await unlessGone(client.send(asked));
      if (!answer?.Body || answer.ETag === undefined) return undefined;
      return { bytes: await answer.Body.transformToByteArray(), etag: answer.ETag };
    },

    async etagOf(key) {
      // Asked for itself, what is not there is forbidden to whoever may list parts of a bucket only (Amazon S3 API
      // Reference, "HeadObject"). In a list, a key comes before all that begin with it.
      const asked = new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 });
      const { Contents = [] } = await client.send(asked);
      return Contents.find(({ Key }) => Key === key)?.ETag;
    },

    async copyIn(from, key) {
      const copied = await unlessGone(
        client.send(
          new CopyObjectCommand({
            ...at(key),
            CopySource: encodeURI(`${from.bucket}/${from.key}`),
            CopySourceIfMatch: from.etag,
            MetadataDirective: "REPLACE",
            TaggingDirective: "REPLACE",
            ContentType: "application/octet-stream",
          }),
        ),
      );
      return copied !== undefined;
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    async *list(prefix) {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
      for await (const { Contents = [] } of pages) {
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
      }
    },
  };
}

/** What is not there, and what a condition does not hold of (Amazon S3 API Reference, "Error responses"). */
const gone: readonly number[] = [404, 412];

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status !== undefined && gone.includes(status)) return undefined;
    throw error;
  });
}
