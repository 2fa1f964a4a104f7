import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type DataFolder, openDataFolder } from "../../../infra/local/data-folder.ts";
import { demoReporterCode } from "../../../infra/local/demo-reporter.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";

/** An operator API with these reporters; the n-th that is added gets the code `code-n`. */
async function operatorApi() {
  const reporters: { id: string; revokedAt?: string }[] = [];
  const server = createServer((request, response) => {
    if (request.method === "GET") return response.end(JSON.stringify({ reporters }));
    const n = reporters.push({ id: `reporter-${reporters.length + 1}` });
    response.writeHead(201).end(JSON.stringify({ id: `reporter-${n}`, code: `code-${n}` }));
  });
  onTestFinished(() => stopListening(server, 0));
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  return { api: { url: await listen(server, 0), region: "eu-central-1", credentials }, reporters };
}

function freshFolder(): DataFolder {
  const root = mkdtempSync(join(tmpdir(), "meldpunt-reporter-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return openDataFolder(root);
}

test("the demo reporter's code is the same at every start, and for this user only", async () => {
  const { api, reporters } = await operatorApi();
  const folder = freshFolder();
  expect(await demoReporterCode(api, folder)).toBe("code-1");
  expect(await demoReporterCode(api, folder)).toBe("code-1");
  expect(reporters).toHaveLength(1);
  expect(statSync(join(folder.root, "reporter.json")).mode & 0o777).toBe(0o600);
});

test("the demo reporter is another once it was revoked", async () => {
  const { api, reporters } = await operatorApi();
  const folder = freshFolder();
  await demoReporterCode(api, folder);
  reporters[0] = { id: "reporter-1", revokedAt: "2026-11-22T10:15:00.000Z" };
  expect(await demoReporterCode(api, folder)).toBe("code-2");
  expect(await demoReporterCode(api, folder)).toBe("code-2");
});

test("the demo reporter is another in a table that does not know it", async () => {
  const folder = freshFolder();
  const { api: before } = await operatorApi();
  await demoReporterCode(before, folder);
  const { api: after, reporters } = await operatorApi();
  reporters.push({ id: "somebody-else" });
  expect(await demoReporterCode(after, folder)).toBe("code-2");
});

test("the demo reporter is another when its file cannot be read", async () => {
  const { api } = await operatorApi();
  const folder = freshFolder();
  await demoReporterCode(api, folder);
  writeFileSync(join(folder.root, "reporter.json"), "{");
  expect(await demoReporterCode(api, folder)).toBe("code-2");
});
