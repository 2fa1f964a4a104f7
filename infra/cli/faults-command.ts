import type { Command } from "commander";
import { type FaultRule, faultRules } from "../local/faults/fault-rule.ts";
import { askLocalRun } from "./control-client.ts";
import { CommandFailure } from "./failure.ts";
import { readFaultRules } from "./fault-arguments.ts";
import { answer, table, tellTarget } from "./output.ts";
import { findLocalTarget } from "./target.ts";

/** `meldpunt run faults`: lets the services of the local run fail, and says which faults are in force. */
export function faultsCommand(run: Command): void {
  run
    .command("faults")
    .description(
      "let DynamoDB, S3, SES or KMS fail, until cleared or the local run ends; without an option, list",
    )
    .option(
      "--set <rule>",
      "service=fault[:operation][:times], once or more; replaces all rules, and the first that fits counts",
      readFaultRules,
    )
    .option("--clear", "let everything work again")
    .addHelpText(
      "after",
      `
Faults: throttle, fail, hang (no answer), drop (done, but no answer), away (connections are cut);
of ses also quota (of the day), paused (the account), unverified (the sender).

Examples:
  meldpunt run faults --set ses=away
  meldpunt run faults --set dynamodb=throttle:PutItem:3 --set s3=hang:1
  meldpunt run faults --clear
`,
    )
    .action(async ({ set, clear }: { set?: FaultRule[]; clear?: true }, command: Command) => {
      if (set && clear) throw new CommandFailure(2, "Either --set or --clear.");
      const target = await findLocalTarget(process.env);
      tellTarget(target.name);
      const wanted = clear ? [] : set;
      const asked = wanted ? { method: "PUT" as const, body: wanted } : { method: "GET" as const };
      const rules = await askLocalRun(target.run, { ...asked, path: "/faults" }, faultRules);
      answer(command, rules, rules.length > 0 ? table(rules.map(rowOf)) : "Nothing fails.");
    });
}

function rowOf({ service, fault, operation, times }: FaultRule): string[] {
  return [
    service,
    fault,
    operation ?? "every operation",
    times === undefined ? "until cleared" : `${times} more`,
  ];
}
