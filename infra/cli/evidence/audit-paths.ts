import { rootOf, treeRoot } from "../../../shared/evidence/merkle-tree.ts";

/**
 * The audit paths of some leaves in the tree over all of them (RFC 6962, section 2.1.1), by their indexes from 0; each from
 * the leaf's sibling upwards. It takes about as many hashes as there are leaves, for however many paths.
 */
export function auditPaths(
  leaves: readonly string[],
  indexes: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const paths = new Map(indexes.map((index): [number, string[]] => [index, []]));
  rootWithPaths(leaves, 0, paths);
  return paths;
}

/** The root over the leaves that begin at this index, on the way adding to each path that leads through it. */
function rootWithPaths(leaves: readonly string[], first: number, paths: Map<number, string[]>): string {
  const within = [...paths].filter(([index]) => index >= first && index < first + leaves.length);
  if (leaves.length < 2 || within.length === 0) return treeRoot(leaves);
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const left = rootWithPaths(leaves.slice(0, split), first, paths);
  const right = rootWithPaths(leaves.slice(split), first + split, paths);
  for (const [index, path] of within) path.push(index < first + split ? right : left);
  return rootOf([left, right]);
}
