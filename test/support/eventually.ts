import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until a check no longer throws, and gives what it gives.
 * @param within milliseconds.
 * @throws what the check threw last, when the time is over.
 */
export async function eventually<T>(check: () => T | Promise<T>, { within }: { within: number }): Promise<T> {
  for (const deadline = performance.now() + within; ; ) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(50);
  }
}
