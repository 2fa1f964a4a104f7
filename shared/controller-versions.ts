import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Controller, controller } from "./controller.ts";
import { versionsPrefix } from "./controller-item.ts";
import { readPartition } from "./query.ts";
import type { Table } from "./table.ts";

/** One version of a controller's record: when it was made and by whom stands in the record. Never changed again. */
const versionSchema = z.object({
  v: z.literal(1),
  kind: z.literal("controller-version"),
  /** Found by it when the controller's data is destroyed, and recorded in its chain. */
  controllerId: z.string(),
  /** Why it was made, in the operator's words. */
  because: z.optional(z.string()),
  record: controller,
});

/** A version of a controller's record, and why it was made. */
export type ControllerVersion = { record: Controller; because?: string | undefined };

/**
 * The write that keeps a version of a controller's record, for the transaction that makes it. Once the controller's data
 * is being destroyed there is none: what it keeps would outlive that.
 */
export function versionPuts(table: Table, { record, because }: ControllerVersion): TransactWriteItem[] {
  const phase = record.termination?.phase;
  if (phase === "destroying" || phase === "destroyed") return [];
  const item: z.infer<typeof versionSchema> = {
    v: 1,
    kind: "controller-version",
    controllerId: record.id,
    ...(because !== undefined && { because }),
    record,
  };
  const key = { pk: partitionOf(record.id), sk: String(record.version).padStart(6, "0") };
  // No condition: the transaction holds that nobody else made this version, and what stands there is nobody's any more.
  return [
    { Put: { TableName: table.name, Item: marshall({ ...key, ...item }, { removeUndefinedValues: true }) } },
  ];
}

/** All versions of a controller's record that are kept, the oldest first. Throws where one cannot be read. */
export async function readVersions(table: Table, controllerId: string): Promise<ControllerVersion[]> {
  const items = await readPartition(table, partitionOf(controllerId));
  return items.map((item) => versionSchema.parse(item));
}

function partitionOf(controllerId: string): string {
  return `${versionsPrefix}${controllerId}`;
}
