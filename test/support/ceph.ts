import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { areInstalled, freePorts } from "./programs.ts";

const script = join(import.meta.dirname, "ceph-rgw.sh");
const run = promisify(execFile);

/** Whether Ceph is installed here, which has an S3 with versions, locks and a lifecycle engine. */
export const isCephInstalled = areInstalled("radosgw", "ceph-mon", "ceph-osd");

/** A Ceph node of the test's own. */
export type Ceph = {
  /** What an AWS SDK has to find in its environment to reach it. Its checksums are those of before 2025. */
  environment: Record<string, string>;
  /**
   * Lets the lifecycle rules act once, on all buckets, with a "day" of so many seconds. Not every bucket gets its turn
   * each time.
   */
  applyLifecycle(bucket: string, secondsPerDay: number): Promise<void>;
  /** Stops it and removes all it has stored. */
  stop(): Promise<void>;
};

/** Starts a node in memory, on free ports of 127.0.0.1. Whoever starts one stops it in the end. */
export async function startCeph(): Promise<Ceph> {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-ceph-"));
  const [s3, monitor, osd] = await freePorts(3);
  const env = {
    ...process.env,
    TMPDIR: folder,
    CEPH_STATE: join(folder, "state"),
    CEPH_PORT: String(s3),
    CEPH_MON_PORT: String(monitor),
    CEPH_OSD_PORT_MIN: String(osd),
    CEPH_OSD_PORT_MAX: String(Number(osd) + 70),
    CEPH_LC_DAY: "manual",
    // A rule takes a third of the time.
    CEPH_LC_WORKERS: "1",
    CEPH_ACCESS_KEY: "testaccess",
    CEPH_SECRET_KEY: "testsecret",
  };
  const ceph = (...parameters: string[]) => run(script, parameters, { env });
  const stop = async () => {
    await ceph("stop");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ceph("start");
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: env.CEPH_ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: env.CEPH_SECRET_KEY,
      AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
      AWS_RESPONSE_CHECKSUM_VALIDATION: "WHEN_REQUIRED",
    },
    applyLifecycle: async (bucket, secondsPerDay) => void (await ceph("lc", bucket, String(secondsPerDay))),
    stop,
  };
}
