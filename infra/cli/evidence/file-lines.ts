import type { FileHandle } from "node:fs/promises";
import { longestLine } from "./entry-line.ts";

const lineFeed = 0x0a;
const chunkSize = 256 * 1024;

/** The bytes of a file from an offset on up to another one. Each chunk is the same memory as the one before. */
export async function* chunksOf(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let position = from; position < to; ) {
    const wanted = Math.min(chunkSize, to - position);
    const { bytesRead } = await file.read(buffer, 0, wanted, position);
    if (bytesRead === 0) throw new Error("the file became shorter while it was read");
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * The same bytes in pieces of whole lines. Only the last piece may lack its line feed: where the bytes end without one, or
 * with a line that is too long to be looked at, after which nothing more comes.
 */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const first = chunk.indexOf(lineFeed) + 1;
    const last = chunk.lastIndexOf(lineFeed) + 1;
    if (first > 0) yield Buffer.concat([rest, chunk.subarray(0, first)]);
    if (last > first) yield chunk.subarray(first, last);
    rest = Buffer.concat([first > 0 ? Buffer.alloc(0) : rest, chunk.subarray(last)]);
    if (rest.length > longestLine) break;
  }
  if (rest.length > 0) yield rest;
}

/** A line of a file without its line feed, and the offset at which it begins. */
export type PlacedLine = { line: Buffer; start: number };

/** The line whose line feed is right before an offset; undefined where there is none, or a line that is too long. */
export async function lineBefore(file: FileHandle, end: number): Promise<PlacedLine | undefined> {
  for (let size = 4096; ; size *= 2) {
    const from = Math.max(0, end - size);
    const bytes = await bytesOf(file, from, end);
    if (bytes.at(-1) !== lineFeed) return undefined;
    const start = bytes.lastIndexOf(lineFeed, -2) + 1;
    if (start > 0 || from === 0) return { line: bytes.subarray(start, -1), start: from + start };
    if (size > longestLine) return undefined;
  }
}

/** The bytes of a file from an offset on up to another one, or up to its end. */
export async function bytesOf(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
