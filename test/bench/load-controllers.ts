import type { LocalRun } from "../support/local-run.ts";
import { operatorOf } from "../support/operator.ts";

/** Adds so many controllers to a local run; gives their ids. */
export async function addControllers(run: LocalRun, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `other-${n}`);
  const operator = operatorOf(run);
  for (const id of ids) {
    const contacts = [{ email: `privacy@${id}.example`, role: "privacy" }];
    await operator.request("POST", "/controllers", { id, name: id, language: "nl", listed: true, contacts });
  }
  return ids;
}
