import { randomBytes } from "node:crypto";

/** How many bytes are drawn at once: to draw them takes its time, for each few as for all of these. */
const drawn = 4_096;

let supply = Buffer.alloc(0);

/**
 * Random bytes that nobody can guess. Each is given once.
 * @param count at most 4,096
 */
export function secretBytes(count: number): Buffer {
  if (supply.length < count) supply = randomBytes(drawn);
  const given = Buffer.from(supply.subarray(0, count));
  supply.fill(0, 0, count);
  supply = supply.subarray(count);
  return given;
}
