import type { Goal } from "./goal.ts";

/** A goal that is met, without measuring anything. */
export function sampleGoal(changes: Partial<Goal> = {}): Goal {
  return {
    id: "P1",
    metric: "bundle, zipped",
    goal: "<= 115 KB",
    method: "By a scale.",
    measure: async () => ({ figure: "87.5 KB", met: true, values: { KB: 87.5 } }),
    ...changes,
  };
}
