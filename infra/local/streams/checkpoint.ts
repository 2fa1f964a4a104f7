import { readFileSync, renameSync, writeFileSync } from "node:fs";
import * as z from "zod";

const position = z.object({
  /** Everything up to this sequence number has been handled. Absent: nothing has. */
  after: z.string().optional(),
  /** Whether the shard has ended and all of it has been handled. */
  done: z.boolean().default(false),
});

const checkpoint = z.object({ streamArn: z.string(), shards: z.record(z.string(), position) });

/** How far into each shard of its stream a mapping is. */
export type Checkpoint = z.infer<typeof checkpoint>;

/** The checkpoint in a file; undefined when there is none that can be read, or it is about another stream. */
export function readCheckpoint(file: string, streamArn: string): Checkpoint | undefined {
  try {
    const read = checkpoint.parse(JSON.parse(readFileSync(file, "utf8")));
    return read.streamArn === streamArn ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a checkpoint so that a kill in the middle leaves the old one. */
export function writeCheckpoint(file: string, content: Checkpoint): void {
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}
