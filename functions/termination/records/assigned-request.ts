import { deleteItems } from "../../../shared/delete-items.ts";
import { readPartition } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, type ItemKey, itemKey, type Table } from "../../../shared/table.ts";

/** Whether an item is what the privacy desk did with a request: then not all of that request carries the controller's id. */
export function isRequestEntry({ pk, sk }: ItemKey): boolean {
  return pk.startsWith(`${referencePrefixes.request}-`) && isEntry({ sk });
}

/**
 * Destroys all of a request that the privacy desk assigned to the controller. First the case, so that nothing is added
 * beside it any more; last the entry that names the controller: what came before that carries no controller's id, and
 * without the entry no later run would find it.
 * @returns how many items were destroyed
 */
export async function destroyAssigned(table: Table, reference: string): Promise<number> {
  const before = await keysOf(table, reference);
  await deleteItems(table, [{ pk: reference, sk: caseSortKey }]);
  const after = await keysOf(table, reference);
  await deleteItems(
    table,
    after.filter((key) => !isEntry(key)),
  );
  await deleteItems(table, after.filter(isEntry));
  return new Set([...before, ...after].map(({ sk }) => sk)).size;
}

async function keysOf(table: Table, reference: string): Promise<ItemKey[]> {
  return (await readPartition(table, reference)).map(itemKey);
}

function isEntry({ sk }: Pick<ItemKey, "sk">): boolean {
  return sk.startsWith(`${caseSortKey}#`);
}
