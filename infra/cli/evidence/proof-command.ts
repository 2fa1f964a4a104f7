import { once } from "node:events";
import { type Command, InvalidArgumentError } from "commander";
import { readCaseReference } from "../../../shared/reference.ts";
import { readControllerId } from "../arguments.ts";
import { connect } from "../connect.ts";
import { CommandFailure } from "../failure.ts";
import { answer } from "../output.ts";
import { buildProof } from "./build-proof.ts";
import { checkProof } from "./check-proof.ts";
import { withEntriesShown } from "./entries-progress.ts";
import { evidenceClient } from "./evidence-client.ts";
import { writeNewFile } from "./new-file.ts";
import type { ProofBundle } from "./proof-bundle.ts";
import { proofText } from "./proof-text.ts";
import { provenCase } from "./proven-case.ts";

type Options = { controller?: string; out?: string };

/** Adds `meldpunt evidence proof`. */
export function addProof(evidence: Command): void {
  evidence
    .command("proof")
    .description(
      "put together what proves to a controller how a case went: its entries under a seal, and the mails to that controller with all that was heard of them",
    )
    .argument("<ref>", "the case's reference", referenceIn)
    .option("--controller <id>", "for which controller, where the case concerns several", readControllerId)
    .option("--out <file>", "the file to write, which must not be there yet; without it the proof is printed")
    .addHelpText("after", example)
    .action(async (reference: string, { controller, out }: Options, command: Command) => {
      const client = evidenceClient(await connect(command));
      const proven = await provenCase(client, reference, controller);
      const bundle = await withEntriesShown((onEntries) => buildProof(client, proven, onEntries));
      refuseFaulty(bundle);
      const text = JSON.stringify(bundle, null, 2);
      if (out === undefined) process.stdout.write(`${text}\n`);
      else {
        await writeNewFile(out, (file) => writeText(file(), `${text}\n`));
        answer(command, { file: out, ...bundle }, proofText(bundle));
      }
      if (!bundle.sealed) process.stderr.write(`meldpunt: ${unsealedText(bundle)}\n`);
    });
}

const example = `
Example:
  meldpunt evidence proof DSR-7K3M-9QXT-2W5R --out DSR-7K3M-9QXT-2W5R.proof.json

  A mail's record holds the address that it went to, and not the token of the page that it links to. Give the proof to
  nobody but the controller that it is for.
`;

function referenceIn(text: string): string {
  const reference = readCaseReference(text);
  if (reference !== undefined) return reference;
  throw new InvalidArgumentError("The reference of a case looks like DSR-7K3M-9QXT-2W5R.");
}

/** @throws CommandFailure where it would not hold */
function refuseFaulty(bundle: ProofBundle): void {
  const { entries, chain, reference } = bundle;
  if (entries.length === 0) throw new CommandFailure(1, `The chain ${chain} tells nothing of ${reference}.`);
  const problems = checkProof(bundle);
  if (problems.length === 0) return;
  const why = "If it changed within the last minute, try again; else see meldpunt evidence verify.";
  throw new CommandFailure(1, [`This would be no proof. ${why}`, ...problems].join("\n"));
}

function unsealedText({ entries }: ProofBundle): string {
  const left = entries.filter(({ path }) => path === undefined).length;
  return `${left} of ${entries.length} entries are under no seal yet. The next seal is made within the hour: ask again then.`;
}

async function writeText(out: NodeJS.WritableStream, text: string): Promise<void> {
  out.end(text);
  await once(out, "finish");
}
