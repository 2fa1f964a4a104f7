import fc from "fast-check";
import { expect, test } from "vitest";
import { auditPaths } from "../../../../infra/cli/evidence/audit-paths.ts";
import { sha256 } from "../../../../shared/evidence/hashes.ts";
import { auditPath } from "../../../../shared/evidence/merkle-tree.ts";

test("many paths at once are those that each leaf has by itself", () => {
  const sizes = fc.integer({ min: 1, max: 70 });
  const trees = sizes.chain((size) =>
    fc.record({ size: fc.constant(size), indexes: fc.uniqueArray(fc.nat({ max: size - 1 })) }),
  );
  fc.assert(
    fc.property(trees, ({ size, indexes }) => {
      const leaves = Array.from({ length: size }, (_, i) => sha256(`leaf ${i}`));
      const expected = new Map(indexes.map((index) => [index, auditPath(leaves, index)]));
      expect(auditPaths(leaves, indexes)).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});
