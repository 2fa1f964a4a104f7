import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/**
 * Measures in a process of its own, of which nothing is known but what it is given.
 * @param program one of this folder; it sends what it measured, and ends
 */
export async function inOwnProcess<T>(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<T> {
  const child = fork(join(import.meta.dirname, program), args, {
    // What is logged is written, and nobody reads it: a reader would take its time from all others.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env,
  });
  const ended = once(child, "exit");
  const [measured] = await Promise.race([
    once(child, "message"),
    ended.then(([code]) => {
      throw new Error(`${program} ended with ${code}`);
    }),
  ]);
  await ended;
  return measured;
}
