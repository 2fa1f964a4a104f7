import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Controller, controller } from "./controller.ts";
import { tableKeys } from "./table.ts";

type Attributes = Record<string, AttributeValue>;

/** The partition of all controllers, each under its id. */
export const controllersPartition = "controllers";

/** What the partitions begin with that hold all versions of a controller's record, each under its number. */
export const versionsPrefix = "VER-";

/** Sorts before every id. */
const registrySortKey = "#registry";

const controllerItem = z.object({ kind: z.literal("controller"), v: z.literal(1) });
const registryItem = z.object({ kind: z.literal("controller-registry"), v: z.literal(1), revision: z.int() });

/** An item among the controllers that this release cannot read. Names the item's key. */
export class UnreadableController extends Error {
  override name = "UnreadableController";
}

/** The key of a controller's item. */
export function controllerKey(id: string): Attributes {
  return { [tableKeys.partition]: { S: controllersPartition }, [tableKeys.sort]: { S: id } };
}

/** A controller as it stands in the table. Each version replaces the one before: `revision` counts on. */
export function toControllerItem(stored: Controller): Attributes {
  const envelope: z.infer<typeof controllerItem> = { kind: "controller", v: 1 };
  const item = { ...envelope, ...stored, revision: stored.version };
  return { ...controllerKey(stored.id), ...marshall(item) };
}

/** @throws UnreadableController */
export function parseControllerItem(attributes: Attributes): Controller {
  parse(controllerItem, attributes);
  return parse(controller, attributes);
}

/** The registry's item: its revision grows with every change of any controller. */
export function toRegistryItem(revision: number): Attributes {
  const registry: z.infer<typeof registryItem> = { kind: "controller-registry", v: 1, revision };
  return { ...controllerKey(registrySortKey), ...marshall(registry) };
}

/**
 * The registry's revision, or undefined when the item is another.
 * @throws UnreadableController
 */
export function parseRegistryItem(attributes: Attributes): number | undefined {
  const isRegistry = attributes[tableKeys.sort]?.S === registrySortKey;
  return isRegistry ? parse(registryItem, attributes).revision : undefined;
}

function parse<T>(schema: z.ZodMiniType<T>, attributes: Attributes): T {
  const item = unmarshall(attributes);
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const key = `${controllersPartition}/${item[tableKeys.sort]}`;
  throw new UnreadableController(`cannot read ${key}, kind ${item.kind}, v ${item.v}`);
}
