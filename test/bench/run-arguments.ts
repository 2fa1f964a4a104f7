import { parseArgs } from "node:util";
import type { Goal } from "./goal.ts";

/** What a run of the benchmark was asked for. */
export type RunArguments = { goals: readonly Goal[]; json: boolean; help: boolean };

/** Wrong use; its message tells the user which. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * Reads a command line: no ids are all goals, and the order is that of the table.
 * @throws UsageError for an option or an id that there is not
 */
export function readArguments(args: readonly string[], goals: readonly Goal[]): RunArguments {
  const { values, positionals } = parse(args);
  const asked = positionals.map((id) => id.toUpperCase());
  const unknown = asked.filter((id) => !goals.some((goal) => goal.id === id));
  if (unknown.length > 0)
    throw new UsageError(`no such goal: ${unknown.join(", ")} (${goals.map(({ id }) => id).join(", ")})`);
  return {
    goals: goals.filter(({ id }) => asked.length === 0 || asked.includes(id)),
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
