import { sha256 } from "./hashes.ts";

/**
 * The hash tree of RFC 6962, section 2.1, over leaves that are hashed already; every hash in hex.
 *
 * Its `peaks` are the roots of the complete subtrees that its leaves make, the largest first: one for each 1 in the binary
 * number of leaves. They are all that is needed to add leaves and to know the root.
 */
export type Peaks = readonly string[];

/** What a node is hashed from: its prefix and two hashes. The same bytes each time, as verifying takes a node per entry. */
const nodeBytes = Buffer.alloc(1 + 2 * 32, 1);

function node(left: string, right: string): string {
  nodeBytes.write(left, 1, "hex");
  nodeBytes.write(right, 33, "hex");
  return sha256(nodeBytes);
}

/** The peaks after one more leaf. @param size how many leaves there were */
export function addLeaf(peaks: Peaks, size: number, leaf: string): string[] {
  const grown = [...peaks];
  let added = leaf;
  // Not by bits: those of a number in JavaScript end at the 32nd.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) added = node(grown.pop() ?? "", added);
  grown.push(added);
  return grown;
}

/** The root over what these peaks stand for. */
export function rootOf(peaks: Peaks): string {
  if (peaks.length === 0) return sha256("");
  return peaks.reduceRight((right, left) => node(left, right));
}

/** The root over these leaves. */
export function treeRoot(leaves: readonly string[]): string {
  return rootOf(leaves.reduce<Peaks>((peaks, leaf, size) => addLeaf(peaks, size, leaf), []));
}

/**
 * The audit paths of some leaves in the tree over all of them (RFC 6962, section 2.1.1), by their indexes from 0; each from
 * the leaf's sibling upwards. It takes about as many hashes as there are leaves, for however many paths.
 */
export function auditPaths(
  leaves: readonly string[],
  indexes: Iterable<number>,
): ReadonlyMap<number, readonly string[]> {
  const paths = new Map(Array.from(indexes, (index): [number, string[]] => [index, []]));
  rootWithPaths(leaves, 0, [...paths]);
  return paths;
}

/** The root over the leaves that begin at this index, on the way adding to each path that leads through it. */
function rootWithPaths(
  leaves: readonly string[],
  first: number,
  paths: readonly [number, string[]][],
): string {
  if (leaves.length < 2 || paths.length === 0) return treeRoot(leaves);
  const split = largestPowerBelow(leaves.length);
  const inLeft = paths.filter(([index]) => index < first + split);
  const inRight = paths.filter(([index]) => index >= first + split);
  const left = rootWithPaths(leaves.slice(0, split), first, inLeft);
  const right = rootWithPaths(leaves.slice(split), first + split, inRight);
  for (const [, path] of inLeft) path.push(right);
  for (const [, path] of inRight) path.push(left);
  return node(left, right);
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The root that a leaf and its audit path lead to (RFC 9162, section 2.1.3.2); undefined where the path cannot be one. */
export function rootFrom(
  leaf: string,
  { index, size }: { index: number; size: number },
  path: readonly string[],
): string | undefined {
  if (index >= size) return undefined;
  let [fn, sn] = [index, size - 1];
  let root = leaf;
  for (const sibling of path) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      root = node(sibling, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      root = node(root, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? root : undefined;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
