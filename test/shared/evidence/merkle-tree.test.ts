import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashLine } from "../../../shared/evidence/entry.ts";
import {
  addLeaf,
  auditPaths,
  type Peaks,
  rootFrom,
  rootOf,
  treeRoot,
} from "../../../shared/evidence/merkle-tree.ts";

/** The leaves, roots and audit paths of the reference implementation of RFC 6962 (google/certificate-transparency). */
const referenceLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => hashLine(Buffer.from(hex, "hex")));

const referenceRoots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => hashLine(`leaf ${i}`));

function peaksOf(leaves: readonly string[]): Peaks {
  return leaves.reduce<Peaks>((peaks, leaf, size) => addLeaf(peaks, size, leaf), []);
}

describe("the root", () => {
  test.each(referenceRoots.map((root, size) => ({ size, root })))(
    "of $size leaves is that of the reference implementation",
    ({ size, root }) => {
      const leaves = referenceLeaves.slice(0, size);
      expect(treeRoot(leaves)).toBe(root);
      expect(rootOf(peaksOf(leaves))).toBe(root);
    },
  );

  test("is the same by the recursion that RFC 6962 defines it with, for all sizes up to 40", () => {
    const node = (left: string, right: string) =>
      createHash("sha256").update("\x01").update(left, "hex").update(right, "hex").digest("hex");
    const defined = (leaves: readonly string[]): string => {
      const [only = createHash("sha256").digest("hex")] = leaves;
      if (leaves.length < 2) return only;
      const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
      return node(defined(leaves.slice(0, k)), defined(leaves.slice(k)));
    };
    for (let size = 0; size <= 40; size += 1) {
      expect(rootOf(peaksOf(leavesOf(size)))).toBe(defined(leavesOf(size)));
    }
  });

  test("has a peak for each 1 in the binary number of leaves", () => {
    for (let size = 0; size <= 40; size += 1) {
      expect(peaksOf(leavesOf(size))).toHaveLength([...size.toString(2)].filter((bit) => bit === "1").length);
    }
  });

  test("of a tree of more than 2^32 leaves is reached by adding to its peaks", () => {
    const peaks = leavesOf(2);
    expect(addLeaf(peaks, 2 ** 33 + 1, "ab".repeat(32))).toHaveLength(2);
    expect(addLeaf(peaks, 2 ** 33 + 2 ** 32, "ab".repeat(32))).toEqual([...peaks, "ab".repeat(32)]);
  });
});

const auditPathOf = (leaves: readonly string[], index: number) =>
  auditPaths(leaves, [index]).get(index) ?? [];

describe("an audit path", () => {
  test.each([
    { index: 0, size: 1, path: [] },
    {
      index: 0,
      size: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    },
    {
      index: 5,
      size: 8,
      path: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    },
    {
      index: 2,
      size: 3,
      path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    },
  ])("of leaf $index of $size is that of the reference implementation", ({ index, size, path }) => {
    expect(auditPathOf(referenceLeaves.slice(0, size), index)).toEqual(path);
  });

  test("leads from each leaf to the root, for all sizes up to 40", () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = leavesOf(size);
      const paths = auditPaths(leaves, leaves.keys());
      for (const [index, leaf] of leaves.entries()) {
        expect(rootFrom(leaf, { index, size }, paths.get(index) ?? [])).toBe(treeRoot(leaves));
      }
    }
  });

  test("leads nowhere near it from another leaf or place, in a tree of another size, or when it is changed", () => {
    const places = fc
      .integer({ min: 2, max: 40 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(size - 1)));
    fc.assert(
      fc.property(places, fc.nat(6), ([size, index, other], place) => {
        const leaves = leavesOf(size);
        const [leaf = "", path] = [leaves[index], auditPathOf(leaves, index)];
        const root = treeRoot(leaves);
        if (other !== index) {
          expect(rootFrom(leaf, { index: other, size }, path)).not.toBe(root);
          expect(rootFrom(leaves[other] ?? "", { index, size }, path)).not.toBe(root);
        }
        const changed = path.with(place % path.length, leaf);
        for (const wrong of [changed, path.slice(1), path.slice(0, -1), [...path, leaf]]) {
          expect(rootFrom(leaf, { index, size }, wrong)).not.toBe(root);
        }
        expect(rootFrom(leaf, { index: size, size }, path)).toBeUndefined();
      }),
    );
  });
});
