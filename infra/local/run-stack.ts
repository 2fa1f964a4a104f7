import { join } from "node:path";
import { type DynamoDbPlaces, dynamoDbClients, startKeyManagement, startMail } from "./aws-services.ts";
import type { Controls } from "./control-server.ts";
import type { DataFolder } from "./data-folder.ts";
import { openDeadLetters } from "./dead-letters/dead-letter-files.ts";
import { localHandOver } from "./dead-letters/hand-over.ts";
import { tableCopier } from "./dynamodb/copy-table.ts";
import { readTables } from "./dynamodb/table-definition.ts";
import { ensureTable } from "./dynamodb/tables.ts";
import { asyncInvoke, readEventFates } from "./events/async-invoke.ts";
import { eventBus, readEventRules } from "./events/event-rules.ts";
import { type LocalSchedule, readSchedules, scheduledEvent, startSchedules } from "./events/schedules.ts";
import { readSesSettings } from "./events/ses-settings.ts";
import { createGates } from "./faults/gates.ts";
import { functionEnvironment } from "./functions/function-environment.ts";
import { createFunctionPool, type FunctionPool } from "./functions/function-pool.ts";
import { type LocalFunction, readFunctions } from "./functions/local-function.ts";
import { readMalwarePlans } from "./guardduty/malware-plans.ts";
import { objectReader } from "./guardduty/object-reader.ts";
import { malwareScanner } from "./guardduty/scanner.ts";
import { guardedEndpoints } from "./iam/guarded-endpoints.ts";
import { recordPermissions } from "./iam/permission-record.ts";
import type { FunctionRole } from "./iam/roles.ts";
import { type ObjectStorage, startObjectStorage } from "./object-storage.ts";
import type { LocalSettings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { recordsOfMappings } from "./streams/mapped-records.ts";
import { readStreamMappings } from "./streams/stream-mapping.ts";
import { startStreamPoller } from "./streams/stream-poller.ts";
import { localAccount } from "./template/local-scope.ts";
import type { Stack } from "./template/stack.ts";

/** What the stack runs on. */
type Ground = {
  settings: LocalSettings;
  folder: DataFolder;
  dynamodb: DynamoDbPlaces;
  /** What the functions may do. */
  roles: readonly FunctionRole[];
  log(line: string): void;
  shutdown: Shutdown;
};

/** The stack at work behind its APIs. */
type RunningStack = {
  /** Where mails are. */
  mail: string;
  s3: ObjectStorage;
  pool: FunctionPool;
  functions: LocalFunction[];
  controls: Controls;
  /** Schedules that only AWS runs. */
  idleSchedules: LocalSchedule[];
};

/** What an earlier run left unfinished is done at the start, and not only when its schedule comes round. */
const runsAtStart = ["sweep", "check-attachments"];

/** Starts all of the stack but its APIs: tables, buckets, keys, mail, functions, streams, events and schedules. */
export async function runStack(stack: Stack, ground: Ground): Promise<RunningStack> {
  const { settings, folder, log, shutdown } = ground;
  const functions = readFunctions(stack);
  const schedules = readSchedules(stack, functions);
  const clients = dynamoDbClients(ground.dynamodb, stack.region, settings);
  const tables = readTables(stack);
  for (const table of tables) await ensureTable(clients.tables, table);
  // Objects and mail come before the functions that use them, and their events may come before there is a bus for them.
  const bus = Promise.withResolvers<ReturnType<typeof eventBus>>();
  const emit = async (event: unknown) => (await bus.promise)(event);
  const s3 = await startObjectStorage(stack, functions, { ...ground, emit });
  const kms = await startKeyManagement(settings, stack, folder.kms, ground);

  const mail = await startMail(settings, stack, folder.mail, { emit, log, shutdown });

  // The functions' calls go through them; what the local run does itself is always allowed, and never fails on demand.
  const gates = createGates({ dynamodb: ground.dynamodb.dynamodb, s3: s3.endpoint, ses: mail, kms });
  shutdown.at("intake", () => gates.setRules([]));
  shutdown.at("services", gates.close);
  const endpointsOf = await guardedEndpoints(gates, ground.roles, {
    region: stack.region,
    account: localAccount,
    identities: readSesSettings(stack).identities,
    ...recordPermissions(settings.permissionRecord, log),
  });
  const places = {
    region: stack.region,
    others: settings.endpoints.all,
    credentials: settings.endpoints.credentials,
  };
  const pool = createFunctionPool({
    functions,
    environmentOf: (definition) =>
      functionEnvironment({ ...places, ...endpointsOf(definition.name) }, definition),
    logFolder: folder.logs,
  });
  shutdown.at("intake", pool.idle);
  shutdown.at("functions", pool.close);

  const now = () => new Date();
  const deadLetters = openDeadLetters(folder.deadLetters);
  const fates = readEventFates(stack, functions);
  const invoke = asyncInvoke({ pool, fates, deadLetters, log, signal: shutdown.signal, now });
  const toTargets = eventBus(readEventRules(stack, functions), invoke);
  const toScanner = malwareScanner({
    plans: readMalwarePlans(stack, localAccount),
    account: localAccount,
    region: stack.region,
    read: objectReader(s3, stack.region, shutdown),
    emit: toTargets,
    now,
  });
  bus.resolve(async (event) => void (await Promise.all([toTargets(event), toScanner(event)])));

  const mappings = readStreamMappings(stack, functions);
  for (const mapping of mappings) {
    const checkpointFile = join(folder.streams, `${mapping.logicalId}.json`);
    const poller = await startStreamPoller({
      mapping,
      pool,
      ...clients,
      region: stack.region,
      checkpointFile,
      deadLetters,
      log,
      now,
    });
    shutdown.at("intake", poller.stop);
  }

  const readRecords = recordsOfMappings(mappings, { ...clients, region: stack.region });
  const handOver = localHandOver({ deadLetters, pool, readRecords });

  shutdown.at("intake", startSchedules({ schedules, runsAtStart, invoke, now }));

  return {
    mail,
    s3,
    pool,
    functions,
    controls: {
      ...invoking(pool, schedules, s3),
      copyTable: tableCopier(clients.tables, tables),
      faults: gates,
      deadLetters: { ...deadLetters, handOver },
    },
    idleSchedules: schedules.filter(({ everyMs }) => everyMs === undefined),
  };
}

function invoking(
  pool: FunctionPool,
  schedules: readonly LocalSchedule[],
  s3: ObjectStorage,
): Pick<Controls, "has" | "invoke"> {
  return {
    has: pool.has,
    async invoke(functionName, at) {
      // As on AWS, where the time has passed for the lifecycle rules, too, before the function runs.
      if (at !== undefined) await s3.applyLifecycle(new Date(at));
      const schedule = schedules.find((each) => each.functionName === functionName);
      const event = schedule ? scheduledEvent(schedule, new Date(at ?? Date.now())) : {};
      return pool.invoke(functionName, event, { clock: at });
    },
  };
}
