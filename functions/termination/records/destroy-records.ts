import type { DeleteFiles } from "../../../shared/attachments/case-files.ts";
import { deletedTogether } from "../../../shared/delete-items.ts";
import { queryIndex } from "../../../shared/query.ts";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import type { ItemKey, Table } from "../../../shared/table.ts";
import type { RecordsProgress } from "../outcome.ts";
import { scannedItems } from "./owned-items.ts";
import { beginWork } from "./work.ts";

/** What destroying a controller's records needs. */
export type RecordsDependencies = {
  table: Table;
  shared: SharedCases;
  deleteFiles: DeleteFiles;
  /** Stores how far it is, between two pages; what it throws ends the work. */
  save: (progress: RecordsProgress) => Promise<void>;
  /** Whether there is time for another step: a few items, or a page to be read. */
  hasTime: () => boolean;
  now: () => Date;
};

/** The progress of a destruction that has not begun. */
export const noRecords: RecordsProgress = {
  requests: 0,
  breachReports: 0,
  sharedReports: 0,
  notices: 0,
  unknown: 0,
};

/** A page of more items than this is worth a write that says how far it is. */
const worthSaving = 1_000;

/**
 * Destroys a controller's records in the table: its requests and their mails, the mails about breaches and about its
 * contacts to it, the cases of letters to it, the versions of its record, and its name in breach reports; with a case the
 * files that are in no controller's place. The index finds most of them; then the whole table is scanned,
 * consistently, until a scan finds nothing more: that is the proof, and `emptyAt` its time.
 *
 * @param closedAt when the intake was closed: breach reports that name the controller later, or are not settled, stay;
 * undefined where they go too
 * @returns what was destroyed in all; without `emptyAt` where there was no time, or where the last scan found what this
 * release does not know, which is counted as `unknown` only then, or S3 did not delete files, as does `filesLeft`
 */
export async function destroyRecords(
  controllerId: string,
  closedAt: string | undefined,
  before: RecordsProgress,
  dependencies: RecordsDependencies,
): Promise<RecordsProgress> {
  const { table, shared, save, hasTime, now } = dependencies;
  const work = beginWork(controllerId, closedAt, before, dependencies);
  /** Whether there was time for all of it. */
  const takeAll = async (pages: AsyncIterable<readonly ItemKey[]>) => {
    for await (const page of pages) {
      for (let n = 0; n === 0 || n < page.length; n += deletedTogether) {
        if (!hasTime()) return false;
        await work.take(page.slice(n, n + deletedTogether));
      }
      if (page.length > worthSaving) await save(await work.end());
    }
    return true;
  };
  let isWhole = await takeAll(queryIndex(table, "controller", controllerId));
  do {
    await work.end();
    work.startOver();
    isWhole &&= await takeAll(scannedItems(table, controllerId, shared));
  } while (isWhole && work.found());
  const progress = await work.end();
  if (!isWhole) return progress;
  const [unknown, filesLeft] = [work.unknown(), work.filesLeft()];
  if (unknown + filesLeft === 0) return { ...progress, emptyAt: now().toISOString() };
  return { ...progress, unknown, ...(filesLeft > 0 && { filesLeft }) };
}
