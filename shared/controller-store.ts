import { setTimeout } from "node:timers/promises";
import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  paginateQuery,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { type Controller, controllerId } from "./controller.ts";
import {
  controllerKey,
  controllersPartition,
  parseControllerItem,
  parseRegistryItem,
  toControllerItem,
  toRegistryItem,
  UnreadableController,
} from "./controller-item.ts";
import { inChunks, inParallel } from "./parallel.ts";
import { Refusal } from "./refusal.ts";
import { type Table, tableKeys } from "./table.ts";
import { lostRace } from "./transactions.ts";

/**
 * The controller of this id as it is now, or undefined where there is none.
 * @throws UnreadableController
 */
export async function readController(table: Table, id: string): Promise<Controller | undefined> {
  if (!controllerId.safeParse(id).success) return undefined;
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: controllerKey(id), ConsistentRead: true }),
  );
  return Item && parseControllerItem(Item);
}

/** How many items one call reads (DynamoDB API Reference, "BatchGetItem"), and how many such calls run at once. */
const batch = { size: 100, atOnce: 5 };

/**
 * The controllers of these ids as they are now, each by its id. One that does not exist is not among them.
 * @throws UnreadableController
 * @throws Refusal `not_stored` when the table kept leaving some of them out
 */
export async function readControllers(
  table: Table,
  ids: readonly string[],
): Promise<Map<string, Controller>> {
  return byId((await readItems(table, ids)).map(parseControllerItem));
}

/**
 * The same without those that this release cannot read, for whoever must not stop at one of them.
 * @throws Refusal `not_stored` when the table kept leaving some of them out
 */
export async function readableControllers(
  table: Table,
  ids: readonly string[],
): Promise<Map<string, Controller>> {
  return byId((await readItems(table, ids)).flatMap(readable));
}

function byId(controllers: readonly Controller[]): Map<string, Controller> {
  return new Map(controllers.map((controller) => [controller.id, controller]));
}

type Item = Record<string, AttributeValue>;

async function readItems(table: Table, ids: readonly string[]): Promise<Item[]> {
  const possible = [...new Set(ids)].filter((id) => controllerId.safeParse(id).success);
  const items = await inParallel(inChunks(possible, batch.size), batch.atOnce, (some) =>
    readBatch(table, some.map(controllerKey)),
  );
  return items.flat();
}

/** What one call leaves out, because it is too much or comes too fast, is asked for again. */
async function readBatch(table: Table, keys: Item[]): Promise<Item[]> {
  const items: Item[] = [];
  let missing = keys;
  for (let attempt = 1; attempt <= 6; attempt++) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: missing, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[table.name] ?? []));
    missing = UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (missing.length === 0) return items;
    await setTimeout(Math.random() * 50 * 2 ** attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "5" } });
}

function readable(item: Item): Controller[] {
  try {
    return [parseControllerItem(item)];
  } catch (error) {
    if (error instanceof UnreadableController) return [];
    throw error;
  }
}

/**
 * Every controller, by id.
 * @throws UnreadableController
 */
export async function listControllers(table: Table): Promise<Controller[]> {
  return (await readRegistry(table)).controllers;
}

/** The same without those that this release cannot read, for whoever must not stop at one of them. */
export async function listReadableControllers(table: Table): Promise<Controller[]> {
  return (await findControllers(table)).readable;
}

/** What there is of controllers: those that this release can read, and the ids of the others. */
export type ControllersFound = { readable: Controller[]; unreadable: string[] };

/** Every controller, for whoever must neither stop at one that this release cannot read nor take it for gone. */
export async function findControllers(table: Table): Promise<ControllersFound> {
  const unreadable: string[] = [];
  const { controllers } = await readRegistry(table, (item) => {
    const found = readable(item);
    if (found.length === 0) unreadable.push(item[tableKeys.sort]?.S ?? "");
    return found;
  });
  return { readable: controllers, unreadable };
}

/** A change of the controllers: one is stored or removed, and with it, all or nothing, the other writes are made. */
export type RegistryChange = ({ store: Controller } | { remove: string }) & {
  with?: readonly TransactWriteItem[];
};

/**
 * Makes the change that `decide` makes of all controllers there are. Whatever it found stays true: when anybody changed
 * a controller meanwhile, or a condition of the other writes does not hold, it decides again on what is there then. What
 * it throws is thrown.
 * @throws Refusal `not_stored` when others kept coming first
 * @throws UnreadableController
 */
export async function changeRegistry<C extends RegistryChange>(
  table: Table,
  decide: (existing: readonly Controller[]) => C | Promise<C>,
): Promise<C> {
  for (let attempt = 1; attempt <= 12; attempt++) {
    const { revision, controllers } = await readRegistry(table);
    const decided = await decide(controllers);
    if (await write(table, decided, revision)) return decided;
    await setTimeout(Math.random() * 20 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

type Registry = { revision: number; controllers: Controller[] };

/** The registry's item is read first, so its revision is never newer than the controllers read after it. */
async function readRegistry(
  table: Table,
  parse: (item: Item) => Controller[] = (item) => [parseControllerItem(item)],
): Promise<Registry> {
  const registry: Registry = { revision: 0, controllers: [] };
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "#pk = :partition",
      ExpressionAttributeNames: { "#pk": tableKeys.partition },
      ExpressionAttributeValues: { ":partition": { S: controllersPartition } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const revision = parseRegistryItem(item);
      if (revision === undefined) registry.controllers.push(...parse(item));
      else registry.revision = revision;
    }
  }
  return registry;
}

/** Whether the write won: false when the registry has moved on from `revision`, or is about to. */
async function write(table: Table, decided: RegistryChange, revision: number): Promise<boolean> {
  const TableName = table.name;
  const registry = { Put: { TableName, Item: toRegistryItem(revision + 1), ...unchangedSince(revision) } };
  const controller =
    "store" in decided
      ? { Put: { TableName, Item: toControllerItem(decided.store) } }
      : { Delete: { TableName, Key: controllerKey(decided.remove) } };
  try {
    await table.client.send(
      new TransactWriteItemsCommand({ TransactItems: [registry, controller, ...(decided.with ?? [])] }),
    );
    return true;
  } catch (error) {
    if (lostRace(error)) return false;
    throw error;
  }
}

function unchangedSince(revision: number) {
  if (revision === 0) return { ConditionExpression: "attribute_not_exists(revision)" };
  return {
    ConditionExpression: "revision = :revision",
    ExpressionAttributeValues: { ":revision": { N: String(revision) } },
  };
}
