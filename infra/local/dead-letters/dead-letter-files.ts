import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DeadLetter, deadLetter } from "./dead-letter.ts";

/** A letter and the queue that it lies in, by its logical id. */
export type StoredLetter = DeadLetter & { queue: string };

/** The dead-letter queues of a local run. */
export type DeadLetters = {
  put(queue: string, letter: DeadLetter): void;
  /** All letters, oldest first. */
  list(): StoredLetter[];
};

const ending = ".jsonl";

/** Dead-letter queues that are files in a folder, with a letter on each line; nothing takes them out again. */
export function openDeadLetters(folder: string): DeadLetters {
  function read(file: string): StoredLetter[] {
    const lines = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
    const queue = file.slice(0, -ending.length);
    return lines.map((line) => ({ queue, ...deadLetter.parse(JSON.parse(line)) }));
  }

  return {
    put: (queue, letter) => appendFileSync(join(folder, `${queue}${ending}`), `${JSON.stringify(letter)}\n`),
    list: () =>
      readdirSync(folder)
        .filter((file) => file.endsWith(ending))
        .flatMap(read)
        .toSorted((a, b) => a.timestamp.localeCompare(b.timestamp)),
  };
}
