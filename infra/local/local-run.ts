import { randomBytes } from "node:crypto";
import { startDynamoDb } from "./aws-services.ts";
import { type Controls, createControlServer } from "./control-server.ts";
import { appendLog, keptCredentials, openDataFolder } from "./data-folder.ts";
import { addDemoControllers } from "./demo-controllers.ts";
import { demoReporterCode } from "./demo-reporter.ts";
import { readHttpApis, tellApart } from "./http/http-apis.ts";
import { createGateway } from "./http/http-gateway.ts";
import { listen, stopListening } from "./http/listen.ts";
import type { Credentials } from "./http/signature-v4.ts";
import { readRoles } from "./iam/roles.ts";
import { foreignKeyIds } from "./kms/foreign-keys.ts";
import { localUsers, operatedStack } from "./local-users.ts";
import { lockDataFolder } from "./lock.ts";
import type { ObjectStorage } from "./object-storage.ts";
import { type RunDescription, writeRunFile } from "./run-file.ts";
import { runStack } from "./run-stack.ts";
import type { LocalSettings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { synthesize } from "./synthesize.ts";
import { localStack } from "./template/stack.ts";

/** What a program needs to read and write objects. */
type S3Description = Credentials & { endpoint: string; bucket: string; region: string };

/** A local run that is ready. */
export type LocalRun = {
  description: RunDescription;
  /** Where objects are, and a key pair of the user's. */
  s3: S3Description;
  /** The code of the demo reporter. */
  reporterCode: string;
  logs: string;
  /** Expressions of schedules that only AWS runs. */
  idleSchedules: string[];
};

/** How long requests that are being answered may take when the local run stops, in milliseconds. */
const grace = 1_800;

/**
 * Starts what the synthesized template says. Ports are taken first, so that a taken one is known at once.
 * @param onEnd is told why, should the local run no longer be able to work.
 * @throws StartFailure
 */
export async function startLocalRun(
  settings: LocalSettings,
  shutdown: Shutdown,
  onEnd: (reason: string) => void,
): Promise<LocalRun> {
  const folder = openDataFolder(settings.data);
  const log = (line: string) => appendLog(folder, line);
  const credentials = keptCredentials(folder, "operator");
  const readerCredentials = keptCredentials(folder, "reader");

  let controls: Controls | undefined;
  const controlToken = randomBytes(24).toString("base64url");
  const controlServer = createControlServer(controlToken, () => controls);
  shutdown.at("traces", () => stopListening(controlServer, 0));
  const control = await listen(controlServer, 0);
  shutdown.at("traces", await lockDataFolder(folder, { pid: process.pid, control, controlToken }));

  const publicGateway = createGateway();
  const operatorGateway = createGateway();
  shutdown.at("intake", () => stopListening(publicGateway.server, grace));
  shutdown.at("intake", () => stopListening(operatorGateway.server, grace));
  const api = await listen(publicGateway.server, settings.port);
  const operatorApi = await listen(operatorGateway.server, 0);

  const [dynamodb, assembly] = await Promise.all([
    startDynamoDb(settings, folder.dynamodb, shutdown, onEnd),
    synthesize(folder.assembly, shutdown.signal),
  ]);
  const ids = tellApart(assembly);
  const addresses = { [ids.publicApi]: api, [ids.operatorApi]: operatorApi };
  const keyIds = await foreignKeyIds(localStack(assembly, addresses), settings);
  const stack = localStack(assembly, addresses, keyIds);
  const roles = readRoles(stack, assembly);
  const running = await runStack(stack, { settings, folder, dynamodb, roles, log, shutdown });
  controls = running.controls;

  for (const served of readHttpApis(stack, running.functions)) {
    const gateway = served.logicalId === ids.publicApi ? publicGateway : operatorGateway;
    const users = localUsers({ credentials, readerCredentials }, operatedStack(served.apiId, assembly));
    const authority = { users, region: stack.region, now: () => new Date() };
    gateway.serve({ api: served, pool: running.pool, authority });
  }
  const operator = { url: operatorApi, region: stack.region, credentials };
  await addDemoControllers(operator);
  const reporterCode = await demoReporterCode(operator, folder);

  const { mail, s3 } = running;
  const description = {
    pid: process.pid,
    api,
    mail,
    operatorApi,
    control,
    controlToken,
    region: stack.region,
    credentials,
    readerCredentials,
  };
  shutdown.at("traces", writeRunFile(folder, description));
  return {
    description,
    s3: describeStorage(s3, stack.region),
    reporterCode,
    logs: folder.logs,
    idleSchedules: running.idleSchedules.map(({ expression }) => expression),
  };
}

function describeStorage({ endpoint, bucket, credentials }: ObjectStorage, region: string): S3Description {
  // Name by name: AWS's clients write more into credentials that they are given.
  const { accessKeyId, secretAccessKey } = credentials;
  return { endpoint, bucket, accessKeyId, secretAccessKey, region };
}
