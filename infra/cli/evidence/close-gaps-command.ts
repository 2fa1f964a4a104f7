import type { Command } from "commander";
import { requireTerminal, typedConfirmation } from "../confirmation.ts";
import { connect } from "../connect.ts";
import { answer } from "../output.ts";
import { addChainOptions, chainIn, orNoChain, type Whose } from "./chain-option.ts";
import { closableIn, closeGaps } from "./close-gaps.ts";
import { withEntriesShown } from "./entries-progress.ts";
import { evidenceClient } from "./evidence-client.ts";
import { findingsText } from "./finding-text.ts";
import { found } from "./findings.ts";
import { verifyLive } from "./verify-live.ts";

type Options = Whose & { because: string; yes?: true };

/** Adds `meldpunt evidence close-gaps`. */
export function addCloseGaps(evidence: Command): void {
  const command = evidence
    .command("close-gaps")
    .description(
      "declare that a chain tells nothing of the changes that are missing from it, and why. What is missing stays missing, and stays visible",
    );
  addChainOptions(command)
    .requiredOption("--because <text>", "why they are missing")
    .option("--yes", "do not ask for the chain's name to be typed again")
    .addHelpText("after", example)
    .action(async ({ because, yes, ...whose }: Options, command: Command) => {
      const chain = chainIn(whose);
      const terminal = { input: process.stdin, output: process.stderr };
      if (!yes) requireTerminal(terminal);
      const client = evidenceClient(await connect(command));
      const verdict = await withEntriesShown((onEntries) =>
        orNoChain(verifyLive(client, { chain }, { onEntries })),
      );
      const { gaps, closes, others } = closableIn(verdict);
      if (others.length > 0) {
        process.stderr.write(`${findingsText("Wrong, and no gap", found(others))}\n`);
        process.exitCode = 1;
      }
      if (closes.length > 0) {
        process.stderr.write(`${findingsText("To be declared missing", found(gaps))}\n`);
        if (!yes) await typedConfirmation(chain, terminal);
        await closeGaps(client, chain, closes, because);
      }
      answer(command, { chain, closed: closes }, closedText(closes.length));
    });
}

const example = `
Example:
  meldpunt evidence close-gaps --controller voorbeeld-bv --because "The recorder stood still on 22 November."
`;

function closedText(count: number): string {
  if (count === 0) return "There is nothing to close: no change is missing.";
  return `Declared ${count === 1 ? "1 gap" : `${count} gaps`}. The chain has the entry within moments: meldpunt evidence verify shows it.`;
}
