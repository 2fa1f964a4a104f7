import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDataFolder } from "../../../infra/local/data-folder.ts";
import { functionCredentials } from "../../../infra/local/functions/function-environment.ts";
import { type ObjectStorage, startObjectStorage } from "../../../infra/local/object-storage.ts";
import type { ObjectCreated } from "../../../infra/local/s3/object-created.ts";
import { readSettings } from "../../../infra/local/settings.ts";
import { createShutdown } from "../../../infra/local/shutdown.ts";
import { localScope } from "../../../infra/local/template/local-scope.ts";
import { localStack } from "../../../infra/local/template/stack.ts";
import { freshS3, owner } from "../../support/s3.ts";

const sweep = {
  name: "sweep",
  arn: "arn",
  bundle: "index.mjs",
  exportName: "handler",
  timeoutMs: 3_000,
  memoryMb: 512,
  reservedConcurrency: undefined,
  environment: {},
};

function assemblyOf(Properties: Record<string, unknown> = {}) {
  const resources = { DataBucket: { Type: "AWS::S3::Bucket", Properties } };
  return { stackName: "Meldpunt", region: "eu-central-1", assets: {}, resources };
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-s3-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts it for a stack with one bucket, and tells how to stop it. */
async function start(data: string, environment: Record<string, string> = {}, assembly = assemblyOf()) {
  const shutdown = createShutdown();
  onTestFinished(shutdown.run);
  const settings = readSettings({ ...environment, MELDPUNT_DATA: data });
  const told: ObjectCreated[] = [];
  const emit = async (event: ObjectCreated) => void told.push(event);
  const ground = { settings, folder: openDataFolder(data), emit, log: () => {}, shutdown };
  const storage = await startObjectStorage(localStack(assembly, {}), [sweep], ground);
  return { ...storage, told, stop: shutdown.run };
}

function clientOf({ endpoint }: ObjectStorage, credentials: ObjectStorage["credentials"]): S3Client {
  // A copy, because the client writes more into it.
  const client = new S3Client({ endpoint, region: "eu-central-1", credentials: { ...credentials } });
  onTestFinished(() => client.destroy());
  return client;
}

describe("the objects of a local run", () => {
  test("are in the stack's bucket, for its functions and for the user, also after a restart", async () => {
    const data = freshFolder();
    const first = await start(data);
    expect(first.bucket).toBe("meldpunt-databucket");
    const put = new PutObjectCommand({ Bucket: first.bucket, Key: "a", Body: "x" });
    await clientOf(first, first.credentials).send(put);
    await clientOf(first, functionCredentials("sweep")).send(put);
    expect(statSync(join(data, "s3-credentials.json")).mode & 0o777).toBe(0o600);
    await first.stop();
    const second = await start(data);
    expect(second.credentials).toEqual(first.credentials);
    await clientOf(second, second.credentials).send(put);
  });

  test("are at another endpoint when one is set, in a bucket that is created where there is none", async () => {
    const foreign = await freshS3();
    onTestFinished(foreign.close);
    const { accessKeyId, secretAccessKey } = owner;
    const environment = {
      AWS_ENDPOINT_URL_S3: foreign.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    for (const attempt of ["created", "found"]) {
      const { endpoint, bucket: Bucket, credentials } = await start(freshFolder(), environment);
      expect([attempt, endpoint, credentials]).toEqual([
        attempt,
        foreign.endpoint,
        { accessKeyId, secretAccessKey },
      ]);
      expect((await foreign.client.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(
        200,
      );
    }
  });

  test("cannot be at an endpoint that refuses the key pair", async () => {
    const foreign = await freshS3();
    onTestFinished(foreign.close);
    const environment = { AWS_ENDPOINT_URL_S3: foreign.endpoint };
    await expect(start(freshFolder(), environment)).rejects.toThrow(
      `The S3 at ${foreign.endpoint} cannot be used`,
    );
  });

  test("are reachable for functions that are given another key pair for other servers", async () => {
    const running = await start(freshFolder(), { AWS_ENDPOINT_URL_SES: "http://127.0.0.1:1" });
    const put = new PutObjectCommand({ Bucket: running.bucket, Key: "a", Body: "x" });
    await clientOf(running, { accessKeyId: "local", secretAccessKey: "local" }).send(put);
    const named = clientOf(running, functionCredentials("sweep")).send(put);
    await expect(named).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  });

  // D2
  test("that forms send are told of, and go within two days, whatever becomes of them", async () => {
    const Properties = {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: "left-over",
            Status: "Enabled",
            ExpirationInDays: 1,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    };
    const assembly = assemblyOf();
    const resources = { ...assembly.resources, Uploads: { Type: "AWS::S3::Bucket", Properties } };
    const running = await start(freshFolder(), {}, { ...assembly, resources });
    expect(running.bucket).toBe("meldpunt-databucket");
    const client = clientOf(running, functionCredentials("sweep"));
    for (const Bucket of ["meldpunt-uploads", running.bucket]) {
      await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    }
    expect(running.told.map(({ detail }) => [detail.bucket.name, detail.object.key])).toEqual([
      ["meldpunt-uploads", "a"],
    ]);
    const hours = (count: number) => new Date(Date.now() + count * 60 * 60_000);
    const isThere = async (Bucket: string) =>
      client.send(new HeadObjectCommand({ Bucket, Key: "a" })).then(
        () => true,
        () => false,
      );
    await running.applyLifecycle(hours(23));
    expect(await isThere("meldpunt-uploads")).toBe(true);
    await running.applyLifecycle(hours(48));
    expect(await isThere("meldpunt-uploads")).toBe(false);
    expect(await isThere(running.bucket)).toBe(true);
  });

  test("are safe in a bucket with Object Lock, also from functions and after a restart", async () => {
    const assembly = assemblyOf();
    const Properties = {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 30 } } },
      VersioningConfiguration: { Status: "Enabled" },
    };
    const resources = { Seals: { Type: "AWS::S3::Bucket", Properties }, ...assembly.resources };
    const data = freshFolder();
    const object = { Bucket: "meldpunt-seals", Key: "a" };
    const first = await start(data, {}, { ...assembly, resources });
    expect(first.bucket).toBe("meldpunt-databucket");
    const put = new PutObjectCommand({ ...object, Body: "x" });
    await clientOf(first, functionCredentials("sweep")).send(put);
    await first.stop();
    const client = clientOf(await start(data, {}, { ...assembly, resources }), functionCredentials("sweep"));
    await expect(client.send(new DeleteObjectCommand(object))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    expect((await client.send(new HeadObjectCommand(object))).ObjectLockMode).toBe("COMPLIANCE");
  });
});

test("a bucket's physical name fits S3, and its ARN names neither region nor account", () => {
  const { ref, attribute } = localScope(assemblyOf(), {});
  expect(ref("DataBucket")).toBe("meldpunt-databucket");
  expect(attribute("DataBucket", "Arn")).toBe("arn:aws:s3:::meldpunt-databucket");
  const long = { ...assemblyOf(), stackName: "S".repeat(70) };
  expect(localScope(long, {}).ref("DataBucket")).toBe("s".repeat(63));
});
