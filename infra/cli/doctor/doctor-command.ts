import { styleText } from "node:util";
import type { Command } from "commander";
import { answer, tellTarget } from "../output.ts";
import { namedStack } from "../stack-option.ts";
import { findSystem } from "../target.ts";
import { countFindings, doctorText, type PaintLevel } from "./doctor-text.ts";
import { findings } from "./findings.ts";

/** `meldpunt doctor`. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description(
      "check that what the product stands on is as it must be, and say what to do; ends with 1 when anything is bad",
    )
    .addHelpText(
      "after",
      `
Of a stack it asks AWS with your credentials, of which infra/operator-policies.md shows the policy; what you have
no right to ask is named and the rest is told. Of a local run it asks what there is to ask. It changes nothing.

Examples:
  meldpunt doctor
  meldpunt doctor --stack Meldpunt --json
`,
    )
    .action(async (_options: object, command: Command) => {
      const system = await findSystem(namedStack(command), process.env);
      tellTarget(system.name);
      const found = findings(await factsOf(system));
      answer(command, { findings: found, counts: countFindings(found) }, doctorText(found, onTerminal));
      if (found.some(({ level }) => level === "bad")) process.exitCode = 1;
    });
}

/** Each loaded only where it is needed: they bring the AWS SDK with them. */
async function factsOf(system: Awaited<ReturnType<typeof findSystem>>) {
  if ("stack" in system) return (await import("./stack-facts.ts")).stackFacts(system.stack);
  return (await import("./local-facts.ts")).localFacts(system.run);
}

const colours = { bad: "red", warn: "yellow", ok: "green", skipped: "dim" } as const;

/** Colour on a terminal only, and not where NO_COLOR asks for none. */
const onTerminal: PaintLevel = (level, text) => styleText(colours[level], text, { stream: process.stdout });
