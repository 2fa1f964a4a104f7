import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { createProgram } from "../../../infra/cli/program.ts";
import { type CaseKind, referencePrefixes } from "../../../shared/reference.ts";
import { showCase } from "../../../shared/show-case.ts";

/** A command and all those below it, each by its words. */
function allCommands(command: Command, words = ""): [string, Command][] {
  const below = command.commands.filter((one) => one.name() !== "help");
  return [[words, command], ...below.flatMap((one) => allCommands(one, `${words} ${one.name()}`.trim()))];
}

const program = createProgram();
const commands = new Map(allCommands(program));
const leaves = [...commands].filter(([, { commands }]) => commands.length === 0).map(([words]) => words);

function helpOf(words: string): string {
  let help = "";
  const command = commands.get(words);
  command?.configureOutput({ writeOut: (text) => (help += text) });
  command?.outputHelp();
  return help;
}

describe("help", () => {
  test.each([...commands.keys()])(
    "of meldpunt %s has an example that begins with it, and --json",
    (words) => {
      const help = helpOf(words);
      expect(help).toMatch(new RegExp(`^Examples?:\n {2}meldpunt (?:--stack \\S+ )?${words}`, "m"));
      expect(help).toContain("--json");
    },
  );

  test.each([...commands.keys()])("of meldpunt %s says what it is for, as part of a sentence", (words) => {
    const description = commands.get(words)?.description() ?? "";
    expect(description).not.toBe("");
    if (words !== "") expect(description).toMatch(/^[^A-Z].*[^.]$/s);
  });
});

describe("the commands", () => {
  test("are named by a noun and what is done with it, in lower case", () => {
    for (const words of leaves) expect(words).toMatch(/^[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*){0,2}$/);
  });

  test("use the same word for the same thing", () => {
    const verbs = new Set(leaves.map((words) => words.split(" ").at(-1)));
    for (const other of ["ls", "get", "view", "create", "new", "edit", "change", "remove", "delete", "rm"]) {
      expect(verbs).not.toContain(other);
    }
  });

  test("that ask for a confirmation take --yes from scripts", () => {
    const root = join(import.meta.dirname, "../../../infra/cli");
    const files = globSync("**/*.ts", { cwd: root }).filter((file) => file !== "confirmation.ts");
    const asking = files.filter((file) =>
      readFileSync(join(root, file), "utf8").includes("typedConfirmation("),
    );
    expect(asking).not.toEqual([]);
    for (const file of asking) expect(readFileSync(join(root, file), "utf8")).toContain('"--yes"');
  });

  test.each(Object.keys(referencePrefixes) as CaseKind[])("that show a %s are there", (kind) => {
    const words = showCase(`${referencePrefixes[kind]}-7K3M-9QXT-2W5R`).split(" ");
    expect(leaves).toContain(words.slice(0, 2).join(" "));
  });
});
