import { setTimeout } from "node:timers/promises";
import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { inChunks, inParallel } from "../../../shared/parallel.ts";
import { type ItemKey, itemKey, type Table } from "../../../shared/table.ts";

/** How many items one call reads (DynamoDB API Reference, "BatchGetItem"), and how many such calls run at once. */
const batch = { size: 100, atOnce: 4 };

/** An item that is there, when it was written last, by the writer's clock, and how many changes it has seen. */
export type There = ItemKey & { writtenAt: string | undefined; revision: number };

/**
 * Which of these items are there, read consistently, each by its key as a text (`keyText`).
 * @throws Error when the table kept leaving some of them out
 */
export async function itemsThere(table: Table, keys: readonly ItemKey[]): Promise<Map<string, There>> {
  const wanted = [...new Map(keys.map((key) => [keyText(key), itemKey(key)])).values()];
  const found = await inParallel(inChunks(wanted, batch.size), batch.atOnce, (some) =>
    readBatch(table, some),
  );
  return new Map(found.flat().map((item) => [keyText(item), item]));
}

/** A key as one text. */
export function keyText({ pk, sk }: ItemKey): string {
  return `${pk}/${sk}`;
}

async function readBatch(table: Table, keys: readonly ItemKey[]): Promise<There[]> {
  const found: There[] = [];
  let missing = keys.map(({ pk, sk }) => marshall({ pk, sk }));
  for (let attempt = 0; attempt < 6; attempt++) {
    if (attempt > 0) await setTimeout(Math.random() * 50 * 2 ** attempt);
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [table.name]: {
            Keys: missing,
            ConsistentRead: true,
            ProjectionExpression: "pk, sk, writtenAt, revision",
          },
        },
      }),
    );
    for (const attributes of Responses?.[table.name] ?? []) {
      const item = unmarshall(attributes);
      const { writtenAt } = item;
      const written = typeof writtenAt === "string" ? writtenAt : undefined;
      found.push({ ...itemKey(item), writtenAt: written, revision: Number(item.revision ?? 1) });
    }
    missing = UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (missing.length === 0) return found;
  }
  throw new Error("the table kept leaving items out of a batch");
}
