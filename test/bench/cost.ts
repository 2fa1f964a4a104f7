import { synthesize } from "../infra/synthesized.ts";
import { submission } from "../support/submissions.ts";
import { type CountedSubmission, countSubmission } from "./counted-submission.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { idleCost } from "./idle-cost.ts";
import { prices } from "./prices.ts";

/** What it costs to run, without what SES takes for the mails. */
export const costGoals: readonly Goal[] = [
  {
    id: "P16",
    metric: "$ for a million submissions in us-east-1, without SES",
    goal: "<= 30",
    method:
      "One submission of 2 KB through all functions until both mails are delivered, sharing nothing with others: its invocations, units and log bytes at the list prices in test/bench/prices.ts, which are those of us-east-1: Regions in Europe are up to a quarter dearer. A call to DynamoDB counts as 10 ms, one to SES as 100 ms, and 15 ms of work for each invocation.",
    measure: async () => {
      await layGround();
      return submissionCost(await countSubmission(submissionOf2KB));
    },
  },
  {
    id: "P17",
    metric: "$ for a month in which nothing happens",
    goal: "<= 3",
    method:
      "Keys, alarms, metrics and dashboards of the template at the list prices in test/bench/prices.ts.",
    measure: async () => {
      const values = idleCost(synthesize());
      return { figure: `$${values.dollars.toFixed(2)}`, met: values.dollars <= 3, values };
    },
  },
];

/** What becomes an item of nearly 2 KB, for two write units. */
export const submissionOf2KB = submission({ message: "x".repeat(800) });

/** Seconds that a function waits for a call, and works besides: rather more than they are. */
const seconds = { tableCall: 0.01, mailCall: 0.1, work: 0.015 };

/** Of each function, in GB. */
const memory = 0.5;

/**
 * Bytes that Lambda writes of an invocation (START, END and REPORT; Lambda Developer Guide, "Logging"), and the gateway of a
 * call, as `http-door.ts` has it.
 */
const logBytes = { invocation: 290, apiCall: 150 };

/** What a million of such submissions cost, in dollars, and of what that is made. */
export function submissionCost({ invocations, table, evidence, mails, log }: CountedSubmission): Measured {
  const waits = (table.calls + evidence.calls) * seconds.tableCall + mails * seconds.mailCall;
  const bytes = Buffer.byteLength(log) + invocations * logBytes.invocation + logBytes.apiCall;
  const parts = {
    "API Gateway": prices.apiCall,
    invocations: invocations * prices.invocation,
    duration: (waits + invocations * seconds.work) * memory * prices.gigabyteSecond,
    "write units": (table.writeUnits + evidence.writeUnits) * prices.writeUnit,
    "read units": (table.readUnits + evidence.readUnits) * prices.readUnit,
    logs: (bytes / 1e9) * prices.logGigabyte,
  };
  const values = Object.fromEntries(
    Object.entries(parts).map(([name, dollars]) => [name, Number((dollars * 1e6).toFixed(2))]),
  );
  const dollars = Object.values(values).reduce((sum, part) => sum + part, 0);
  return {
    figure: `$${dollars.toFixed(2)}, $${values["write units"]?.toFixed(2)} of it to write`,
    met: dollars <= 30,
    values: { dollars, ...values },
  };
}
