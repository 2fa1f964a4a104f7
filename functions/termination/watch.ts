import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import type { Table } from "../../shared/table.ts";
import { stateOf } from "./agreement.ts";
import { readTermination } from "./agreement-store.ts";
import { openDestructions } from "./destruction-store.ts";
import { noticedAt, overdueFrom } from "./notice-period.ts";

/**
 * Looks at every termination whose destruction is not finished, and calls for each that is overdue. One that cannot be
 * read is told of and holds up no other.
 * @returns the references of all of them: whether somebody has to be told depends on the time
 */
export async function watchDestructions(table: Table, now: Date): Promise<string[]> {
  const references = await openDestructions(table);
  await inParallel(references, 4, (reference) =>
    watchOne(table, reference, now).catch((error: unknown) =>
      log("CASE_UNREADABLE", { reference, error: describeError(error).error }),
    ),
  );
  return references;
}

async function watchOne(table: Table, reference: string, now: Date): Promise<void> {
  const dossier = await readTermination(table, reference);
  if (!dossier || stateOf(dossier) === "destroyed") return;
  const noticed = noticedAt(dossier, dossier.deliveries);
  if (now >= overdueFrom(dossier, noticed)) log("DESTRUCTION_OVERDUE", { reference });
}
