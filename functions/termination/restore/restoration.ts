import { type ChainName, controllerOfChain } from "../../../shared/evidence/chain-name.ts";
import { listChains } from "../../../shared/evidence/chain-reader.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { type Happened, joined, unread } from "./changes-since.ts";
import { type ChainsCursor, type Cursor, readCursor, type SearchCursor, writeCursor } from "./cursor.ts";
import { type ReadChainDependencies, readChain } from "./read-chain.ts";
import type { Removed } from "./remove-again.ts";
import { noteRestored, pointBefore } from "./restored-table.ts";
import { searchOn } from "./search.ts";
import { type RecordEnd, type TakeOverDependencies, takeOver } from "./take-over.ts";

/** What doing destructions again needs of the world. */
export type RestorationDependencies = ReadChainDependencies &
  TakeOverDependencies & {
    /** The ARN of the operator. */
    caller: string;
    now: () => Date;
  };

/** What became of one controller, as far as a step got with it. */
export type ControllerPart = {
  /** Null of what belongs to no controller, or did not yet. */
  id: string | null;
  removed: Removed;
  /** Once its chain was read to the restore point. */
  record?: RecordEnd;
  /** Its destruction was not done, and cannot go on without what the live table knows. */
  unfinished?: true;
  /** The ends of its agreements of which something changed. */
  agreements?: string[];
};

/** What one step came to. No part of it is personal data. */
export type Step = {
  /** Chains were read back to here; null where they were read to their beginning. */
  since: string | null;
  stage: Cursor["stage"];
  /** How many chains were read to the end in all, and how many there are. */
  chains: { read: number; all: number };
  controllers: ControllerPart[];
  happened: Happened;
  /** Where the next step goes on; without it this was the last. */
  cursor?: string;
  /** Of the last step: how much is left that names a destroyed controller; then the table must not serve. */
  left?: number;
};

/**
 * Takes a step towards the state in which a restored table may serve: chain by chain, what was destroyed since goes from it
 * again, then the whole table is searched. Each step ends in time and may be repeated; begun anew, it does only what is
 * left.
 * @throws Refusal `invalid_input`, also where there is no evidence; `not_found`
 */
export async function restoreStep(
  cursor: string | undefined,
  dependencies: RestorationDependencies,
): Promise<Step> {
  const point = await pointBefore(dependencies.table, dependencies.now());
  const names = (await listChains(dependencies.evidence)).sort();
  if (names.length === 0) throw noEvidence();
  const at = cursor === undefined ? chainsFrom(names[0]) : readCursor(cursor);
  const step = at.stage === "chains" ? readOn(at, names, point, dependencies) : search(at, dependencies);
  const chains = { read: readBy(names, at), all: names.length };
  return { since: point?.toISOString() ?? null, stage: at.stage, chains, ...(await step) };
}

/** Without a chain nothing tells what was destroyed: that is no table in which nothing was. */
function noEvidence(): Refusal {
  const code = "The table of evidence has no chain, so nobody can say what was destroyed.";
  return new Refusal("invalid_input", { errors: [{ pointer: "/table", code }] });
}

type StepEnd = Pick<Step, "controllers" | "happened" | "cursor" | "left">;

/** At the beginning of that chain, with what is known of those before it. */
function chainsFrom(chain = "", destroyed: ChainsCursor["destroyed"] = []): ChainsCursor {
  return { stage: "chains", chain, state: unread, destroyed };
}

function readBy(names: readonly string[], at: Cursor): number {
  return at.stage === "search" ? names.length : names.filter((name) => name < at.chain).length;
}

async function search(
  at: SearchCursor,
  { caller, now, ...dependencies }: RestorationDependencies,
): Promise<StepEnd> {
  const end = { controllers: [], happened: {} };
  const searched = await searchOn(at, dependencies);
  if ("cursor" in searched) return { ...end, cursor: writeCursor(searched.cursor) };
  if (searched.left === 0) await noteRestored(dependencies.table, caller, now());
  log("RESTORATION_ENDED", { controllers: at.destroyed.length, left: searched.left });
  return { ...end, left: searched.left };
}

/** Reads chains one after the other, as many as there is time for. */
async function readOn(
  from: ChainsCursor,
  names: readonly ChainName[],
  point: Date | undefined,
  dependencies: RestorationDependencies,
): Promise<StepEnd> {
  const controllers: ControllerPart[] = [];
  const happened: Happened[] = [];
  const going = (cursor: ChainsCursor): StepEnd => ({
    controllers: controllers.filter(isWorthTelling),
    happened: joined(happened),
    cursor: writeCursor(cursor),
  });
  let at = from;
  for (const chain of names.filter((name) => name >= from.chain)) {
    if (chain !== at.chain) at = chainsFrom(chain, at.destroyed);
    const read = await readChain(chain, at, point, dependencies);
    happened.push(read.happened);
    const id = controllerOfChain(chain);
    const part: ControllerPart = { id: id ?? null, removed: read.removed };
    controllers.push(part);
    if (!read.isWhole) return going(read.cursor);
    at = read.cursor;
    if (id !== undefined) {
      const { agreements } = at.state;
      const { record, isFinished, destroyed } = await takeOver(id, at.state, dependencies);
      Object.assign(part, { record, agreements, ...(!isFinished && { unfinished: true }) });
      // A look does not search for them, and hands its cursor on in a URL.
      if (destroyed && !dependencies.isDry) at = { ...at, destroyed: [...at.destroyed, destroyed] };
    }
    const next = names[names.indexOf(chain) + 1];
    if (next !== undefined && !dependencies.hasTime()) return going(chainsFrom(next, at.destroyed));
  }
  const end = { controllers: controllers.filter(isWorthTelling), happened: joined(happened) };
  if (dependencies.isDry) return end;
  const first: SearchCursor = {
    stage: "search",
    destroyed: at.destroyed,
    pass: 1,
    found: false,
    unknown: 0,
  };
  return { ...end, cursor: writeCursor(first) };
}

function isWorthTelling({ removed, record = "kept", agreements = [] }: ControllerPart): boolean {
  return (
    record !== "kept" ||
    agreements.length > 0 ||
    removed.reports.length > 0 ||
    Object.keys(removed.items).length > 0
  );
}
