import { hash, randomUUID } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type DeadLetter, deadLetter } from "./dead-letter.ts";

const stored = deadLetter.extend({
  /** What tells it from others. */
  id: z.string(),
  /** Where the event is from that it is about, as that says itself; absent where a schedule sent it. */
  source: z.string().optional(),
});

/** A release that took no letters out gave them no id, and kept nothing of the event that they are about. */
const unnamed = deadLetter.transform((letter) => ({
  ...letter,
  id: hash("sha256", JSON.stringify(letter)),
  source: "unknown",
}));

const line = z.union([stored, unnamed]);

/** A letter and the queue that it lies in, by its logical id. */
export type StoredLetter = z.infer<typeof stored> & { queue: string };

/** The dead-letter queues of a local run. */
export type DeadLetters = {
  /** @param event what was given up, of a letter that is not about stream records */
  put(queue: string, letter: DeadLetter, event?: unknown): void;
  /** All letters, oldest first. */
  list(): StoredLetter[];
  /** The event that a letter is about; undefined after a restart, as personal data may be in it and it is written nowhere. */
  eventOf(id: string): unknown;
  /** Takes letters out; those that are not there are no matter. */
  remove(ids: readonly string[]): void;
};

const ending = ".jsonl";

const event = z.object({ source: z.string() });

/** Dead-letter queues that are files in a folder, with a letter on each line. */
export function openDeadLetters(folder: string): DeadLetters {
  const events = new Map<string, unknown>();
  const files = () => readdirSync(folder).filter((file) => file.endsWith(ending));

  function read(file: string): StoredLetter[] {
    const lines = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
    const queue = file.slice(0, -ending.length);
    return lines.map((text) => ({ queue, ...line.parse(JSON.parse(text)) }));
  }

  return {
    put(queue, letter, content) {
      const id = randomUUID();
      const { source } = event.safeParse(content).data ?? {};
      appendFileSync(join(folder, `${queue}${ending}`), `${JSON.stringify({ ...letter, id, source })}\n`);
      events.set(id, content);
    },
    list: () =>
      files()
        .flatMap(read)
        .toSorted((a, b) => a.timestamp.localeCompare(b.timestamp)),
    eventOf: (id) => events.get(id),
    remove(ids) {
      for (const file of files()) {
        const letters = read(file);
        const left = letters.filter(({ id }) => !ids.includes(id));
        if (left.length === letters.length) continue;
        const text = left.map(({ queue: _, ...letter }) => `${JSON.stringify(letter)}\n`).join("");
        // In one step: whoever reads it meanwhile finds the one or the other.
        writeFileSync(join(folder, `${file}.new`), text);
        renameSync(join(folder, `${file}.new`), join(folder, file));
      }
      for (const id of ids) events.delete(id);
    },
  };
}
