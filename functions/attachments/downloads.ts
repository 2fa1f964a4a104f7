import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** For how long an address of a file is good, in seconds: long enough to be followed once. */
const addressSeconds = 60;

/** The bucket that files are downloaded from. */
export type Downloads = {
  /** Where all addresses of its files begin (RFC 6454). */
  origin: () => Promise<string>;
  /** Whether there is an object under that key. */
  has: (key: string) => Promise<boolean>;
  /** An address that gives the object to whoever has it, for a minute, as a file of that name and nothing else. */
  sign: (key: string, name: string) => Promise<string>;
};

/** Downloads from this bucket. */
export function downloadsFrom(client: S3Client, bucket: string): Downloads {
  const sign: Downloads["sign"] = (key, name) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        // Whatever the file is, no browser is to show it or run it.
        ResponseContentType: "application/octet-stream",
        ResponseContentDisposition: `attachment; filename="${name}"`,
      }),
      { expiresIn: addressSeconds },
    );
  return {
    // Only the SDK knows: it is the same whatever the file.
    origin: async () => new URL(await sign("any", "any")).origin,
    async has(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },
    sign,
  };
}

/**
 * Whoever may read files and not list them is told 403 of what is not there (Amazon S3 API Reference, "HeadObject"); who
 * hands out addresses is to know of no other files.
 */
function isAbsent(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 404 || status === 403;
}
