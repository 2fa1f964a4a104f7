import type { WitnessedHead } from "../../shared/evidence/witnessed-head.ts";
import { describeError, log } from "../../shared/log.ts";
import { remember } from "../../shared/remember.ts";

/** What is known of where a controller's chain ends: it, that the chain has no entry yet, or that it cannot be read. */
export type SeenHead = WitnessedHead | "none" | "unreadable";

/** Reads where the chain of that controller ends; undefined where it has no entry yet. */
export type ReadHead = (controllerId: string) => Promise<WitnessedHead | undefined>;

/** For how long a head counts as where a chain ends, in milliseconds: a burst of mails to one controller shares it. */
const countsFor = 1_000;

/**
 * The heads of chains for one invocation. Once one cannot be read this invocation asks for no other: mails are not to wait
 * for the evidence.
 */
export function watchHeads(read: ReadHead, now: () => Date): (controllerId: string) => Promise<SeenHead> {
  const readRemembered = remember(read, countsFor, now);
  let isReadable = true;
  return async (controllerId) => {
    if (!isReadable) return "unreadable";
    try {
      return (await readRemembered(controllerId)) ?? "none";
    } catch (error) {
      isReadable = false;
      log("EVIDENCE_HEAD_UNREADABLE", { controllerId, error: describeError(error).error });
      return "unreadable";
    }
  };
}
