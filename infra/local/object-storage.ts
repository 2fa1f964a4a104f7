import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { type DataFolder, keptCredentials } from "./data-folder.ts";
import { functionCredentials } from "./functions/function-environment.ts";
import type { LocalFunction } from "./functions/local-function.ts";
import type { Credentials } from "./http/signature-v4.ts";
import { startS3 } from "./s3/s3-server.ts";
import type { LocalSettings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { StartFailure } from "./start-failure.ts";
import { localAccount } from "./template/local-scope.ts";
import type { Stack } from "./template/stack.ts";

/** Where the stack's objects are. */
export type ObjectStorage = {
  /** Without a trailing slash; path-style. */
  endpoint: string;
  bucket: string;
  /** A key pair that may read, write, delete and list objects, and read the lifecycle configuration. */
  credentials: Credentials;
  /** Lets lifecycle rules act as at that time; only where the S3 is ours. */
  applyLifecycle(at: Date): Promise<void>;
};

type Ground = { settings: LocalSettings; folder: DataFolder; log(line: string): void; shutdown: Shutdown };

/** What would change how a bucket acts and is not run here: our bucket has none of it. */
const bucket = z.object({
  LifecycleConfiguration: z.never().optional(),
  ObjectLockEnabled: z.never().optional(),
  VersioningConfiguration: z.never().optional(),
});

const hour = 60 * 60 * 1000;

/**
 * The local S3 on the data folder, unless another endpoint is set, with the stack's bucket in it.
 * @throws StartFailure unless the stack has one bucket.
 */
export async function startObjectStorage(
  stack: Stack,
  functions: readonly LocalFunction[],
  ground: Ground,
): Promise<ObjectStorage> {
  const [only, ...more] = stack.resources("AWS::S3::Bucket", bucket);
  if (!only || more.length > 0) throw new StartFailure("The stack must have exactly one bucket to run here.");
  const { s3: endpoint, credentials } = ground.settings.endpoints;
  if (endpoint !== undefined && credentials !== undefined) {
    await ensureBucket(endpoint, { bucket: only.ref, region: stack.region, credentials });
    return { endpoint, bucket: only.ref, credentials, applyLifecycle: async () => {} };
  }
  const callers = credentials ? [credentials] : functions.map(({ name }) => functionCredentials(name));
  return startOwnS3({ bucket: only.ref, region: stack.region, callers }, ground);
}

async function startOwnS3(
  { bucket, region, callers }: { bucket: string; region: string; callers: readonly Credentials[] },
  { folder, log, shutdown }: Ground,
): Promise<ObjectStorage> {
  const user = keptCredentials(folder, "s3");
  const s3 = await startS3({
    port: 0,
    folder: folder.s3,
    account: localAccount,
    region,
    buckets: [bucket],
    credentials: [
      { ...user, rights: "objects" },
      ...callers.map((caller) => ({ ...caller, rights: "everything" as const, anyTime: true })),
    ],
    now: () => new Date(),
    log,
  });
  shutdown.at("services", s3.close);
  await s3.applyLifecycle(new Date());
  const timer = setInterval(() => {
    s3.applyLifecycle(new Date()).catch(() => log("S3: the lifecycle rules did not act"));
  }, hour);
  shutdown.at("intake", () => clearInterval(timer));
  return { ...s3, bucket, credentials: user };
}

async function ensureBucket(
  endpoint: string,
  { bucket: Bucket, region, credentials }: { bucket: string; region: string; credentials: Credentials },
): Promise<void> {
  const client = new S3Client({ endpoint, region, credentials: { ...credentials }, forcePathStyle: true });
  try {
    await client.send(new HeadBucketCommand({ Bucket })).catch((error: unknown) => {
      if (error instanceof NotFound) return client.send(new CreateBucketCommand({ Bucket }));
      throw error;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartFailure(`The S3 at ${endpoint} cannot be used: ${reason}`, { cause });
  } finally {
    client.destroy();
  }
}
