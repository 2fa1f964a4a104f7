import { InvalidArgumentError, Option } from "commander";
import { randomName } from "../../shared/codes.ts";
import { CommandFailure } from "./failure.ts";
import { type OperatorClient, RefusedByApi, UnreachableApi } from "./operator-client.ts";

/** The option `--key`, with which a command can be given again after its answer was lost. */
export function keyOption(): Option {
  const means = "what this stands for, however often it is given: 22 characters or more from a random source";
  return new Option("--key <key>", means).argParser(readKey);
}

/**
 * Asks for something to be recorded and gives the answer.
 * @param key a random one where the caller names none
 * @throws CommandFailure with the key, where it may have been recorded although no answer says so
 */
export async function recordOnce(
  client: OperatorClient,
  path: string,
  body: object,
  key: string = randomName(26),
): Promise<unknown> {
  try {
    return await client.request("POST", path, { ...body, key });
  } catch (cause) {
    if (!(cause instanceof Error) || !mayBeRecorded(cause)) throw cause;
    const message = `${cause.message} It may have been recorded: give the command again with --key ${key}, and it is recorded once.`;
    throw new CommandFailure(1, message, { cause });
  }
}

function mayBeRecorded(error: Error): boolean {
  return error instanceof UnreachableApi || (error instanceof RefusedByApi && error.status >= 500);
}

function readKey(text: string): string {
  if (/^[!-~]{22,255}$/.test(text)) return text;
  throw new InvalidArgumentError("A key is 22 to 255 printable ASCII characters without blanks.");
}
