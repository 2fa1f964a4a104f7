import { type DeleteFiles, deleteCaseFiles, type FilesEnd } from "../../../shared/attachments/case-files.ts";
import { attachmentPrefix } from "../../../shared/attachments/places.ts";
import { deleteItems } from "../../../shared/delete-items.ts";
import { readPartition } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, type ItemKey, itemKey, type Table } from "../../../shared/table.ts";

/** Whether an item is an entry of a request: where one assigned it, not all of that request carries the controller's id. */
export function isRequestEntry({ pk, sk }: ItemKey): boolean {
  return pk.startsWith(`${referencePrefixes.request}-`) && isEntry({ sk });
}

/**
 * Destroys all of a request that the privacy desk may have assigned to the controller. First the files that are still with
 * the desk, then the case, so that nothing is added beside it any more; last the entry that names the controller: what
 * came before that carries no controller's id, and without the entry no later run would find it.
 * @returns what became of those files, and how many items were destroyed: none where files are left
 * @throws Error when S3 gives no answer
 */
export async function destroyAssigned(
  table: Table,
  reference: string,
  deleteFiles: DeleteFiles,
): Promise<{ files: FilesEnd; items: number }> {
  const before = await readPartition(table, reference);
  const withDesk = attachmentPrefix(reference, { kind: "request", controllerId: undefined });
  const files = await deleteCaseFiles(before, withDesk, deleteFiles);
  if (files !== "gone") return { files, items: 0 };
  await deleteItems(table, [{ pk: reference, sk: caseSortKey }]);
  const after = await keysOf(table, reference);
  await deleteItems(
    table,
    after.filter((key) => !isEntry(key)),
  );
  await deleteItems(table, after.filter(isEntry));
  return { files, items: new Set([...before, ...after].map(({ sk }) => sk)).size };
}

async function keysOf(table: Table, reference: string): Promise<ItemKey[]> {
  return (await readPartition(table, reference)).map(itemKey);
}

function isEntry({ sk }: Pick<ItemKey, "sk">): boolean {
  return sk.startsWith(`${caseSortKey}#`);
}
