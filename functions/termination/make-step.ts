import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Phase } from "../../shared/agreement-end.ts";
import type { Controller } from "../../shared/controller.ts";
import { changeRegistry } from "../../shared/controller-store.ts";
import { log } from "../../shared/log.ts";
import { pendingSince } from "../../shared/pending.ts";
import type { Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";
import type { TerminationEntry, TerminationHistory, TerminationMove } from "./agreement.ts";
import { entryPut } from "./agreement-store.ts";
import type { Destruction } from "./destruction.ts";
import { type DestructionChanges, destructionUpdate, Superseded } from "./destruction-store.ts";

/** Who makes the moves and changes that no operator makes. */
export const ourselves = "destroy";

/** The entry that a move of ours becomes. */
export function entryOf(
  { case: of, entries }: TerminationHistory,
  move: TerminationMove,
  at: Date,
  more: Pick<TerminationEntry, "outcome" | "recipients" | "reason"> = {},
): TerminationEntry {
  return {
    v: 1,
    kind: "termination-entry",
    reference: of.reference,
    controllerId: of.controllerId,
    sequence: entries.length + 1,
    move,
    at: at.toISOString(),
    by: ourselves,
    ...more,
    ...pendingSince(of.reference, at),
  };
}

/** The phases that a move of the destruction takes a controller from and to. */
const phaseMoves = {
  close: { from: "terminated", to: "closed" },
  begin: { from: "closed", to: "destroying" },
  certify: { from: "destroying", to: "destroyed" },
} as const satisfies Partial<Record<TerminationMove, { from: Phase; to: Phase }>>;

/**
 * Makes a move that changes the controller's phase: the controller, the entry and `others` at once, so that a withdrawal
 * and a destruction cannot both win.
 *
 * @param change what becomes of the controller besides
 * @throws Superseded when the controller is in another phase, or of another termination, by now
 * @throws Refusal `not_stored` when others kept coming first, or a condition of `others` does not hold
 */
export async function changePhase(
  table: Table,
  entry: TerminationEntry & { move: keyof typeof phaseMoves },
  others: readonly TransactWriteItem[] = [],
  change: Partial<Pick<Controller, "storage">> = {},
): Promise<void> {
  const { reference, controllerId, move, at, sequence } = entry;
  const { from, to } = phaseMoves[move];
  await changeRegistry(table, (existing) => {
    const found = existing.find(({ id }) => id === controllerId);
    if (found?.termination?.reference !== reference || found.termination.phase !== from) {
      throw new Superseded("the controller is not in the phase that this move starts from");
    }
    const { agreement, ...identity } = found;
    // What was agreed is not among the little that is kept once all is destroyed.
    const kept = to === "destroyed" ? identity : found;
    const version = found.version + 1;
    const termination = { reference, phase: to };
    return {
      store: { ...kept, ...change, termination, version, changedAt: at, changedBy: ourselves },
      with: [entryPut(table, entry), ...others],
    };
  });
  log("AGREEMENT_MOVED", { reference, controllerId, sequence, move, state: to });
}

/**
 * Records a move that leaves the controller as it is, together with how far the run is: both or none.
 * @throws Superseded
 */
export async function recordEntry(
  table: Table,
  entry: TerminationEntry,
  destruction: Destruction,
  changes: DestructionChanges,
): Promise<void> {
  const TransactItems = [destructionUpdate(table, destruction, changes), entryPut(table, entry)];
  try {
    await outsideTransactions(() => table.client.send(new TransactWriteItemsCommand({ TransactItems })));
  } catch (error) {
    const [owned] = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    if (owned?.Code !== "ConditionalCheckFailed") throw error;
    throw new Superseded();
  }
}
