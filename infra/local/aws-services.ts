import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { startDynamoDbLocal } from "./dynamodb/dynamodb-local.ts";
import { readSesSettings } from "./events/ses-settings.ts";
import { portFailure } from "./http/listen.ts";
import { startKms } from "./kms/kms-server.ts";
import { keptPrivateKey, readSigningKeys } from "./kms/signing-keys.ts";
import { openForeignSes } from "./ses/foreign-ses.ts";
import { startSes } from "./ses/ses-server.ts";
import type { LocalSettings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { localAccount } from "./template/local-scope.ts";
import type { Stack } from "./template/stack.ts";

/** Where DynamoDB and its streams answer. */
export type DynamoDbPlaces = { dynamodb: string; streams: string };

/**
 * DynamoDB Local on the data folder, unless another endpoint is set.
 * @param onEnd is told why, should it end by itself.
 * @throws StartFailure
 */
export async function startDynamoDb(
  { endpoints }: LocalSettings,
  folder: string,
  shutdown: Shutdown,
  onEnd: (reason: string) => void,
): Promise<DynamoDbPlaces> {
  const { dynamodb, streams } = endpoints;
  if (dynamodb !== undefined) return { dynamodb, streams: streams ?? dynamodb };
  const local = await startDynamoDbLocal({ folder });
  shutdown.at("services", local.close);
  local.ended.then(onEnd);
  return { dynamodb: local.endpoint, streams: streams ?? local.endpoint };
}

/** Clients of the local run itself; the functions have their own. */
export function dynamoDbClients(
  { dynamodb, streams }: DynamoDbPlaces,
  region: string,
  { endpoints }: LocalSettings,
): { tables: DynamoDBClient; streams: DynamoDBStreamsClient } {
  const credentials = endpoints.credentials ?? { accessKeyId: "LOCALRUN", secretAccessKey: "local" };
  return {
    tables: new DynamoDBClient({ endpoint: dynamodb, region, credentials }),
    streams: new DynamoDBStreamsClient({ endpoint: streams, region, credentials }),
  };
}

/**
 * The local SES with the stack's identities and configuration sets. Where another endpoint is set, mails go there, and what
 * that accepts is in the mailbox here, too, and has its events, which such a server has not.
 * @param emit gets its events.
 * @returns where it answers.
 * @throws StartFailure when the port cannot be had.
 */
export async function startMail(
  { endpoints, mailPort }: LocalSettings,
  stack: Stack,
  folder: string,
  {
    emit,
    log,
    shutdown,
  }: { emit(event: unknown): Promise<void>; log(line: string): void; shutdown: Shutdown },
): Promise<string> {
  const { region } = stack;
  const { ses: endpoint, credentials } = endpoints;
  const sesSettings = readSesSettings(stack);
  const foreign =
    endpoint !== undefined && credentials !== undefined
      ? await openForeignSes({ endpoint, region, credentials }, sesSettings, log)
      : undefined;
  const ses = await startSes({
    port: mailPort,
    folder,
    foreign,
    account: localAccount,
    region,
    ...sesSettings,
    emit,
    log,
  }).catch((error: unknown) => {
    if (error instanceof Error && "syscall" in error) throw portFailure(mailPort, error);
    throw error;
  });
  shutdown.at("services", ses.close);
  shutdown.at("services", async () => foreign?.close());
  return `http://127.0.0.1:${ses.port}`;
}

/**
 * The local KMS with the stack's signing keys, unless another endpoint is set.
 * @returns where it answers.
 * @throws StartFailure when a key that is kept cannot be read.
 */
export async function startKeyManagement(
  { endpoints }: LocalSettings,
  stack: Stack,
  folder: string,
  { log, shutdown }: { log(line: string): void; shutdown: Shutdown },
): Promise<string> {
  if (endpoints.kms !== undefined) return endpoints.kms;
  const keys = readSigningKeys(stack).map((key) => ({ ...key, privateKey: keptPrivateKey(folder, key) }));
  const { endpoint, close } = await startKms({ keys, log });
  shutdown.at("services", close);
  return endpoint;
}
