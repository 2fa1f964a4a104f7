import { editionOf, isLeaving } from "./case-edition.ts";
import { type Delivery, deliverySchema } from "./delivery.ts";
import { readPartition } from "./query.ts";
import { caseSortKey, type Table } from "./table.ts";

/** Everything stored under one reference. */
export type Dossier = {
  /** The item of the case, as it stands there. */
  case: unknown;
  /** How often a controller has been taken out of it; undefined where none has. */
  edition: number | undefined;
  /** What happened to the case, oldest first, as it stands there. */
  entries: unknown[];
  deliveries: Delivery[];
  /** The forms that were given out to send files with, as they stand there. */
  uploads: unknown[];
  /** The sort keys of those, of the case and its entries, that still wait for their deliveries to be stored. */
  unplanned: string[];
};

/**
 * Reads a dossier consistently; undefined when there is no case of that reference, or it is being destroyed. It is read
 * from its end: each item as it is then, so that whatever asked for a delivery is read after that delivery and never
 * missing beside it. Where a controller has been taken out of the case, it is read once more: what was read before the
 * case could still name that controller, and would pass as of the case's present edition.
 */
export async function readDossier(table: Table, reference: string): Promise<Dossier | undefined> {
  let known: number | undefined;
  for (;;) {
    const dossier = await readOnce(table, reference);
    if (!dossier || dossier.edition === known) return dossier;
    known = dossier.edition;
  }
}

async function readOnce(table: Table, reference: string): Promise<Dossier | undefined> {
  const items = await readPartition(table, reference, { fromTheEnd: true });
  const found = items.find(({ sk }) => sk === caseSortKey);
  if (!found || isLeaving(found)) return undefined;
  const entries = items.filter(({ sk }) => sk.startsWith(`${caseSortKey}#`));
  const deliveries = items.filter(({ kind }) => kind === "delivery");
  const unplanned = [found, ...entries].filter(({ pendingShard }) => pendingShard !== undefined);
  return {
    case: found,
    edition: editionOf(found),
    entries,
    deliveries: deliveries.map((item) => deliverySchema.parse(item)),
    uploads: items.filter(({ kind }) => kind === "upload"),
    unplanned: unplanned.map(({ sk }) => sk),
  };
}
