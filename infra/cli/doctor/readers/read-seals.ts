import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { GetObjectLockConfigurationCommand, type S3Client } from "@aws-sdk/client-s3";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { ObjectLock, SealKey } from "../facts.ts";

/** What locks what is put into a bucket (Amazon S3 API, GetObjectLockConfiguration). */
export function readLock(client: S3Client, bucket: string): Promise<Fact<ObjectLock>> {
  return ask("s3:GetBucketObjectLockConfiguration", "The bucket of seals", lockOf(client, bucket));
}

async function lockOf(client: S3Client, bucket: string): Promise<ObjectLock> {
  const asked = client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }));
  const { ObjectLockConfiguration } = await asked.catch((error: Error) => {
    if (error.name === "ObjectLockConfigurationNotFoundError") return { ObjectLockConfiguration: undefined };
    throw error;
  });
  const { Mode, Days, Years = 0 } = ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  return Mode && { mode: Mode, days: Days ?? Years * 365 };
}

/** The state of the key that signs seals (AWS KMS API, DescribeKey). */
export async function readSealKey(client: KMSClient, id: string): Promise<Fact<SealKey>> {
  const asked = client.send(new DescribeKeyCommand({ KeyId: id }));
  const found = await ask("kms:DescribeKey", "The key that signs seals", asked);
  return mapFact(found, ({ KeyMetadata }) => ({ state: KeyMetadata?.KeyState ?? "unknown" }));
}
