import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { S3Credentials } from "../../infra/local/s3/authenticate.ts";
import { type LocalS3, type S3Options, startS3 } from "../../infra/local/s3/s3-server.ts";

const region = "eu-central-1";

/** Somebody who may do everything. */
export const owner: S3Credentials = { accessKeyId: "OWNER", secretAccessKey: "secret", rights: "everything" };

/** An S3 of the test's own with one bucket, and a client that may do everything in it. */
export type FreshS3 = LocalS3 & { client: S3Client; bucket: string };

/**
 * Starts a local S3 with one empty bucket. Whoever starts one closes it in the end; its folder goes with it.
 * @param changes of how it is started, such as a folder that outlives it.
 */
export async function freshS3(changes: Partial<S3Options> = {}): Promise<FreshS3> {
  const folder = changes.folder ?? mkdtempSync(join(tmpdir(), "meldpunt-s3-"));
  const bucket = "hosted-data";
  const s3 = await startS3({
    port: 0,
    folder,
    account: "000000000000",
    region,
    buckets: [bucket],
    credentials: [owner],
    now: () => new Date(),
    log: () => {},
    ...changes,
  });
  const client = clientOf(s3, owner);
  let open = true;
  async function close() {
    if (!open) return;
    open = false;
    client.destroy();
    await s3.close();
    if (changes.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
  return { ...s3, client, bucket, close };
}

/** A client of an S3 in somebody's name. */
export function clientOf(
  { endpoint }: Pick<LocalS3, "endpoint">,
  { accessKeyId, secretAccessKey }: S3Credentials,
): S3Client {
  return new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}
