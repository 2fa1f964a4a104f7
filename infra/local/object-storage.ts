import { type DataFolder, keptCredentials } from "./data-folder.ts";
import { ensureBuckets } from "./foreign-buckets.ts";
import { functionCredentials } from "./functions/function-environment.ts";
import type { LocalFunction } from "./functions/local-function.ts";
import type { Credentials } from "./http/signature-v4.ts";
import type { ObjectCreated } from "./s3/object-created.ts";
import { startS3 } from "./s3/s3-server.ts";
import type { LocalSettings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { readBuckets, type StackBuckets } from "./stack-buckets.ts";
import { localAccount } from "./template/local-scope.ts";
import type { Stack } from "./template/stack.ts";

/** Where the stack's objects are. */
export type ObjectStorage = {
  /** Without a trailing slash; path-style. */
  endpoint: string;
  /** The one for controllers' data, which neither locks what is in it nor empties itself. */
  bucket: string;
  /** A key pair that may read, write, delete and list objects, and read the lifecycle configuration. */
  credentials: Credentials;
  /** Lets lifecycle rules act as at that time; only where the S3 is ours. */
  applyLifecycle(at: Date): Promise<void>;
};

type Ground = {
  settings: LocalSettings;
  folder: DataFolder;
  /** Gets S3's events; only where the S3 is ours. */
  emit(event: ObjectCreated): Promise<void>;
  log(line: string): void;
  shutdown: Shutdown;
};

const hour = 60 * 60 * 1000;

/**
 * The local S3 on the data folder, unless another endpoint is set, with the stack's buckets in it.
 * @throws StartFailure when the stack's buckets are no ones that are run here, or the other endpoint cannot be used.
 */
export async function startObjectStorage(
  stack: Stack,
  functions: readonly LocalFunction[],
  ground: Ground,
): Promise<ObjectStorage> {
  const buckets = readBuckets(stack);
  const { region } = stack;
  const { s3: endpoint, credentials } = ground.settings.endpoints;
  if (endpoint !== undefined && credentials !== undefined) {
    await ensureBuckets({ endpoint, region, credentials }, buckets);
    return { endpoint, bucket: buckets.data, credentials, applyLifecycle: async () => {} };
  }
  const callers = credentials ? [credentials] : functions.map(({ name }) => functionCredentials(name));
  return startOwnS3({ buckets, region, callers }, ground);
}

async function startOwnS3(
  { buckets, region, callers }: { buckets: StackBuckets; region: string; callers: readonly Credentials[] },
  { folder, emit, log, shutdown }: Ground,
): Promise<ObjectStorage> {
  const user = keptCredentials(folder, "s3");
  const s3 = await startS3({
    port: 0,
    folder: folder.s3,
    account: localAccount,
    region,
    buckets: [buckets.data, ...buckets.locks.keys(), ...buckets.emptying.keys()],
    locks: buckets.locks,
    emptying: buckets.emptying,
    events: { buckets: buckets.telling, emit },
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
  return { ...s3, bucket: buckets.data, credentials: user };
}
