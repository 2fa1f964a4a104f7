import type { AuditEntry, AuditEntryInput, AuditHistory, AuditMove } from "./audit.ts";

/**
 * How far an audit is. `reports_offered`: the controller has been offered the reports that there are, and has not said yet
 * that they do not suffice. `planned`: it takes place. `cancelled` and `closed`: nothing more comes.
 */
export type AuditState = "reports_offered" | "planned" | "cancelled" | "closed";

/** What can be told of an audit, in which states, and what state it is in then; the same one where none is named. */
export const auditMoves = {
  confirm: { from: ["reports_offered"], to: "planned" },
  information: { from: ["reports_offered", "planned"] },
  finding: { from: ["planned"] },
  follow_up: { from: ["planned"] },
  cancel: { from: ["reports_offered", "planned"], to: "cancelled" },
  close: { from: ["planned"], to: "closed" },
} as const satisfies Record<AuditMove, { from: readonly AuditState[]; to?: AuditState }>;

/** The state after a move; undefined where the audit's state does not allow it. */
export function after(state: AuditState, move: AuditMove): AuditState | undefined {
  const { from, to = state }: { from: readonly AuditState[]; to?: AuditState } = auditMoves[move];
  return from.includes(state) ? to : undefined;
}

type Told<M extends AuditMove> = Omit<AuditEntry, "told"> & { told: Extract<AuditEntryInput, { move: M }> };

/** The entries of that kind, oldest first. */
export function entriesOf<M extends AuditMove>(
  { entries }: Pick<AuditHistory, "entries">,
  move: M,
): Told<M>[] {
  return entries.filter((entry): entry is Told<M> => entry.told.move === move);
}

/** What is to be done after an audit, and since when it is done. */
export type FollowUp = { sequence: number; text: string; due?: string | undefined; settledAt?: string };

/** Where an audit stands. */
export type AuditStanding = {
  state: AuditState;
  /** The day on which it begins. */
  startsOn: string;
  /** Why the reports that there are do not suffice, in the controller's words. */
  reportsInsufficient: string | undefined;
  /** Since when the controller has information for it. */
  informationAt: string | undefined;
  followUps: FollowUp[];
};

/** Where an audit stands after all that was told of it. */
export function standingOf(history: AuditHistory): AuditStanding {
  const { case: of, entries } = history;
  const first = of.reportsInsufficient === undefined ? "reports_offered" : "planned";
  const confirmed = entriesOf(history, "confirm").at(-1)?.told;
  return {
    state: entries.reduce<AuditState>((state, { told }) => after(state, told.move) ?? state, first),
    startsOn: confirmed?.startsOn ?? of.startsOn,
    reportsInsufficient: confirmed?.reportsInsufficient ?? of.reportsInsufficient,
    informationAt: entriesOf(history, "information")[0]?.at,
    followUps: followUpsIn(history),
  };
}

function followUpsIn(history: AuditHistory): FollowUp[] {
  const told = entriesOf(history, "follow_up");
  const settled = new Map(told.map((entry) => [entry.told.settles, entry.at]));
  const begun = told.filter((entry) => entry.told.settles === undefined);
  return begun.map(({ sequence, told: { text, due } }) => {
    const settledAt = settled.get(sequence);
    return { sequence, text, due, ...(settledAt !== undefined && { settledAt }) };
  });
}

/** The numbers of the follow-ups that are still to be done. */
export function openFollowUps({ followUps }: Pick<AuditStanding, "followUps">): number[] {
  return followUps.filter(({ settledAt }) => settledAt === undefined).map(({ sequence }) => sequence);
}
