import {
  type AttributeValue,
  GetItemCommand,
  paginateQuery,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type AgreementEnd, agreementEndSchema } from "../../../shared/agreement-end.ts";
import { controllerKey, versionsPrefix } from "../../../shared/controller-item.ts";
import { writeItems } from "../../../shared/delete-items.ts";
import { itemKey, type Table } from "../../../shared/table.ts";
import { terminationEntrySchema } from "../agreement.ts";
import type { ChainState } from "./changes-since.ts";
import type { Destroyed } from "./cursor.ts";

type Item = Record<string, AttributeValue>;

/** Where the end of an agreement is taken over from, and to. */
export type TakeOverDependencies = {
  /** The restored table. */
  table: Table;
  /** The table that serves, or served last; undefined where it is not to be read. */
  live: Table | undefined;
  /** Whether nothing is to be changed. */
  isDry: boolean;
};

/**
 * What becomes of a controller's record and of the ends of its agreements. `taken_over`: they are as in the live table.
 * `removed`: they are gone, so that no request is taken. `kept`: they are as they were at the restore point.
 */
export type RecordEnd = "taken_over" | "removed" | "kept";

/** The same, and whether its destruction was done; without the live table, one that was not can no longer go on. */
export type TakenOver = { record: RecordEnd; isFinished: boolean; destroyed?: Destroyed };

/** The little that stands of a controller besides its cases. */
type Standing = { record: Item | undefined; partitions: Map<string, Item[]> };

/**
 * Gives a controller's record, its versions and the ends of its agreements the state that they have in the live table: so no
 * request is taken for a controller whose data is destroyed, and what was withdrawn is not destroyed. Where the live table
 * cannot be read, or lacks a record that the chain does not know to be removed, the record of a controller whose
 * destruction was done goes, and that of one under way, unless the restored table knows of that itself and goes on with it.
 */
export async function takeOver(
  controllerId: string,
  { agreements, isDestroying, isCertified, isForgotten }: ChainState,
  { table, live, isDry }: TakeOverDependencies,
): Promise<TakenOver> {
  if (agreements.length === 0 && !isForgotten) return { record: "kept", isFinished: true };
  const before = await read(table, controllerId, agreements);
  const now = live && (await readLive(live, controllerId, agreements));
  if (now && (now.record || isForgotten)) {
    if (!isDry) await makeEqual(table, controllerId, before, now);
    if (!now.record) return { record: "removed", isFinished: true, destroyed: { id: controllerId } };
    const isOver = endIn(now.record)?.phase === "destroyed";
    const destroyed = isOver && { destroyed: { id: controllerId, closedAt: closedAt(now) } };
    return { record: "taken_over", isFinished: true, ...destroyed };
  }
  const isFinished = isCertified || isForgotten;
  const phase = before.record && endIn(before.record)?.phase;
  const goesOn = phase === "closed" || phase === "destroying";
  if (!isFinished && (!isDestroying || goesOn)) return { record: "kept", isFinished: true };
  if (!isDry) await makeEqual(table, controllerId, before, nothing);
  return { record: "removed", isFinished, destroyed: { id: controllerId } };
}

const nothing: Standing = { record: undefined, partitions: new Map() };

/** Undefined where there is no such table. */
async function readLive(...which: Parameters<typeof read>): Promise<Standing | undefined> {
  return read(...which).catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  });
}

async function read(table: Table, controllerId: string, agreements: readonly string[]): Promise<Standing> {
  const { Item: record } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: controllerKey(controllerId), ConsistentRead: true }),
  );
  const own = record && endIn(record)?.reference;
  const names = new Set([
    ...agreements,
    ...(own === undefined ? [] : [own]),
    `${versionsPrefix}${controllerId}`,
  ]);
  const partitions = new Map<string, Item[]>();
  for (const name of names) partitions.set(name, await readItems(table, name));
  return { record, partitions };
}

/** The items of a partition as they are: they are to be written as they are. */
async function readItems(table: Table, partition: string): Promise<Item[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "pk = :partition",
      ExpressionAttributeValues: marshall({ ":partition": partition }),
      ConsistentRead: true,
    },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

/** The record last: until then the controller is as it was, and this is done again. */
async function makeEqual(table: Table, controllerId: string, before: Standing, now: Standing): Promise<void> {
  for (const name of new Set([...before.partitions.keys(), ...now.partitions.keys()])) {
    const [old, all] = [before, now].map(({ partitions }) => partitions.get(name) ?? []);
    const kept = new Set(all?.map(({ sk }) => sk?.S));
    await writeItems(table, [
      ...(old ?? [])
        .filter(({ sk }) => !kept.has(sk?.S))
        .map((item) => ({ DeleteRequest: { Key: keyOf(item) } })),
      ...(all ?? []).map((Item) => ({ PutRequest: { Item } })),
    ]);
  }
  const record = now.record
    ? { PutRequest: { Item: now.record } }
    : { DeleteRequest: { Key: controllerKey(controllerId) } };
  await writeItems(table, [record]);
}

function keyOf(item: Item): Item {
  return marshall(itemKey(unmarshall(item)));
}

function endIn(record: Item): AgreementEnd | undefined {
  return agreementEndSchema.safeParse(unmarshall(record).termination).data;
}

/** When the intake was closed; of an agreement that was closed, taken back and ended once more, the last time. */
function closedAt({ partitions }: Standing): string | undefined {
  return [...partitions.values()]
    .flat()
    .map((item) => terminationEntrySchema.safeParse(unmarshall(item)).data)
    .flatMap((entry) => (entry?.move === "close" ? entry.at : []))
    .sort()
    .at(-1);
}
