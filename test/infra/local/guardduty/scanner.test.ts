import { PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { readMalwarePlans } from "../../../../infra/local/guardduty/malware-plans.ts";
import { objectReader } from "../../../../infra/local/guardduty/object-reader.ts";
import { malwareScanner } from "../../../../infra/local/guardduty/scanner.ts";
import type { ObjectCreated } from "../../../../infra/local/s3/object-created.ts";
import { createShutdown } from "../../../../infra/local/shutdown.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";
import { eicar } from "../../../support/eicar.ts";
import { freshS3, owner } from "../../../support/s3.ts";

const place = { account: "000000000000", region: "eu-central-1" };
const now = () => new Date("2026-11-22T10:15:00.250Z");

function stackWith(Properties: Record<string, unknown>) {
  const resources = { Plan: { Type: "AWS::GuardDuty::MalwareProtectionPlan", Properties } };
  return localStack({ stackName: "Test", region: "eu-central-1", assets: {}, resources }, {});
}

const ofUploads = { ProtectedResource: { S3Bucket: { BucketName: "uploads" } }, Role: "arn" };

/** An S3 that tells, and a scanner that hears of it: what came of each object. */
async function scanning() {
  const results: unknown[] = [];
  const done: Promise<void>[] = [];
  const scanner = Promise.withResolvers<(event: unknown) => Promise<void>>();
  const emit = async (event: ObjectCreated) => {
    const scanned = scanner.promise.then((hear) => hear(event));
    done.push(scanned);
    await scanned;
  };
  const buckets = ["uploads", "other"];
  const s3 = await freshS3({ buckets, events: { buckets: new Set(buckets), emit } });
  onTestFinished(s3.close);
  const shutdown = createShutdown();
  onTestFinished(shutdown.run);
  const read = objectReader({ endpoint: s3.endpoint, credentials: owner }, place.region, shutdown);
  const plans = readMalwarePlans(stackWith(ofUploads), place.account);
  const told = async (event: unknown) => void results.push(event);
  scanner.resolve(malwareScanner({ plans, ...place, read, emit: told, now }));
  const put = async (Bucket: string, Key: string, Body: string) => {
    const { ETag = "" } = await s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
    await Promise.all(done);
    return ETag.replaceAll('"', "");
  };
  return { put, results };
}

describe("the scanner", () => {
  test("says on the bus what it found in an object of a plan's bucket", async () => {
    const { put, results } = await scanning();
    const eTag = await put("uploads", "a", eicar);
    expect(results).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        source: "aws.guardduty",
        account: "000000000000",
        time: "2026-11-22T10:15:00Z",
        region: "eu-central-1",
        resources: ["arn:aws:guardduty:eu-central-1:000000000000:malware-protection-plan/Test-Plan"],
        detail: {
          schemaVersion: "1.0",
          scanStatus: "COMPLETED",
          resourceType: "S3_OBJECT",
          s3ObjectDetails: { bucketName: "uploads", objectKey: "a", eTag, s3Throttled: false },
          scanResultDetails: {
            scanResultStatus: "THREATS_FOUND",
            threats: [{ name: "EICAR-Test-File (not a virus)" }],
          },
        },
      },
    ]);
    await put("uploads", "b", "nothing bad");
    expect(results[1]).toMatchObject({
      detail: { scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND" } },
    });
  });

  test("leaves other buckets and other events alone", async () => {
    const { put, results } = await scanning();
    await put("other", "a", eicar);
    const hear = malwareScanner({
      plans: [{ arn: "arn", bucket: "uploads" }],
      ...place,
      read: () => expect.unreachable("nothing is read"),
      emit: async (event) => void results.push(event),
      now,
    });
    await hear({ source: "aws.ses", "detail-type": "Email Sent", detail: {} });
    expect(results).toEqual([]);
  });

  test("says that it failed on an object that cannot be read", async () => {
    const results: unknown[] = [];
    const hear = malwareScanner({
      plans: [{ arn: "arn", bucket: "uploads" }],
      ...place,
      read: () => Promise.reject(new Error("gone")),
      emit: async (event) => void results.push(event),
      now,
    });
    const detail = { bucket: { name: "uploads" }, object: { key: "a", etag: "e" } };
    await hear({ source: "aws.s3", "detail-type": "Object Created", detail });
    expect(results).toMatchObject([
      { detail: { scanStatus: "FAILED", scanResultDetails: { scanResultStatus: "FAILED", threats: null } } },
    ]);
  });
});

describe("a plan that is not run here", () => {
  test.each([
    ["ObjectPrefixes", { ProtectedResource: { S3Bucket: { BucketName: "b", ObjectPrefixes: ["a/"] } } }],
    ["Status", { Actions: { Tagging: { Status: "ENABLED" } } }],
  ])("is refused: one with %s", (property, changes) => {
    expect(() => readMalwarePlans(stackWith({ ...ofUploads, ...changes }), place.account)).toThrow(property);
  });

  test("is none that tags nothing", () => {
    const plan = { ...ofUploads, Actions: { Tagging: { Status: "DISABLED" } } };
    expect(readMalwarePlans(stackWith(plan), place.account)).toMatchObject([{ bucket: "uploads" }]);
  });
});
