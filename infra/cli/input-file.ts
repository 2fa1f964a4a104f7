import { readFile } from "node:fs/promises";
import { CommandFailure } from "./failure.ts";

/**
 * What a file of JSON says.
 * @throws CommandFailure when it cannot be read, or is not JSON in UTF-8
 */
export function readJson(file: string): Promise<unknown> {
  return readAs(file, "JSON", JSON.parse);
}

/**
 * What a text file says.
 * @throws CommandFailure when it cannot be read, or is not in UTF-8
 */
export function readText(file: string): Promise<string> {
  return readAs(file, "a text", (text) => text);
}

async function readAs<T>(file: string, what: string, parse: (text: string) => T): Promise<T> {
  try {
    return parse(new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file)));
  } catch (cause) {
    const isContent = cause instanceof SyntaxError || cause instanceof TypeError;
    const why = isContent ? `is not ${what} in UTF-8` : "cannot be read";
    throw new CommandFailure(2, `The file ${file} ${why}.`, { cause });
  }
}
