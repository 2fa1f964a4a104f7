import { changeRegistry, listControllers } from "../../shared/controller-store.ts";
import { deleteItems } from "../../shared/delete-items.ts";
import { log } from "../../shared/log.ts";
import { readIndex, readPartition } from "../../shared/query.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { destructionSortKey, type Table } from "../../shared/table.ts";
import { type DestroyDependencies, ownController } from "./destroy-data.ts";
import type { Destruction } from "./destruction.ts";
import { destructionUpdate } from "./destruction-store.ts";
import { filesDeleter } from "./objects/delete-files.ts";
import { destroyRecords, noRecords } from "./records/destroy-records.ts";

/**
 * Removes what was kept of a controller after its data was destroyed: its name in late breach reports, the ends of its
 * agreements, with their certificates, and its record. From the moment in which the record goes another controller may
 * come by the same id: so whatever is found by that id goes before, and only what stands under the reference after it.
 * @returns `unfinished` when the time was up, `incomplete` when something names it that this release does not know, or S3
 * does not delete files of a report that concerns nobody else
 * @throws Error when the controller's record is no longer this destruction's
 */
export async function forget(
  destruction: Destruction,
  dependencies: DestroyDependencies,
): Promise<"done" | "unfinished" | "incomplete"> {
  const { reference, controllerId } = destruction;
  const { table, planning, hasTime } = dependencies;
  ownController(await listControllers(table), destruction, "destroyed");
  const records = await destroyRecords(controllerId, undefined, noRecords, {
    ...dependencies,
    deleteFiles: filesDeleter({ ...dependencies, places: planning.places }),
    save: async () => {},
  });
  if (!hasTime()) return "unfinished";
  if (records.emptyAt === undefined) {
    log("DESTRUCTION_INCOMPLETE", { reference });
    return "incomplete";
  }
  for (const earlier of await earlierAgreements(table, destruction)) {
    await deleteItems(table, await readPartition(table, earlier));
  }
  await changeRegistry(table, (existing) => {
    ownController(existing, destruction, "destroyed");
    return { remove: controllerId, with: [destructionUpdate(table, destruction, { isForgotten: true })] };
  });
  log("CONTROLLER_FORGOTTEN", { controllerId });
  await forgetAgreement(table, reference);
  return "done";
}

/** Removes all that stands under the reference of an agreement; what drives that goes last. */
export async function forgetAgreement(table: Table, reference: string): Promise<void> {
  const keys = await readPartition(table, reference);
  await deleteItems(
    table,
    keys.filter(({ sk }) => sk !== destructionSortKey),
  );
  await deleteItems(table, [{ pk: reference, sk: destructionSortKey }]);
}

/** The references of the controller's agreements that ended before and were taken back. */
async function earlierAgreements(
  table: Table,
  { reference, controllerId }: Destruction,
): Promise<Iterable<string>> {
  const entries = await readIndex(table, "controller", controllerId);
  const agreements = entries.filter(({ pk }) => pk.startsWith(`${referencePrefixes.agreement}-`));
  return new Set(agreements.map(({ pk }) => pk).filter((pk) => pk !== reference));
}
