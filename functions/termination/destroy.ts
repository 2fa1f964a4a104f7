import { describeError, log } from "../../shared/log.ts";
import type { DestroyDependencies } from "./destroy-data.ts";
import { destroyOne, type RunEnd } from "./destroy-one.ts";
import type { Destruction } from "./destruction.ts";
import { dueDestructions, type Leased, Superseded, saveDestruction, takeLease } from "./destruction-store.ts";
import { recordFailure } from "./failures.ts";

/**
 * What a run came to: of how many agreements there was something to do, how many of those were certified, and of how
 * many there is something left to do.
 */
export type DestroyReport = { due: number; destroyed: number; remaining: number };

/** What a run needs of the world. */
export type RunDependencies = Omit<DestroyDependencies, "hasTime"> & {
  /** How many milliseconds are left before the function is stopped. */
  remainingTime: () => number;
};

/** What a run keeps back, in milliseconds, to end in good order: the longest call to S3 and the writes after it. */
const reserve = 90_000;

/** For how long, in milliseconds, a run owns a destruction beyond the time at which the function is stopped. */
const leaseMargin = 60_000;

/**
 * Carries on with every destruction of which something is due, one after the other. What it does not finish, or what
 * fails, the next run goes on with. It goes by the clock that is passed in; what an event says of the time is ignored.
 */
export async function destroy(dependencies: RunDependencies): Promise<DestroyReport> {
  const { table, now, remainingTime } = dependencies;
  const hasTime = () => remainingTime() > reserve;
  const at = now();
  const open = await dueDestructions(table, "open", at);
  const kept = await dueDestructions(table, "kept", at);
  const report: DestroyReport = { due: 0, destroyed: 0, remaining: 0 };
  for (const reference of new Set([...open, ...kept])) {
    const { end, isCertified } = hasTime() ? await runOne(reference, dependencies, hasTime) : notFinished;
    if (end === "waiting") continue;
    report.due += 1;
    if (isCertified) report.destroyed += 1;
    if (end === "unfinished") report.remaining += 1;
  }
  log("DESTROY_DONE", report);
  return report;
}

type Run = { end: RunEnd; isCertified: boolean };

const notFinished: Run = { end: "unfinished", isCertified: false };

/** One run of one destruction, under its lease. What goes wrong with it does not hold up the others. */
async function runOne(
  reference: string,
  dependencies: RunDependencies,
  hasTime: () => boolean,
): Promise<Run> {
  const { table, now, remainingTime } = dependencies;
  const until = new Date(now().getTime() + remainingTime() + leaseMargin);
  try {
    const leased = await takeLease(table, reference, now(), until);
    if (leased === "gone") return { end: "waiting", isCertified: false };
    return leased === "leased" ? notFinished : await runLeased(leased, { ...dependencies, hasTime });
  } catch (error) {
    log("DESTRUCTION_FAILED", { reference, ...describeError(error) });
    return notFinished;
  }
}

/** @throws what keeps even the failure from being written down */
async function runLeased(
  { destruction: begun, wasCutShort }: Leased,
  dependencies: DestroyDependencies,
): Promise<Run> {
  const { table, now } = dependencies;
  let destruction: Destruction = begun;
  try {
    if (wasCutShort) destruction = await recordFailure(table, begun, undefined, now());
    const { end, isCertified, changes } = await destroyOne(destruction, dependencies);
    const over = { ended: destruction.ended + 1, failures: 0, leaseUntil: null };
    if (changes) await saveDestruction(table, destruction, { ...over, ...changes });
    return { end, isCertified };
  } catch (error) {
    try {
      await recordFailure(table, destruction, error, now());
    } catch (second) {
      // Withdrawn, or taken over by another run: then this one has not failed, and is not to write anything any more.
      if (!(second instanceof Superseded)) throw error;
    }
    return notFinished;
  }
}
