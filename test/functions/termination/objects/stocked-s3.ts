import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage } from "../../../../infra/local/s3/fauxqs.ts";
import { type FreshS3, freshS3 } from "../../../support/s3.ts";

/**
 * A local S3 whose bucket holds that many objects of one byte under a prefix, put there behind its back: over the wire
 * it would take minutes. Whoever starts one closes it in the end; its folder goes with it.
 */
export async function stockedS3(prefix: string, count: number): Promise<FreshS3> {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-stocked-"));
  const { store, inOneGo, close } = await openStorage(folder);
  const bucket = "hosted-data";
  store.createBucket(bucket);
  inOneGo(() => {
    for (let n = 0; n < count; n++) store.putObject(bucket, `${prefix}${n}`, Buffer.from("x"), "text/plain");
  });
  await close();
  const s3 = await freshS3({ folder });
  return {
    ...s3,
    async close() {
      await s3.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
