import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { chainWriter } from "../../functions/evidence/chain-writer.ts";
import { inspectCommands } from "../../functions/evidence/inspect-commands.ts";
import type { LockedSeals } from "../../functions/evidence/locked-seals.ts";
import { changesIn } from "../../functions/evidence/recorded-change.ts";
import { sealHeads } from "../../functions/evidence/seal-heads.ts";
import { lastSeal } from "../../functions/evidence/seal-store.ts";
import { operate } from "../../functions/operator/operate.ts";
import { type OperatorClient, RefusedByApi } from "../../infra/cli/operator-client.ts";
import { sealObject } from "../../shared/evidence/seal-object.ts";
import { type Call, httpDoor } from "../../shared/http/door.ts";
import { operatorRoutes } from "../../shared/routes.ts";
import { type ItemKey, recorded, type Table } from "../../shared/table.ts";
import { type MemoryBucket, memoryBucket, memoryKey } from "../functions/evidence/seal-world.ts";
import { tableAs } from "./as-function.ts";
import { freshEvidenceTable } from "./dynamodb.ts";
import { recordOf } from "./stream-records.ts";
import { lambdaContext } from "./submissions.ts";

type Item = ItemKey & Record<string, unknown>;
type HowRecorded = { recorded?: boolean };

const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";

/** Tables, seals and an operator API, with the recorder run by hand: what it is not told of, is a gap. */
export async function evidenceWorld() {
  // Nothing here goes through an index, and DynamoDB Local takes its time to make one.
  const [table, evidence] = await Promise.all([freshEvidenceTable().then(recorded), freshEvidenceTable()]);
  const [key, bucket] = [memoryKey(), memoryBucket()];
  const add = chainWriter({ table: evidence, now: () => new Date() });
  let later = 0;

  const read = async ({ pk, sk }: ItemKey) => {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: marshall({ pk, sk }), ConsistentRead: true }),
    );
    const { salt, ...item } = unmarshall(Item ?? {});
    return Item && { ...item, ...(salt && { salt: Buffer.from(salt) }) };
  };

  /** Carries out a change, and records it unless it is to be a gap; gives what records it later. */
  const change = async (item: ItemKey, write: () => Promise<unknown>, { recorded = true }: HowRecorded) => {
    const before = await read(item);
    await write();
    const after = await read(item);
    const record = recordOf({ ...(before && { before }), ...(after && { after }) }, { at: new Date() });
    const tell = async () => {
      for (const told of changesIn(record)) {
        await add({ chain: told.chain, changes: [told], since: new Date(), seal: undefined });
      }
    };
    if (recorded) await tell();
    return tell;
  };

  const locked = lockedIn(bucket);
  const handler = httpDoor(
    operate<"inspect-evidence">(
      inspectCommands({
        table: tableAs("inspect-evidence", table),
        evidence,
        key,
        locked,
        now: () => new Date(Date.now() + later),
      }),
    ),
  );

  return {
    table,
    evidence,
    key,
    bucket,
    lastSeal: () => lastSeal(evidence),
    /** Lets the API's clock run ahead, so that no change is a recent one. */
    wait: (milliseconds = 120_000) => {
      later += milliseconds;
    },
    put: (item: Item, how: HowRecorded = {}) =>
      change(
        item,
        () => table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) })),
        how,
      ),
    /** Changes an item as our functions do. */
    touch: ({ pk, sk }: ItemKey, how: HowRecorded = {}) =>
      change({ pk, sk }, () => update(table, { pk, sk }), how),
    remove: ({ pk, sk }: ItemKey, how: HowRecorded = {}) =>
      change(
        { pk, sk },
        () => table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk, sk }) })),
        how,
      ),
    read,
    seal: () => sealHeads({ table: evidence, key, bucket, now: () => new Date() }),
    /** What the operator API answers. */
    call: async (method: string, target: string, body?: unknown) => {
      const event = eventOf(method, target, body);
      const { statusCode, body: text } = await handler(event as unknown as Call, lambdaContext());
      return { status: statusCode, text, body: JSON.parse(text) };
    },
  };
}

export type EvidenceWorld = Awaited<ReturnType<typeof evidenceWorld>>;

/** A client of that world's operator API, without a network. */
export function operatorIn({ call }: Pick<EvidenceWorld, "call">): OperatorClient {
  return {
    async request(method, path, body) {
      const { status, body: answer } = await call(method, path, body);
      if (status >= 400) throw new RefusedByApi(status, answer, `${method} ${path}`);
      return answer;
    },
  };
}

function update({ client, name }: Table, key: ItemKey): Promise<unknown> {
  const [UpdateExpression, ExpressionAttributeValues] = [
    "SET note = :note",
    marshall({ ":note": Math.random() }),
  ];
  return client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: marshall(key),
      UpdateExpression,
      ExpressionAttributeValues,
    }),
  );
}

function lockedIn({ objects }: MemoryBucket): LockedSeals {
  return {
    list: async (after, most) =>
      [...objects.keys()]
        .filter((number) => number > after)
        .sort((a, b) => a - b)
        .slice(0, most)
        .map((number) => ({ number, versionId: "1" })),
    read: async ({ number }) => sealObject.safeParse(JSON.parse(objects.get(number) ?? "null")).data,
  };
}

function eventOf(method: string, target: string, body: unknown) {
  const { pathname, searchParams } = new URL(target, "http://127.0.0.1");
  const [, , kind, last] = pathname.split("/");
  const isCase = kind === "cases";
  const path = isCase ? "/evidence/cases/{reference}" : pathname;
  const routeKey = `${method} ${path}`;
  if (!operatorRoutes.some((route) => `${route.method} ${route.path}` === routeKey))
    throw new Error(routeKey);
  return {
    version: "2.0",
    routeKey,
    rawPath: pathname,
    headers: { "content-type": "application/json", "accept-language": "en" },
    requestContext: { http: { method, path }, authorizer: { iam: { userArn: operator } } },
    ...(searchParams.size > 0 && { queryStringParameters: Object.fromEntries(searchParams) }),
    ...(isCase && { pathParameters: { reference: last } }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** A request's case of that controller, as far as evidence looks into it. */
export function aCase(reference: string, controllerId = "voorbeeld-bv"): Item {
  return {
    pk: reference,
    sk: "case",
    v: 1,
    kind: "request",
    reference,
    controllerId,
    secret: "Noor de Vries",
  };
}

/** A mail of that case, to the controller unless it says otherwise. */
export function aDelivery(reference: string, id = "request", changes: Record<string, unknown> = {}): Item {
  return {
    pk: reference,
    sk: `delivery#${id}`,
    v: 1,
    kind: "delivery",
    reference,
    id,
    type: "request",
    to: "privacy@voorbeeld.example",
    language: "nl",
    controllerId: "voorbeeld-bv",
    state: "delivered",
    attempt: 1,
    createdAt: "2026-11-22T10:15:00.000Z",
    messageId: "0102-abc",
    token: "the token of a page",
    acceptedAt: "2026-11-22T10:15:01.000Z",
    deliveredAt: "2026-11-22T10:15:02.000Z",
    answer: { text: "250 2.6.0 queued as 4711" },
    ...changes,
  };
}
