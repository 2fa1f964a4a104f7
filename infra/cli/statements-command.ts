import { type Command, Option } from "commander";
import { readControllerId } from "./arguments.ts";
import { unreadableText } from "./breach-text.ts";
import { connect, orUnknown } from "./connect.ts";
import { CommandFailure } from "./failure.ts";
import { readText } from "./input-file.ts";
import { answer } from "./output.ts";
import { keyOption, recordOnce } from "./record-once.ts";
import { published, statementRequest, statementRequests, statementsAnswer } from "./statement-answer.ts";
import { publishedText, requestsText, statementsText, statementText } from "./statement-text.ts";

/** `meldpunt statements list | record | show | publish`. */
export function statementsCommand(program: Command): void {
  const statements = program
    .command("statements")
    .description(
      "what the processor says of its measures, countries, sub_processors and audit_reports, and the controllers' requests for it",
    )
    .addHelpText("after", "\nExample:\n  meldpunt statements list\n");

  statements
    .command("list")
    .description("list the controllers' requests that are open or late")
    .option("--all", "also those that are answered")
    .addHelpText("after", "\nExample:\n  meldpunt statements list --all --json\n")
    .action(async ({ all }: { all?: true }, command: Command) => {
      const client = await connect(command);
      const path = `/statements/requests${all ? "?all=true" : ""}`;
      const found = statementRequests.parse(await client.request("GET", path));
      process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, requestsText(found.requests));
    });

  statements
    .command("record")
    .description("record that a controller asks for statements; it gets what is on record at once")
    .argument("<controller>", "the controller's id", readControllerId)
    .option("--topic <topic...>", "measures, countries, sub_processors or audit_reports; all of them without")
    .addOption(
      new Option("--via <way>", "how it was asked: in a mail, or to an operator in another way")
        .choices(["mail", "operator"])
        .default("mail"),
    )
    .addOption(keyOption())
    .addHelpText(
      "after",
      "\nExample:\n  meldpunt statements record voorbeeld-bv --topic measures countries\n",
    )
    .action(async (controllerId: string, { topic, via, key }: RecordOptions, command: Command) => {
      const client = await connect(command);
      const asked = { controllerId, via, ...(topic && { topics: topic }) };
      const recorded = recordOnce(client, "/statements/requests", asked, key);
      const kept = statementRequest.parse(await orUnknown(`controller ${controllerId}`, recorded));
      const rest = kept.open.length > 0 ? ` Not on record yet: ${kept.open.join(", ")}.` : "";
      answer(command, kept, `Recorded ${kept.reference}; ${controllerId} is answered by mail.${rest}`);
    });

  statements
    .command("show")
    .description("show which statements are on record, or all of one")
    .argument("[topic]", "measures, countries, sub_processors or audit_reports")
    .addHelpText("after", "\nExample:\n  meldpunt statements show measures\n")
    .action(async (topic: string | undefined, _options: object, command: Command) => {
      const client = await connect(command);
      const found = statementsAnswer.parse(await client.request("GET", "/statements"));
      if (topic === undefined) return answer(command, found, statementsText(found));
      const one = found.statements.find((statement) => statement.topic === topic);
      if (one) return answer(command, one, statementText(one));
      if (found.missing.includes(topic))
        throw new CommandFailure(1, `There is no statement of ${topic} yet.`);
      throw new CommandFailure(2, "The topics are measures, countries, sub_processors and audit_reports.");
    });

  statements
    .command("publish")
    .description("record the next version of a statement; it goes to the controllers that wait for it")
    .argument("<topic>", "measures, countries, sub_processors or audit_reports")
    .requiredOption("--nl <file>", "the text in Dutch; a blank line ends a paragraph")
    .requiredOption("--en <file>", "the text in English")
    .option("--because <text>", "why there is a new version")
    .addHelpText("after", "\nExample:\n  meldpunt statements publish measures --nl nl.txt --en en.txt\n")
    .action(async (topic: string, { nl, en, because }: PublishOptions, command: Command) => {
      const texts = { nl: await readText(nl), en: await readText(en) };
      const client = await connect(command);
      const body = { topic, ...texts, ...(because !== undefined && { because }) };
      const after = published.parse(await client.request("POST", "/statements", body));
      process.stderr.write(unreadableText(after.unreadable));
      answer(command, after, publishedText(after));
    });
}

type RecordOptions = { topic?: string[]; via: string; key?: string };

type PublishOptions = { nl: string; en: string; because?: string };
