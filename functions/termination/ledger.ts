import type { Table } from "../../shared/table.ts";
import type { Destruction } from "./destruction.ts";
import { type DestructionChanges, saveDestruction } from "./destruction-store.ts";

/** How far the destruction is that a run is at work on. */
export type Ledger = {
  /** As it was written down last. */
  latest: () => Destruction;
  /** Writes down more. @throws Superseded */
  save: (changes: DestructionChanges) => Promise<void>;
};

/** The ledger of a run that owns this destruction. */
export function openLedger(table: Table, begun: Destruction): Ledger {
  let latest = begun;
  return {
    latest: () => latest,
    async save(changes) {
      latest = await saveDestruction(table, latest, changes);
    },
  };
}
