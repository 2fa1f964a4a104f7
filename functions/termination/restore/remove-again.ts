import { deletedTogether, deleteItems } from "../../../shared/delete-items.ts";
import { type ChainName, controllerOfChain } from "../../../shared/evidence/chain-name.ts";
import { inChunks } from "../../../shared/parallel.ts";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import type { Table } from "../../../shared/table.ts";
import { type Gone, isOlder } from "./changes-since.ts";
import { keyText, type There } from "./items-there.ts";

/** How many items were removed, by their kind; and the references of breach reports that named the controller. */
export type Removed = { items: Record<string, number>; reports: string[] };

/** What removing again needs. */
export type RemovalDependencies = {
  /** The restored table. */
  table: Table;
  /** Breach reports in it. */
  shared: SharedCases;
  /** Whether there is time for another few items. */
  hasTime: () => boolean;
  /** Whether nothing is to be changed: then it is counted what would be removed. */
  isDry: boolean;
};

/**
 * Removes what a chain says went, as far as it is there as it was before; a report of several controllers loses only the
 * one whose chain it is. Files are not touched: a destruction deletes them before it deletes what tells of them.
 * @param there what of it is there
 * @returns `isWhole` where there was time for all of it; what is left is found when it is called again
 */
export async function removeAgain(
  chain: ChainName,
  gone: readonly Gone[],
  there: ReadonlyMap<string, There>,
  { table, shared, hasTime, isDry }: RemovalDependencies,
): Promise<{ removed: Removed; isWhole: boolean }> {
  const older = gone.filter((one) => {
    const item = there.get(keyText(one));
    return item !== undefined && isOlder(one, item.writtenAt);
  });
  const controllerId = controllerOfChain(chain);
  const isShared = ({ pk }: Gone) => controllerId !== undefined && pk.startsWith(shared.prefix);
  const removed: Removed = { items: {}, reports: [] };
  const work: (() => Promise<void>)[] = [
    ...[...new Set(older.filter(isShared).map(({ pk }) => pk))].map((reference) => async () => {
      const isTaken = isDry || (await takenOut(shared, reference, controllerId ?? ""));
      if (isTaken) removed.reports.push(reference);
    }),
    ...inChunks(
      older.filter((one) => !isShared(one)),
      deletedTogether,
    ).map((some) => async () => {
      if (!isDry) await deleteItems(table, some);
      // What belongs to a report and to nobody goes with it.
      const counted = some.filter(({ pk }) => !pk.startsWith(shared.prefix));
      for (const { kind } of counted) removed.items[kind] = (removed.items[kind] ?? 0) + 1;
    }),
  ];
  for (const [n, part] of work.entries()) {
    // The first at any rate: so each call gets on.
    if (n > 0 && !isDry && !hasTime()) return { removed, isWhole: false };
    await part();
  }
  return { removed, isWhole: true };
}

/** Whether a report named the controller until now. Which of them it has still to be told of is long decided. */
async function takenOut(shared: SharedCases, reference: string, controllerId: string): Promise<boolean> {
  const taken = await shared.takeOut(reference, controllerId, undefined, filesAreGone);
  return taken.kind === "gone" || (taken.kind === "lost" && (taken.changed || taken.deliveries > 0));
}

/** The destruction that removed a case has deleted its files before. */
export async function filesAreGone(): Promise<"gone"> {
  return "gone";
}
