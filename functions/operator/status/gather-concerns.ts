import { setTimeout } from "node:timers/promises";
import { type Concern, concernKinds } from "../../../shared/concern.ts";
import { describeError, log } from "../../../shared/log.ts";

/** Something that can need a human: what it is called, in the plural, and how to find out. */
export type ConcernSource = { name: string; read: (now: Date) => Promise<Concern[]> };

/** For how long, in milliseconds, a source is waited for: the answer has to leave within the gateway's time. */
const patience = 15_000;

/**
 * Everything that needs a human at that instant, worst first. A source that cannot be read, or not in time, hides no
 * other: that it is missing is a concern itself.
 */
export async function gatherConcerns(
  sources: readonly ConcernSource[],
  now: Date,
  longest = patience,
): Promise<Concern[]> {
  const found = await Promise.all(sources.map((source) => readSource(source, now, longest)));
  return found.flat().toSorted(worstFirst);
}

async function readSource({ name, read }: ConcernSource, now: Date, longest: number): Promise<Concern[]> {
  const answered = new AbortController();
  try {
    const late = setTimeout(longest, undefined, { signal: answered.signal }).then(() => {
      throw new Error("the source did not answer in time");
    });
    return await Promise.race([read(now), late]);
  } catch (error) {
    log("UNEXPECTED_ERROR", describeError(error));
    return [unread(name, now)];
  } finally {
    answered.abort();
  }
}

function unread(name: string, now: Date): Concern {
  return {
    kind: "unreadable",
    level: "red",
    reference: name,
    since: now.toISOString(),
    what: `The ${name} could not be read, so none of them is shown here.`,
    next: "status",
  };
}

function worstFirst(a: Concern, b: Concern): number {
  return (
    Number(a.level === "yellow") - Number(b.level === "yellow") ||
    concernKinds.indexOf(a.kind) - concernKinds.indexOf(b.kind) ||
    a.since.localeCompare(b.since)
  );
}
