import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { provedHeads, sealOver } from "../../../functions/evidence/seal-tree.ts";
import { openSeal, sealedHeadProof } from "../../../shared/evidence/seal.ts";
import { anyHeads, memoryKey, sealed } from "./seal-world.ts";

const key = memoryKey();
const place = { number: 7, previous: "ab".repeat(32), at: "2026-11-22T11:00:00.000Z" };

describe("a seal", () => {
  // G3
  test("proves every head that is under it, to whoever has the public key", async () => {
    await fc.assert(
      fc.asyncProperty(anyHeads, async (heads) => {
        const { seal, object } = await sealed(heads, key);
        const proved = provedHeads(object);
        expect(new Set(proved.map(({ head }) => head))).toEqual(new Set(heads));
        for (const { head, proof } of proved) {
          const told = sealedHeadProof.parse(proof());
          expect(told.head).toEqual(head);
          expect(openSeal(told, key.spki)).toEqual(seal);
        }
      }),
    );
  });

  // G1, G3
  test("proves no head that is not under it, and none in another's place", async () => {
    await fc.assert(
      fc.asyncProperty(anyHeads, async (heads) => {
        const { object } = await sealed(heads, key);
        const proofs = provedHeads(object).map(({ proof }) => proof());
        for (const [index, proof] of proofs.entries()) {
          const ahead = { ...proof.head, sequence: proof.head.sequence + 1 };
          const others = proofs.filter((other) => other !== proof).map(({ head }) => head);
          for (const head of [ahead, ...others.slice(0, 1)])
            expect(openSeal({ ...proof, head }, key.spki)).toBe("the head is not under the seal");
          const elsewhere = { ...proof, index: (index + 1) % (proofs.length + 1) };
          expect(openSeal(elsewhere, key.spki)).toBe("the head is not under the seal");
        }
      }),
      { numRuns: 30 },
    );
  });

  test("is the same in whatever order the chains were read", () => {
    const shuffled = anyHeads.chain((heads) =>
      fc.tuple(
        fc.constant(heads),
        fc.shuffledSubarray(heads, { minLength: heads.length, maxLength: heads.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([heads, others]) => {
        expect(sealOver(others, place, key.spki)).toEqual(sealOver(heads, place, key.spki));
      }),
    );
  });

  test("says which it is, which it follows, of when it is and who signs it", () => {
    expect(sealOver([], place, key.spki).seal).toEqual({
      v: 1,
      kind: "evidence-seal",
      ...place,
      size: 0,
      root: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
