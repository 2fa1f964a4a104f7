import { readFile } from "node:fs/promises";
import { CommandFailure } from "./failure.ts";

/**
 * What a file of JSON says.
 * @throws CommandFailure when it cannot be read, or is not JSON in UTF-8
 */
export async function readJson(file: string): Promise<unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
    return JSON.parse(text);
  } catch (cause) {
    const isContent = cause instanceof SyntaxError || cause instanceof TypeError;
    const why = isContent ? "is not JSON in UTF-8" : "cannot be read";
    throw new CommandFailure(2, `The file ${file} ${why}.`, { cause });
  }
}
