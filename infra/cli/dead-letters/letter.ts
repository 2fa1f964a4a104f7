import type { HandedOver } from "../../local/dead-letters/hand-over.ts";

/**
 * Something that a function gave up, without the data in it: a run by the clock, an event, or a stretch of the table's
 * stream. Of a message that says none of this the function is not known.
 */
export type Letter = {
  id: string;
  queue: string;
  function: string;
  kind: "run" | "event" | "stream" | "unreadable";
  /** When it was given up, an instant. */
  at: string;
  /** What it failed with. */
  why: string;
  /** How often it was tried; undefined where that is not told. */
  tries: number | undefined;
};

/** Letters that one call of a function settles. */
export type Bundle = readonly [Letter, ...Letter[]];

/** The dead-letter queues of a system, looked into once. */
export type LetterBox = {
  /** Oldest first. */
  letters: readonly Letter[];
  /** How many more there are that another command has lent, or had lent when it was interrupted. */
  heldByOthers: number;
  /** Hands the first to its function again, and takes all of them out where that went well. */
  handOver(letters: Bundle): Promise<HandedOver>;
  /** Takes letters out as they are. */
  remove(letters: Bundle): Promise<void>;
  /** Lets others look at what is left. */
  close(): Promise<void>;
};

/** What an event is that comes from there: nothing but a schedule starts a function without a word. */
export function kindOf(source: string | undefined): "run" | "event" {
  return source === undefined || source === "aws.scheduler" ? "run" : "event";
}
