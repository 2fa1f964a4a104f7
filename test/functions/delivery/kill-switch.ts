import type { TestOffice } from "./office.ts";

/** A process ends before or after its `call`-th call to AWS, the first being 1. */
export type KillPoint = { call: number; when: "before" | "after" };

class Killed extends Error {
  override name = "Killed";
}

/** What stands for a call to AWS in a post office. */
const callsToAws = ["readControllers", "readDossier", "fanOut", "move", "dueReferences", "mailer"] as const;

/**
 * The office as a process sees it that is killed at that point: from then on no call reaches AWS and none returns.
 * `calls` names those that did reach it.
 */
export function killable(office: TestOffice, point?: KillPoint): { office: TestOffice; calls: string[] } {
  const calls: string[] = [];
  let dead = false;
  let begun = 0;
  const wrapped: TestOffice = { ...office };
  for (const name of callsToAws) {
    const call = office[name] as (...parameters: unknown[]) => Promise<unknown>;
    Object.assign(wrapped, {
      [name]: async (...parameters: unknown[]) => {
        begun += 1;
        const isPoint = begun === point?.call;
        if (isPoint && point?.when === "before") dead = true;
        if (dead) throw new Killed();
        calls.push(name);
        const result = await call(...parameters);
        if (isPoint) dead = true;
        if (dead) throw new Killed();
        return result;
      },
    });
  }
  return { office: wrapped, calls };
}
