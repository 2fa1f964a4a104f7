import { setTimeout } from "node:timers/promises";
import type { Translated } from "../../shared/language.ts";
import { orUnknown } from "./connect.ts";
import { CommandFailure } from "./failure.ts";
import type { OperatorClient } from "./operator-client.ts";
import { type Announcing, announcing, type SubProcessor, subProcessors } from "./sub-processor-answer.ts";

/** Every sub-processor as it is on record. */
export async function listSubProcessors(client: OperatorClient): Promise<SubProcessor[]> {
  return subProcessors.parse(await client.request("GET", "/sub-processors")).subProcessors;
}

/** @throws CommandFailure where there is none of that id */
export async function findSubProcessor(client: OperatorClient, id: string): Promise<SubProcessor> {
  const found = (await listSubProcessors(client)).find((one) => one.id === id);
  if (!found) throw new CommandFailure(1, `There is no sub-processor ${id}.`);
  return found;
}

/** What is to be announced of which version of a sub-processor. */
export type Announcement = {
  version: number;
  change: string;
  effectiveFrom: string;
  because?: Translated;
};

/** What is told needs a moment to show where the next call looks for it. */
const pauseMilliseconds = 200;

/**
 * Announces a change until every controller is told.
 * @param show is given how far it is, after each call
 * @throws CommandFailure where it does not get any further; announced again, it goes on
 */
export async function announceToAll(
  client: OperatorClient,
  id: string,
  announcement: Announcement,
  show: (far: Announcing) => void,
): Promise<Announcing> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let idle = 0; idle < 10; ) {
    const answered = client.request("POST", `/sub-processors/${id}/announcements`, announcement);
    const far = announcing.parse(await orUnknown(`sub-processor ${id}`, answered));
    if (far.remaining === 0) return far;
    show(far);
    idle = far.remaining < fewest ? 0 : idle + 1;
    fewest = Math.min(fewest, far.remaining);
    await setTimeout(pauseMilliseconds);
  }
  throw new CommandFailure(1, `${fewest} still to be told: give the command again.`);
}
