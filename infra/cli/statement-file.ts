import { readFile } from "node:fs/promises";
import { CommandFailure } from "./failure.ts";

/**
 * What a text file says.
 * @throws CommandFailure when it cannot be read, or is not in UTF-8
 */
export async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    const why = cause instanceof TypeError ? "is not a text in UTF-8" : "cannot be read";
    throw new CommandFailure(2, `The file ${file} ${why}.`, { cause });
  }
}
