import type { Command } from "commander";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import type { Head } from "../../../shared/evidence/entry.ts";
import { readControllerId } from "../arguments.ts";
import { connect } from "../connect.ts";
import { CommandFailure } from "../failure.ts";
import { answer } from "../output.ts";
import { orNoChain } from "./chain-option.ts";
import { withEntriesShown } from "./entries-progress.ts";
import { evidenceClient } from "./evidence-client.ts";
import { readHeads } from "./head-option.ts";
import { type LiveVerdict, verifyLive } from "./verify-live.ts";
import { verdictText } from "./verify-text.ts";

type Options = { controller?: string; head?: Head[] };

/** Adds `meldpunt evidence verify`. */
export function addVerify(evidence: Command): void {
  evidence
    .command("verify")
    .description(
      "check the chains of evidence against their seals and against the table; ends with 1 when anything is wrong",
    )
    .option("--controller <id>", "only the chain of this controller", readControllerId)
    .option(
      "--head <sequence:hash>",
      "a head from a mail to that controller; more than one is fine",
      readHeads,
    )
    .addHelpText("after", examples)
    .action(async ({ controller, head = [] }: Options, command: Command) => {
      if (head.length > 0 && controller === undefined)
        throw new CommandFailure(2, "A head is that of one chain: say of which with --controller.");
      const client = evidenceClient(await connect(command));
      const asked = { kept: head, ...(controller !== undefined && { chain: chainOf(controller) }) };
      const verdict = await withEntriesShown((onEntries) =>
        orNoChain(verifyLive(client, asked, { onEntries })),
      );
      answer(command, toJson(verdict), verdictText(verdict));
      if (!verdict.ok) process.exitCode = 1;
    });
}

const examples = `
Examples:
  meldpunt evidence verify
  meldpunt evidence verify --controller voorbeeld-bv --head 4711:9f86…
`;

function toJson({ findings, declared, flagged, ...verdict }: LiveVerdict) {
  return {
    ...verdict,
    findings: findings.list,
    declared: declared.list,
    flagged: flagged.list,
    counts: { findings: findings.count, declared: declared.count, flagged: flagged.count },
  };
}
