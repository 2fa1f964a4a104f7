import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { clientOf, freshS3, owner } from "../../../support/s3.ts";

test("what a killed S3 has answered for is there afterwards", async () => {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-s3-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(import.meta.dirname, "s3-process.ts"), folder]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout, "data");
  const Bucket = "hosted-data";
  const doomed = clientOf({ endpoint: String(line).trim() }, owner);
  const versions: number[] = [];
  const writing = Array.from({ length: 8 }, async (_, writer) => {
    for (let version = 1; ; version += 1) {
      await doomed.send(new PutObjectCommand({ Bucket, Key: `k${writer}`, Body: String(version) }));
      versions[writer] = version;
      if (writer === 0 && version === 50) child.kill("SIGKILL");
    }
  });
  const ended = await Promise.allSettled(writing);
  doomed.destroy();
  expect(ended.map(({ status }) => status)).not.toContain("fulfilled");

  const { client, close } = await freshS3({ folder });
  onTestFinished(close);
  for (const [writer, version] of versions.entries()) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `k${writer}` }));
    // The next one may have been stored and not answered for.
    expect([version, version + 1]).toContain(Number(await Body?.transformToString()));
  }
});

test("a taken port is said in a sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const port = Number(Object(other.address()).port);
  await expect(freshS3({ port })).rejects.toThrow(`Port ${port} is taken by another program.`);
});

test("a failure inside is an internal error that reveals nothing, and is logged without personal data", async () => {
  const lines: string[] = [];
  const now = () => {
    throw new TypeError("noor@example.org");
  };
  const { client, close, bucket: Bucket } = await freshS3({ now, log: (line) => lines.push(line) });
  onTestFinished(close);
  const get = new GetObjectCommand({ Bucket, Key: "noor@example.org" });
  await expect(client.send(get)).rejects.toMatchObject({
    name: "InternalError",
    message: "We encountered an internal error. Please try again.",
  });
  expect(new Set(lines)).toEqual(new Set(["S3: a call failed (TypeError)"]));
});
