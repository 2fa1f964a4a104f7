import { zippedSize } from "../support/zipped-size.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";

const method =
  "The module that each function loads, as it is deployed, through gzip -9, without the licences beside it; 1 KB is 1,000 bytes.";

/** The sizes of bundles, which a cold start grows with. */
export const bundleGoals: readonly Goal[] = [
  {
    id: "P1",
    metric: "intake bundles, zipped",
    goal: "<= 115 KB",
    method,
    measure: () => sizes({ "receive-request": 115, "breach-reports": 115 }),
  },
  {
    id: "P2",
    metric: "forward and destroy bundles, zipped",
    goal: "<= 150 and 155 KB",
    method,
    measure: () => sizes({ forward: 150, destroy: 155 }),
  },
];

/** @param limits in KB, by function */
async function sizes(limits: Readonly<Record<string, number>>): Promise<Measured> {
  const { bundles } = await layGround();
  const found = Object.entries(limits).map(([name, limit]) => ({
    name,
    limit,
    kilobytes: zippedSize(bundles, name) / 1_000,
  }));
  return {
    figure: found.map(({ name, kilobytes }) => `${name} ${kilobytes.toFixed(1)} KB`).join(", "),
    met: found.every(({ kilobytes, limit }) => kilobytes <= limit),
    values: Object.fromEntries(found.map(({ name, kilobytes }) => [`${name} KB`, kilobytes])),
  };
}
