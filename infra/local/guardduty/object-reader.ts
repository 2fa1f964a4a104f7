import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ObjectStorage } from "../object-storage.ts";
import type { Shutdown } from "../shutdown.ts";

/** Reads whole objects of the stack's buckets. Errors are the SDK's. */
export function objectReader(
  { endpoint, credentials }: Pick<ObjectStorage, "endpoint" | "credentials">,
  region: string,
  shutdown: Shutdown,
): (bucket: string, key: string) => Promise<Buffer> {
  const client = new S3Client({ endpoint, region, credentials: { ...credentials }, forcePathStyle: true });
  shutdown.at("services", () => client.destroy());
  return async (Bucket, Key) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
}
