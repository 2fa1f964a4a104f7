import { finished } from "node:stream/promises";
import { type Command, Option } from "commander";
import { type Language, languages } from "../../../shared/language.ts";
import { connect } from "../connect.ts";
import { writeNewFile } from "../evidence/new-file.ts";
import { CommandFailure } from "../failure.ts";
import type { OperatorClient } from "../operator-client.ts";
import { answer } from "../output.ts";
import { type Register, registerOf } from "./register.ts";
import {
  controllersAnswer,
  type RegisterSources,
  settingsAnswer,
  statementsAnswer,
  subProcessorsAnswer,
} from "./register-answers.ts";
import { registerCsv } from "./register-csv.ts";
import { registerPage } from "./register-page.ts";

/** How each format is written. */
const formats = {
  json: (register: Register) => `${JSON.stringify(register, null, 2)}\n`,
  csv: registerCsv,
  html: registerPage,
} as const satisfies Record<string, (register: Register, language: Language) => string>;

type Format = keyof typeof formats;

type ExportOptions = { format?: Format; out?: string; language: Language };

/** `meldpunt register export`. */
export function registerCommand(program: Command): void {
  const register = program
    .command("register")
    .description("the record of the processing on behalf of controllers (GDPR art. 30(2))")
    .addHelpText("after", "\nExample:\n  meldpunt register export --format html --out register.html\n");

  register
    .command("export")
    .description("write the record as it is now, of all controllers whose data has not been destroyed")
    .addOption(
      new Option("--format <format>", "how it is written; json by default").choices(Object.keys(formats)),
    )
    .addOption(
      new Option("--language <language>", "of the page, and of the texts in the CSV")
        .choices([...languages])
        .default(languages[0]),
    )
    .option("--out <file>", "the file to write, which must not be there yet; else it is printed")
    .addHelpText("after", exportHelp)
    .action(async ({ format = "json", out, language }: ExportOptions, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      if (json && format !== "json" && out === undefined) {
        throw new CommandFailure(
          2,
          `With --json the record is not printed as ${format}: name a file with --out.`,
        );
      }
      const made = registerOf(await sourcesFrom(await connect(command)), new Date());
      const text = formats[format](made, language);
      if (out === undefined) {
        process.stdout.write(text);
        return;
      }
      await writeNewFile(out, (file) => finished(file().end(text)));
      const controllers = made.controllers.length;
      const told = { file: out, format, controllers, bytes: Buffer.byteLength(text) };
      answer(command, told, `Wrote ${out}. Controllers in it: ${controllers}.`);
    });
}

async function sourcesFrom(client: OperatorClient): Promise<RegisterSources> {
  const [controllers, statements, subProcessors, settings] = await Promise.all(
    ["/controllers", "/statements", "/sub-processors", "/settings"].map((path) =>
      client.request("GET", path),
    ),
  );
  return {
    ...controllersAnswer.parse(controllers),
    ...statementsAnswer.parse(statements),
    ...subProcessorsAnswer.parse(subProcessors),
    ...settingsAnswer.parse(settings),
  };
}

const exportHelp = `
A controller whose agreement has ended stays in the record, marked as ending, until its data is destroyed.

CSV is RFC 4180 in UTF-8 with a byte order mark; several things in one cell stand on lines of their own. So that no
program takes a cell for a formula, an apostrophe stands before =, +, -, @ and their full-width forms where a cell begins,
or goes on after a semicolon, tab or line break (spaces and quotation marks between do not count), and before a control
character that a cell begins with. Apostrophes that stood there count: to read a value back, take one away at each of
these places.

Examples:
  meldpunt register export --format html --out register.html
  meldpunt register export --format csv --language en --out register.csv
  meldpunt register export > register.json
`;
