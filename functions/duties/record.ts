import { isDeepStrictEqual } from "node:util";
import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { lastItem, readPartition } from "../../shared/query.ts";
import { Refusal } from "../../shared/refusal.ts";
import { processorPartition, type Table } from "../../shared/table.ts";

/** What the processor has on record about itself, each version beside those before: nothing of it is ever changed. */
const versionItem = z.object({
  v: z.literal(1),
  kind: z.literal("processor-record"),
  /** What it is about: the first part of its sort key. */
  topic: z.string(),
  version: z.int(),
  at: z.iso.datetime(),
  /** The ARN of the operator who recorded it. */
  by: z.string(),
  /** Why, in the operator's words. */
  because: z.optional(z.string()),
  content: z.unknown(),
});

/** One version of a record: `content` is as its topic's schema reads it. */
export type Recorded<T> = Omit<z.infer<typeof versionItem>, "content"> & { content: T };

/** All versions of the records whose topic begins so, by topic, the oldest first. Throws where one cannot be read. */
export async function readRecords<T>(
  table: Table,
  topic: string,
  schema: z.ZodMiniType<T>,
): Promise<Map<string, Recorded<T>[]>> {
  const items = await readPartition(table, processorPartition, { sortKeys: topic });
  const records = items.map((item) => {
    const { content, ...rest } = versionItem.parse(item);
    return { ...rest, content: schema.parse(content) };
  });
  return Map.groupBy(records, (record) => record.topic);
}

/** The latest version of what is on record about a topic; undefined where there is none. Throws where it cannot be read. */
export async function latestRecord<T>(
  table: Table,
  topic: string,
  schema: z.ZodMiniType<T>,
): Promise<Recorded<T> | undefined> {
  const item = await lastItem(table, processorPartition, `${topic}${afterNumbers}`);
  if (item?.topic !== topic) return undefined;
  const { content, ...rest } = versionItem.parse(item);
  return { ...rest, content: schema.parse(content) };
}

/** What is to be on record about a topic, who says so, and when. */
export type Saying<T> = Pick<Recorded<T>, "topic" | "by" | "content"> & {
  at: Date;
  because?: string | undefined;
};

/**
 * Records what is said as the next version. Where the latest one says that already there is no other, so that the same can
 * be said again.
 * @returns the version that says it, and whether this made it
 * @throws Refusal `not_stored` when others kept coming first
 */
export async function recordNext<T>(
  table: Table,
  { at, ...saying }: Saying<T>,
  schema: z.ZodMiniType<T>,
): Promise<{ record: Recorded<T>; isNew: boolean }> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const latest = await latestRecord(table, saying.topic, schema);
    if (latest && isDeepStrictEqual(latest.content, saying.content)) return { record: latest, isNew: false };
    const version = (latest?.version ?? 0) + 1;
    const record = {
      v: 1 as const,
      kind: "processor-record" as const,
      ...saying,
      version,
      at: at.toISOString(),
    };
    if (await putRecord(table, record)) return { record, isNew: true };
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}

/** Stores a version; false when somebody else has recorded that version meanwhile. */
async function putRecord(table: Table, record: Recorded<unknown>): Promise<boolean> {
  const item = { pk: processorPartition, sk: sortKey(record), ...record };
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall(item, { removeUndefinedValues: true }),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** A topic ends where the number begins: none has a `#` in it. */
function sortKey({ topic, version }: { topic: string; version: number }): string {
  return `${topic}#${String(version).padStart(6, "0")}`;
}

/** The character after `#`: with it a sort key comes after all versions of its topic. */
const afterNumbers = "$";
