import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetBucketLifecycleConfigurationCommand } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { lifecycleXml } from "../../../../../infra/local/s3/lifecycle/expiry-rule.ts";
import { readLifecycleConfiguration } from "../../../../../infra/local/s3/lifecycle/lifecycle-configuration.ts";
import { freshS3 } from "../../../../support/s3.ts";

test("a template's rules are what S3 reads, for the whole bucket", () => {
  const rules = [
    { id: "left <over>", days: 1, abortAfterDays: 2 },
    { id: "other", days: 30, abortAfterDays: 7 },
  ];
  const filter = { prefix: "", tagged: false, largerThan: undefined, smallerThan: undefined };
  expect(readLifecycleConfiguration(Buffer.from(lifecycleXml(rules)))).toEqual(
    rules.map(({ id, days, abortAfterDays }) => ({
      id,
      enabled: true,
      filter,
      expiration: { days },
      abortAfterDays,
    })),
  );
});

test("a bucket has the rules of the template that it was last started with, in the place of those before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-rules-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const days of [2, 1]) {
    const rules = [{ id: "left-over", days, abortAfterDays: 1 }];
    const s3 = await freshS3({ folder, emptying: new Map([["hosted-data", rules]]) });
    const asked = new GetBucketLifecycleConfigurationCommand({ Bucket: s3.bucket });
    expect((await s3.client.send(asked)).Rules).toEqual([
      {
        ID: "left-over",
        Filter: { Prefix: "" },
        Status: "Enabled",
        Expiration: { Days: days },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
    await s3.close();
  }
});
