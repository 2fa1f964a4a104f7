import { type Command, InvalidArgumentError, Option } from "commander";
import { subProcessorChanges } from "../../shared/duty-choices.ts";
import type { Translated } from "../../shared/language.ts";
import { visible } from "../../shared/visible.ts";
import { readChangeReference, readDay } from "./arguments.ts";
import { unreadableText } from "./breach-text.ts";
import { requireTerminal, typedConfirmation } from "./confirmation.ts";
import { connect, orUnknown } from "./connect.ts";
import { CommandFailure } from "./failure.ts";
import { readJson } from "./input-file.ts";
import { liveText } from "./live-text.ts";
import { answer } from "./output.ts";
import { announcements, subProcessor, toldChange } from "./sub-processor-answer.ts";
import { announceToAll, findSubProcessor, listSubProcessors } from "./sub-processor-client.ts";
import { announcedText, announcementsText, subProcessorsText, toldText } from "./sub-processor-text.ts";

/** `meldpunt sub-processors record | list | announce | status | answer`. */
export function subProcessorsCommand(program: Command): void {
  const commands = program
    .command("sub-processors")
    .description("the processor's sub-processors, what controllers are told of them, and their objections")
    .addHelpText("after", "\nExample:\n  meldpunt sub-processors list\n");

  commands
    .command("record")
    .description("record a sub-processor, or the next version of what is on record about it")
    .requiredOption("--file <file>", "the sub-processor as JSON, all of it")
    .option("--because <text>", "why there is a new version")
    .addHelpText("after", recordExample)
    .action(async ({ file, because }: { file: string; because?: string }, command: Command) => {
      const said = Object(await readJson(file));
      const client = await connect(command);
      const body = { ...said, ...(because !== undefined && { because }) };
      const kept = subProcessor.parse(await client.request("POST", "/sub-processors", body));
      const what = kept.isNew ? "Recorded" : "Unchanged:";
      const binding = kept.bound ? "" : " No written agreement with it is on record.";
      answer(command, kept, `${what} ${kept.id}, version ${kept.version}.${binding}`);
    });

  commands
    .command("list")
    .description("list the sub-processors, and by which document each is bound")
    .addHelpText("after", "\nExample:\n  meldpunt sub-processors list --json\n")
    .action(async (_options: object, command: Command) => {
      const found = await listSubProcessors(await connect(command));
      answer(command, { subProcessors: found }, subProcessorsText(found));
    });

  commands
    .command("announce")
    .description(
      "tell every controller of a change. Each may object within two weeks of delivery. Given again, it goes to those that were not told, a controller added since among them",
    )
    .argument("<id>", "the sub-processor's id", readSubProcessorId)
    .addOption(
      new Option("--change <change>", "what becomes of it")
        .choices(subProcessorChanges)
        .makeOptionMandatory(),
    )
    .requiredOption(
      "--from <date>",
      "the day from which it is so; if engaged the `engagedFrom` on record, if ended a day after its `endedOn`",
      readDay,
    )
    .option("--because-nl <text>", "why, for the controllers that read Dutch; with --because-en")
    .option("--because-en <text>", "why, for the controllers that read English; with --because-nl")
    .option(
      "--record-version <number>",
      "to complete what was announced of a version before the latest: which one; `status` tells it",
      readNumber,
    )
    .option("--yes", "do not ask for the id to be typed again")
    .addHelpText("after", announceExample)
    .action(async (id: string, options: AnnounceOptions, command: Command) => {
      const { change, from: effectiveFrom, recordVersion, yes } = options;
      const because = explanationIn(options);
      const terminal = { input: process.stdin, output: process.stderr };
      if (!yes) requireTerminal(terminal, "This mails every controller");
      const client = await connect(command);
      const { name, version: latest } = await findSubProcessor(client, id);
      const version = recordVersion ?? latest;
      process.stderr.write(
        `This mails every controller: ${visible(name)}, version ${version}, ${change} from ${effectiveFrom}.\n`,
      );
      if (!yes) await typedConfirmation(id, terminal);
      const announcement = { version, change, effectiveFrom, ...(because && { because }) };
      const live = liveText(process.stderr);
      const far = await announceToAll(client, id, announcement, (so) => live.show(announcedText(so))).finally(
        live.end,
      );
      answer(command, far, announcedText(far));
    });

  commands
    .command("status")
    .description(
      "show what was announced: who was told, until when each may object and how that was found, and what they objected",
    )
    .argument("<id>", "the sub-processor's id", readSubProcessorId)
    .addHelpText("after", "\nExample:\n  meldpunt sub-processors status hosting-bv\n")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const answered = client.request("GET", `/sub-processors/${id}/announcements`);
      const found = announcements.parse(await orUnknown(`sub-processor ${id}`, answered));
      process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, announcementsText(found));
    });

  commands
    .command("answer")
    .description("answer the objections of one controller; it gets the answer by mail")
    .argument("<ref>", "the reference under which the controller was told", readChangeReference)
    .requiredOption("--because <text>", "the answer, for the controller to read")
    .option(
      "--objection <number>",
      "the last objection that you have read; needed where more than one is open",
      readNumber,
    )
    .addHelpText(
      "after",
      '\nExample:\n  meldpunt sub-processors answer SUB-7K3M-9QXT-2W5R --objection 1 --because "We will not engage it for you."\n',
    )
    .action(async (reference: string, { because, objection }: AnswerOptions, command: Command) => {
      const client = await connect(command);
      const body = { because, ...(objection !== undefined && { seen: objection }) };
      const answered = client.request("POST", `/sub-processors/changes/${reference}/answer`, body);
      const told = toldChange.parse(await orUnknown(`change of sub-processors ${reference}`, answered));
      answer(command, told, toldText(told));
    });
}

type AnnounceOptions = {
  change: string;
  from: string;
  becauseNl?: string;
  becauseEn?: string;
  recordVersion?: number;
  yes?: true;
};

type AnswerOptions = { because: string; objection?: number };

function explanationIn({ becauseNl: nl, becauseEn: en }: AnnounceOptions): Translated | undefined {
  if (nl !== undefined && en !== undefined) return { nl, en };
  if (nl === undefined && en === undefined) return undefined;
  throw new CommandFailure(
    2,
    "--because-nl and --because-en belong together: each controller reads its own language.",
  );
}

function readNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1.");
}

function readSubProcessorId(text: string): string {
  if (/^(?=.{2,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError("An id is 2 to 63 of a-z, 0-9 and single hyphens between them.");
}

const announceExample = `
Example:
  meldpunt sub-processors announce hosting-bv --change intended --from 2027-02-01 --because-nl "Wij verhuizen." --because-en "We are moving."

  Once it is bound in writing and "engagedFrom": "2027-02-01" is on record:
  meldpunt sub-processors announce hosting-bv --change engaged --from 2027-02-01

  Once "endedOn": "2028-01-31" is on record:
  meldpunt sub-processors announce hosting-bv --change ended --from 2028-02-01
`;

const recordExample = `
Example:
  meldpunt sub-processors record --file hosting-bv.json

  where hosting-bv.json is
  {
    "id": "hosting-bv",
    "name": "Hosting B.V.",
    "country": "NL",
    "service": { "nl": "Hosting van de database", "en": "Hosting of the database" },
    "agreement": { "document": "Sub-processing agreement 2026-4", "signedOn": "2026-11-02" },
    "engagedFrom": "2027-02-01"
  }

  "agreement", "engagedFrom" and "endedOn" may be left out; "signedOn" is today or earlier.
`;
