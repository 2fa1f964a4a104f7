import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { boundedRequests } from "../../shared/bounded-requests.ts";
import { sealObjectKey } from "../../shared/evidence/seal-object.ts";

/** For how long a call waits for the bucket where it falls silent, in milliseconds, with all attempts and their pauses. */
export const longestBucketCall = 10_000;

/**
 * What became of an object that was to be put: `taken` where there is one of this number, `contested` where somebody else
 * was putting one at the same time and nobody knows yet whose it is.
 */
export type PutOutcome = "stored" | "taken" | "contested";

/** The bucket that locks seals: an object that it holds can be neither changed nor deleted. Errors are the SDK's. */
export type SealBucket = {
  /** Stores the object of the n-th seal where there is none. */
  put(number: number, text: string): Promise<PutOutcome>;
  /** The object of the n-th seal, of which it is known that there is one. */
  read(number: number): Promise<string>;
};

/**
 * Connects to the bucket's service. The SDK waits for ever by default, so each of the three attempts is bounded.
 * @param attemptMilliseconds for how long an attempt waits for S3
 */
export function connectSealBucket(attemptMilliseconds = 3_000): S3Client {
  return new S3Client({
    maxAttempts: 3,
    requestHandler: boundedRequests(attemptMilliseconds),
  });
}

/**
 * The bucket on S3. How long it locks an object its own configuration says; such a bucket takes an object only with a
 * checksum (Amazon S3 User Guide, "Object Lock considerations").
 */
export function sealBucket(client: S3Client, bucket: string): SealBucket {
  const place = (number: number) => ({ Bucket: bucket, Key: sealObjectKey(number) });
  return {
    async put(number, text) {
      try {
        await client.send(
          new PutObjectCommand({
            ...place(number),
            Body: text,
            ContentType: "application/json",
            ChecksumAlgorithm: "SHA256",
            IfNoneMatch: "*",
          }),
        );
        return "stored";
      } catch (error) {
        return lost(error);
      }
    },

    async read(number) {
      const { Body } = await client.send(new GetObjectCommand(place(number)));
      if (!Body) throw new Error("S3 answered without the object that it was asked for");
      return Body.transformToString();
    },
  };
}

/** Amazon S3 User Guide, "How to prevent object overwrites with conditional writes". */
function lost(error: unknown): PutOutcome {
  const name = error instanceof S3ServiceException ? error.name : "";
  if (name === "PreconditionFailed") return "taken";
  if (name === "ConditionalRequestConflict") return "contested";
  throw error;
}
