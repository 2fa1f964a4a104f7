import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { deletedTogether } from "../../../shared/delete-items.ts";
import { inChunks } from "../../../shared/parallel.ts";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import { type ItemKey, itemKey, type Table } from "../../../shared/table.ts";
import { noRecords } from "../records/destroy-records.ts";
import { controllerPaths } from "../records/owned-items.ts";
import { beginWork } from "../records/work.ts";
import type { Destroyed, SearchCursor } from "./cursor.ts";
import { filesAreGone } from "./remove-again.ts";

/** What searching the restored table needs. */
export type SearchDependencies = { table: Table; shared: SharedCases; hasTime: () => boolean };

/** How often the table is searched at most: what is found and removed each time and comes back is not of our making. */
const mostPasses = 3;

/**
 * Searches the restored table, consistently, for what still belongs to controllers whose destruction was done, or names
 * them, and removes it: what the chains did not tell of. It goes on until a whole pass found nothing more, which is the
 * proof.
 * @returns where the next step goes on; once it is over, how much is left
 */
export async function searchOn(
  { from, pass, found, unknown, destroyed }: SearchCursor,
  { table, shared, hasTime }: SearchDependencies,
): Promise<{ cursor: SearchCursor } | { left: number }> {
  const at: SearchCursor = { stage: "search", destroyed, pass, found, unknown, ...(from && { from }) };
  do {
    const page = await readPage(table, shared, at.from, destroyed);
    const taken = await removeFrom(page, { table, shared, hasTime });
    at.found ||= taken.found;
    // A page for which there was no time is read again, without what was removed.
    if (!taken.isWhole) return { cursor: at };
    at.unknown += taken.unknown;
    if (!page.next) return endOfPass(at);
    at.from = page.next;
  } while (hasTime());
  return { cursor: at };
}

function endOfPass({
  found,
  pass,
  unknown,
  destroyed,
}: SearchCursor): { cursor: SearchCursor } | { left: number } {
  if (found && pass < mostPasses)
    return { cursor: { stage: "search", destroyed, pass: pass + 1, found: false, unknown: 0 } };
  return { left: unknown + (found ? 1 : 0) };
}

type Page = { found: { of: Destroyed; keys: ItemKey[] }[]; next: ItemKey | undefined };

async function readPage(
  table: Table,
  shared: SharedCases,
  from: ItemKey | undefined,
  destroyed: readonly Destroyed[],
): Promise<Page> {
  const { names, paths } = controllerPaths(shared);
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new ScanCommand({
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: "attribute_exists(#controller) OR begins_with(pk, :shared)",
      ProjectionExpression: paths,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: marshall({ ":shared": shared.prefix }),
      ...(from && { ExclusiveStartKey: marshall(from) }),
    }),
  );
  const items = Items.map((item) => unmarshall(item));
  const found = destroyed.map((of) => {
    const its = items.filter((item) => item.controllerId === of.id || shared.names(item, of.id));
    return { of, keys: its.map(itemKey) };
  });
  return {
    found: found.filter(({ keys }) => keys.length > 0),
    next: LastEvaluatedKey && itemKey(unmarshall(LastEvaluatedKey)),
  };
}

async function removeFrom(
  { found }: Page,
  { table, shared, hasTime }: SearchDependencies,
): Promise<{ found: boolean; unknown: number; isWhole: boolean }> {
  const all = { found: false, unknown: 0, isWhole: true };
  let isFirst = true;
  for (const { of, keys } of found) {
    const work = beginWork(of.id, of.closedAt, noRecords, { table, shared, deleteFiles: filesAreGone });
    for (const some of inChunks(keys, deletedTogether)) {
      // The first at any rate: so each step gets on.
      if (!isFirst && !hasTime()) all.isWhole = false;
      else await work.take(some);
      isFirst = false;
    }
    await work.end();
    all.found ||= work.found();
    all.unknown += work.unknown();
  }
  return all;
}
