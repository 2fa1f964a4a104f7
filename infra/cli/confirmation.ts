import { createInterface } from "node:readline/promises";
import { CommandFailure } from "./failure.ts";

/** Where somebody can be asked something. */
export type Terminal = {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
};

/**
 * Makes sure that there is somebody to ask.
 * @param why what has to be confirmed
 * @throws CommandFailure (wrong use) when this is no terminal
 */
export function requireTerminal({ input, output }: Terminal, why = "This needs a confirmation"): void {
  if (input.isTTY && output.isTTY) return;
  throw new CommandFailure(2, `${why}: run it on a terminal, or add --yes.`);
}

/**
 * Asks for a word to be typed again. The question goes to `output`, which is not where a command's answer goes.
 * @throws CommandFailure when something else was typed, or nothing
 */
export async function typedConfirmation(word: string, { input, output }: Terminal): Promise<void> {
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once("close", () => ended.abort());
  try {
    const typed = await lines.question(`Type ${word} to confirm: `, { signal: ended.signal });
    if (typed.trim().toUpperCase() === word.toUpperCase()) return;
  } catch (error) {
    // What Ctrl-C, Ctrl-D and the end of the input come to.
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
    output.write("\n");
  } finally {
    lines.close();
  }
  throw new CommandFailure(1, "Not confirmed: nothing was done.");
}
