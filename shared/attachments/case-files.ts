import type { StoredItem } from "../query.ts";

/**
 * What became of the files of a case that was to be destroyed. `left`: S3 does not delete some of them, or does not show
 * them. `unfinished`: the time was up.
 */
export type FilesEnd = "gone" | "left" | "unfinished";

/**
 * Deletes all files under the prefix of a case, where that is no place of a controller; see `attachmentPrefix`.
 * @throws Error when S3 gives no answer
 */
export type DeleteFiles = (prefix: string) => Promise<FilesEnd>;

/**
 * Deletes the files of a case that are in no place of a controller. A case without a form that was given out before its
 * controller was known has none: then nothing is asked of S3.
 * @param items all items of the case
 * @throws Error when S3 gives no answer
 */
export async function deleteCaseFiles(
  items: readonly StoredItem[],
  prefix: string,
  deleteFiles: DeleteFiles,
): Promise<FilesEnd> {
  const mayHaveFiles = items.some(
    ({ kind, controllerId }) => kind === "upload" && controllerId === undefined,
  );
  return mayHaveFiles ? deleteFiles(prefix) : "gone";
}
