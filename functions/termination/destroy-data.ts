import type { Controller } from "../../shared/controller.ts";
import { listControllers } from "../../shared/controller-store.ts";
import { log } from "../../shared/log.ts";
import { measure } from "../../shared/metrics.ts";
import type { SharedCases } from "../../shared/shared-cases.ts";
import type { Table } from "../../shared/table.ts";
import type { TerminationHistory } from "./agreement.ts";
import { destroyPlaces, isVerified } from "./destroy-places.ts";
import type { Destruction } from "./destruction.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { closedAt } from "./next-step.ts";
import type { S3 } from "./objects/bucket.ts";
import { bucketLeases } from "./objects/bucket-lease.ts";
import { filesDeleter } from "./objects/delete-files.ts";
import { type ExcludedPlace, territoriesOf } from "./objects/territory.ts";
import type { RecordsProgress } from "./outcome.ts";
import type { Planning } from "./planning.ts";
import { destroyRecords, noRecords } from "./records/destroy-records.ts";

/** What destroying needs of the world. */
export type DestroyDependencies = {
  table: Table;
  s3: S3;
  shared: SharedCases;
  planning: Planning;
  /** Whether there is time for another step that can take long. */
  hasTime: () => boolean;
  now: () => Date;
  wait: (milliseconds: number) => Promise<void>;
};

/** Data of a controller when all was tried: how far the destruction is, the contacts, and what must not be touched. */
export type Tried = {
  destruction: Destruction;
  contacts: readonly string[];
  excluded: readonly ExcludedPlace[];
};

/**
 * Destroys a controller's objects, and then its records.
 * @returns undefined when the time was up before all had been tried
 * @throws Superseded when another run has taken over
 * @throws Error when this is no destruction of that controller; after all was tried, what went wrong first
 */
export async function destroyData(
  history: TerminationHistory,
  before: Destruction,
  dependencies: DestroyDependencies,
): Promise<Tried | undefined> {
  const { table, planning } = dependencies;
  const all = await listControllers(table);
  const controller = ownController(all, before, "destroying");
  const { territories, excluded } = territoriesOf(controller, all, planning.places);
  const { reference } = before;
  const term = { reference, destroyNotBefore: new Date(history.case.destroyNotBefore) };
  const bucketLease = bucketLeases(table, dependencies);

  const ledger = openLedger(table, before);
  if (before.failures > 0 && isUnderWay(before)) await ledger.save({ isInexact: true });
  try {
    const { isTried, errors } = await destroyPlaces(territories, term, ledger, {
      ...dependencies,
      bucketLease,
    });
    const isOver = isTried && (await destroyRecordsOf(history, ledger, dependencies));
    if (errors.length > 0) throw errors[0];
    const contacts = controller.contacts.map(({ email }) => email);
    return isOver ? { destruction: ledger.latest(), contacts, excluded } : undefined;
  } finally {
    measure({ Destroyed: destroyedBy(ledger.latest()) - destroyedBy(before) });
  }
}

/** How much a destruction has destroyed since it began. */
function destroyedBy({ objects, records }: Destruction): number {
  const counts = objects.map(({ versions, deleteMarkers, uploads }) => versions + deleteMarkers + uploads);
  return counts.reduce((sum, count) => sum + count, itemsOf(records ?? noRecords));
}

function itemsOf({ requests, breachReports, sharedReports, notices }: RecordsProgress): number {
  return requests + breachReports + sharedReports + notices;
}

/**
 * The controller that a destruction is of, as the record says too.
 * @throws Error when it does not: then nothing of it may be touched
 */
export function ownController(
  all: readonly Controller[],
  { reference, controllerId }: Destruction,
  phase: "destroying" | "destroyed",
): Controller {
  const found = all.find(({ id }) => id === controllerId);
  if (found?.termination?.reference !== reference || found.termination.phase !== phase)
    throw new Error("the controller's record does not say that this destruction is at work on its data");
  return found;
}

/** Whether a run that was not ended in good order may have destroyed something that it has not written down. */
function isUnderWay({ objects, records }: Destruction): boolean {
  return [...objects.filter(({ begunAt }) => begunAt), ...(records ? [records] : [])].some(
    ({ emptyAt }) => emptyAt === undefined,
  );
}

/** Whether all records were tried. That it is begun is written down before anything is destroyed. */
async function destroyRecordsOf(
  history: TerminationHistory,
  { latest, save }: Ledger,
  dependencies: DestroyDependencies,
): Promise<boolean> {
  const { records = noRecords, reference, controllerId } = latest();
  if (isVerified(records, latest())) return true;
  const { emptyAt: _, ...begun } = records;
  await save({ records: begun });
  const since = closedAt(history).toISOString();
  const progress = await destroyRecords(controllerId, since, begun, {
    ...dependencies,
    deleteFiles: filesDeleter({ ...dependencies, places: dependencies.planning.places }),
    save: (progress) => save({ records: progress }),
  });
  await save({ records: progress });
  const { unknown, filesLeft = 0, emptyAt } = progress;
  log("DESTRUCTION_PROGRESS", { reference, stage: "records", items: itemsOf(progress) });
  return emptyAt !== undefined || unknown + filesLeft > 0;
}
