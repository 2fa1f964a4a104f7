import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { owner } from "../../../support/s3.ts";
import { size } from "../../../support/size.ts";
import { stockedS3 } from "./stocked-s3.ts";

/**
 * V8 collects as late as the machine allows: on a large one its peak is what it was offered, not what was needed. So it
 * is offered the same little here, whatever there is to destroy.
 */
const budget = ["--max-old-space-size=64", "--max-semi-space-size=4"];

/** Destroys so many objects in a process of its own, and tells that process's peak memory in KiB. */
async function peakOf(count: number): Promise<number> {
  const s3 = await stockedS3("controllers/voorbeeld-bv/", count);
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: owner.accessKeyId,
    AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
  };
  try {
    const program = join(import.meta.dirname, "destroy-alone.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [...budget, program, s3.bucket], { env });
    const { peakKib, ...outcome } = JSON.parse(stdout);
    expect(outcome).toEqual({ versions: count, isEmpty: true });
    return peakKib;
  } finally {
    await s3.close();
  }
}

// F6
test(
  "memory does not grow with the number of objects",
  async () => {
    const many = size(20_000, 100_000);
    const [few, peak] = [await peakOf(1_000), await peakOf(many)];
    expect(peak / few).toBeLessThanOrEqual(1.5);
  },
  size(60_000, 300_000),
);
