import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { ensureBuckets } from "../../../infra/local/foreign-buckets.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";

const buckets = {
  data: "data",
  locks: new Map([["seals", { mode: "COMPLIANCE" as const, days: 30 }]]),
  emptying: new Map([["uploads", [{ id: "left-over", days: 1, abortAfterDays: 2 }]]]),
  telling: new Set(["uploads"]),
};

/** An S3 that has the named buckets and takes every other call; what it was asked for, without reading. */
async function ensureAt(existing: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer(async (message, response) => {
    const [, bucket = "", query = ""] = (message.url ?? "").match(/^\/([\w-]+)\/?(\?[\w-]+)?/) ?? [];
    const isLocked = message.headers["x-amz-bucket-object-lock-enabled"];
    const body = await text(message);
    if (message.method === "HEAD") response.statusCode = existing.includes(bucket) ? 200 : 404;
    else asked.push([message.method, bucket + query, isLocked, body].filter(Boolean).join(" "));
    response.end();
  });
  onTestFinished(() => stopListening(server, 0));
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  await ensureBuckets({ endpoint: await listen(server, 0), region: "eu-central-1", credentials }, buckets);
  return asked;
}

test("a bucket with Object Lock or lifecycle rules is created with them at a server of somebody else's, and then left as it is", async () => {
  const [data, seals, lock, uploads, lifecycle, ...more] = await ensureAt([]);
  expect(data).toMatch(/^PUT data\b/);
  expect(seals).toMatch(/^PUT seals true\b/);
  expect(lock).toMatch(
    /^PUT seals\?object-lock .*<DefaultRetention><Mode>COMPLIANCE<\/Mode><Days>30<\/Days><\/DefaultRetention>/,
  );
  expect(uploads).toMatch(/^PUT uploads\b/);
  expect(lifecycle).toMatch(/^PUT uploads\?lifecycle .*<Days>1<\/Days>.*<DaysAfterInitiation>2</);
  expect(lifecycle).toContain("<Filter><Prefix></Prefix></Filter>");
  expect(more).toEqual([]);
  expect(await ensureAt(["data", "seals", "uploads"])).toEqual([]);
  expect(await ensureAt(["data", "uploads"])).toHaveLength(2);
  expect(await ensureAt(["data", "seals"])).toHaveLength(2);
});
