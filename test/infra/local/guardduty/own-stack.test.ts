import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { openDataFolder } from "../../../../infra/local/data-folder.ts";
import { eventBus, readEventRules } from "../../../../infra/local/events/event-rules.ts";
import { functionCredentials } from "../../../../infra/local/functions/function-environment.ts";
import { readFunctions } from "../../../../infra/local/functions/local-function.ts";
import { readMalwarePlans } from "../../../../infra/local/guardduty/malware-plans.ts";
import { objectReader } from "../../../../infra/local/guardduty/object-reader.ts";
import { malwareScanner } from "../../../../infra/local/guardduty/scanner.ts";
import { startObjectStorage } from "../../../../infra/local/object-storage.ts";
import { readSettings } from "../../../../infra/local/settings.ts";
import { createShutdown } from "../../../../infra/local/shutdown.ts";
import { localAccount } from "../../../../infra/local/template/local-scope.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";
import { eicar } from "../../../support/eicar.ts";
import { synthesize } from "../../synthesized.ts";

/** Our own stack as it is with these settings, with functions that hold nothing. */
function ownStack(settings: Record<string, unknown>) {
  const all: Record<string, { Type: string; Properties?: Record<string, unknown> }> =
    synthesize(settings).toJSON().Resources;
  const resources = Object.fromEntries(
    Object.entries(all).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
  );
  const codes = Object.values(all).flatMap(({ Properties }) => {
    const key = Object(Properties?.Code).S3Key;
    return key === undefined ? [] : [[String(key), "/nothing"]];
  });
  const apis = Object.keys(resources).filter((id) => resources[id]?.Type === "AWS::ApiGatewayV2::Api");
  const assembly = { stackName: "Meldpunt", region: "eu-central-1", resources };
  return localStack(
    { ...assembly, assets: Object.fromEntries(codes) },
    Object.fromEntries(apis.map((id) => [id, "http://127.0.0.1:1"])),
  );
}

/** Starts what an event of S3 goes through in a local run; what the functions are told, in its order. */
async function start(settings: Record<string, unknown>) {
  const stack = ownStack(settings);
  const functions = readFunctions(stack);
  const told: [name: string, event: unknown][] = [];
  const toTargets = eventBus(
    readEventRules(stack, functions),
    async (name, event) => void told.push([name, event]),
  );
  const data = mkdtempSync(join(tmpdir(), "meldpunt-scan-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const shutdown = createShutdown();
  onTestFinished(shutdown.run);
  const handled: Promise<unknown>[] = [];
  const scanner = Promise.withResolvers<(event: unknown) => Promise<void>>();
  const storage = await startObjectStorage(stack, functions, {
    settings: readSettings({ MELDPUNT_DATA: data }),
    folder: openDataFolder(data),
    emit: async (event) => {
      const all = Promise.all([toTargets(event), scanner.promise.then((scan) => scan(event))]);
      handled.push(all);
      await all;
    },
    log: () => {},
    shutdown,
  });
  scanner.resolve(
    malwareScanner({
      plans: readMalwarePlans(stack, localAccount),
      account: localAccount,
      region: stack.region,
      read: objectReader(storage, stack.region, shutdown),
      emit: toTargets,
      now: () => new Date(),
    }),
  );
  const { endpoint } = storage;
  const credentials = functionCredentials("attachments");
  const client = new S3Client({ endpoint, region: stack.region, credentials: { ...credentials } });
  onTestFinished(() => client.destroy());
  const uploads = functions.find(({ name }) => name === "attachments")?.environment.UPLOADS_BUCKET;
  const put = async (Bucket: string | undefined, Body: string) => {
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body }));
    await Promise.all(handled);
  };
  return { put, told, uploads, data: storage.bucket };
}

const arrived = { "detail-type": "Object Created", detail: { object: { key: "a" } } };

test("a file in the bucket that forms send to is told to check-attachments, and one in the other bucket to nobody", async () => {
  const { put, told, uploads, data } = await start({});
  await put(uploads, eicar);
  await put(data, "x");
  expect(told).toMatchObject([["check-attachments", arrived]]);
});

// D6
test("where malware protection is on, check-attachments is also told what was found in it", async () => {
  const { put, told, uploads, data } = await start({ malwareProtection: true });
  await put(uploads, eicar);
  await put(data, eicar);
  expect(told).toMatchObject([
    ["check-attachments", arrived],
    [
      "check-attachments",
      {
        source: "aws.guardduty",
        detail: {
          s3ObjectDetails: { bucketName: uploads, objectKey: "a" },
          scanResultDetails: { scanResultStatus: "THREATS_FOUND" },
        },
      },
    ],
  ]);
});
