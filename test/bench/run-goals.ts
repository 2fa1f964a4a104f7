import type { Goal, Measured } from "./goal.ts";

/** A goal with what its measurement found. */
export type Result = Goal & Measured;

/**
 * Measures goals one after the other. One that cannot be measured is not met, and its figure says why; the others are
 * measured all the same.
 * @param begin is told of each goal before it is measured
 */
export async function measureGoals(
  goals: readonly Goal[],
  begin: (goal: Goal) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (const goal of goals) {
    begin(goal);
    results.push({ ...goal, ...(await goal.measure().catch(unmeasured)) });
  }
  return results;
}

function unmeasured(error: unknown): Measured {
  const reason = error instanceof Error ? error.message : String(error);
  return { figure: `not measured: ${reason.split("\n")[0]}`, met: false, values: {} };
}
