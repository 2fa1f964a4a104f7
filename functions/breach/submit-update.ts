import { hashBody, hashKey } from "../../shared/codes.ts";
import { log } from "../../shared/log.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import type { BreachEntry, History } from "./breach.ts";
import { type CaseAccess, checkReceiptCode, type ReadReceiptHash } from "./check-receipt-code.ts";
import { bytesIn, type Move, type MoveDependencies, makeMove } from "./make-move.ts";
import type { Update } from "./report.ts";
import { isKnown, type Reporter } from "./reporter/reporter.ts";
import { additionOf, type Standing, standingOf } from "./standing.ts";

/**
 * How much of a report its reporter can fill, in updates and in bytes of them as JSON: by what waits for the desk, and by
 * what is told at once. It ends well before the report is full, so that the desk can always add to it.
 */
const shares = {
  unvouched: { updates: 20, bytes: 400_000 },
  vouched: { updates: 200, bytes: 500_000 },
} as const;

/** Reads a reporter as it is now; undefined where there is none. */
export type ReadReporter = { readReporter: (id: string) => Promise<Reporter | undefined> };

/** What a reporter's update needs of the world. */
export type SubmitUpdateDependencies = MoveDependencies & ReadReporter & { readReceiptHash: ReadReceiptHash };

/** A reporter's update as the door received it: the checked value, the body it was read from, the idempotency key. */
export type SubmittedUpdate = CaseAccess & {
  update: Update;
  body: string;
  key: string;
};

/** The answer to an update, and whether an earlier, identical one had made its entry. */
export type UpdateOutcome = { receipt: UpdateReceipt; replayed: boolean };

type UpdateReceipt = {
  reference: string;
  /** The first update of the reporter is 1. */
  update: number;
  /** `held` when it waits for the desk. */
  status: "received" | "held";
  receivedAt: string;
};

/**
 * Adds a reporter's update to a report, once. When this returns, it is stored.
 * @throws Refusal `not_found` for an unknown report and for a code that does not open it, `idempotency_key_reused`,
 * `invalid_input`, `already_ended`, `too_many_updates`, `body_too_large` or `not_stored`
 */
export async function submitUpdate(
  submitted: SubmittedUpdate,
  dependencies: SubmitUpdateDependencies,
): Promise<UpdateOutcome> {
  const { reference, update } = submitted;
  await checkReceiptCode(submitted, dependencies.readReceiptHash);
  const keyHash = hashKey(`POST /breach-reports/${reference}/updates`, submitted.key);
  const bodyHash = hashBody(submitted.body);
  let replayed = false;
  const decide = async (history: History, standing: Standing): Promise<Move | BreachEntry> => {
    const before = history.entries.find((entry) => entry.keyHash === keyHash);
    if (before && before.bodyHash !== bodyHash) throw new Refusal("idempotency_key_reused");
    replayed = before !== undefined;
    if (before) return before;
    const vouched = await isVouched(history.case.reporterId, dependencies);
    const move: Move = { ...toMove(update, vouched, standing), keyHash, bodyHash };
    refuseBeyondShare(move, history.entries);
    return move;
  };
  const { history, entry } = await makeMove(reference, decide, dependencies);
  if (replayed) log("BREACH_REPLAYED", { reference });
  return { receipt: updateReceipt(history, entry), replayed };
}

/** @throws Refusal `too_many_updates` */
function refuseBeyondShare(move: Move, entries: readonly BreachEntry[]): void {
  const share = shares[move.vouched ? "vouched" : "unvouched"];
  const before = updatesIn(entries).filter(({ vouched }) => vouched === move.vouched);
  if (before.length >= share.updates || bytesIn([...before, move]) > share.bytes) {
    throw new Refusal("too_many_updates");
  }
}

/** Whether the reporter's code came with the report and has not been revoked since. */
export async function isVouched(
  reporterId: string | undefined,
  { readReporter }: ReadReporter,
): Promise<boolean> {
  if (reporterId === undefined) return false;
  return isKnown(await orUnavailable(readReporter(reporterId)));
}

/**
 * A known reporter's last update concludes a report, unless the desk still has something to decide on it: an
 * organisation that nobody has been assigned for would never be told.
 */
function toMove(update: Update, vouched: boolean, standing: Standing): Move {
  const { state, waiting } = standing;
  const concludes = update.final === true && vouched && state === "confirmed" && !waiting;
  const move = concludes ? "conclude" : "update";
  return { move, by: "reporter", vouched, ...additionOf(update, standing) };
}

/** The answer follows from what is stored alone: a repetition gets the first one. */
function updateReceipt(
  { case: of, entries }: History,
  { sequence, vouched, at }: BreachEntry,
): UpdateReceipt {
  const { state } = standingOf({ case: of, entries: entries.slice(0, sequence - 1) });
  return {
    reference: of.reference,
    update: updatesIn(entries.slice(0, sequence)).length,
    status: state === "held" || !vouched ? "held" : "received",
    receivedAt: at,
  };
}

/** What the reporter wrote since: a file is no update. */
function updatesIn(entries: readonly BreachEntry[]): BreachEntry[] {
  return entries.filter(({ by, attachment }) => by === "reporter" && !attachment);
}
