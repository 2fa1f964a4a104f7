import { bundleGoals } from "./bundles.ts";
import { callGoals } from "./calls.ts";
import { costGoals } from "./cost.ts";
import { cpuGoals } from "./cpu.ts";
import { crashGoals } from "./crashes.ts";
import { destructionGoals } from "./destruction.ts";
import type { Goal } from "./goal.ts";
import { handlerGoals } from "./handler.ts";
import { initGoals } from "./init.ts";
import { logGoals } from "./logs.ts";
import { memoryGoals } from "./memory.ts";
import { throughputGoals } from "./throughput.ts";
import { verifyGoals } from "./verify.ts";

/** Every goal, in the order of the table. */
export const goals: readonly Goal[] = [
  ...bundleGoals,
  ...initGoals,
  ...handlerGoals,
  ...callGoals,
  ...costGoals,
  ...cpuGoals,
  ...logGoals,
  ...throughputGoals,
  ...verifyGoals,
  ...memoryGoals,
  ...destructionGoals,
  ...crashGoals,
].sort((one, other) => numberOf(one) - numberOf(other));

function numberOf({ id }: Goal): number {
  return Number(id.slice(1));
}
