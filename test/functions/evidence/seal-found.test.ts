import { describe, expect, test } from "vitest";
import { ForeignSeal, readFoundSeal } from "../../../functions/evidence/seal-found.ts";
import { beforeTheFirst } from "../../../shared/evidence/entry.ts";
import { memoryKey, sealed } from "./seal-world.ts";

const key = memoryKey();
const head = { chain: "controllers/bakker", sequence: 1, hash: "a".repeat(64), root: "b".repeat(64) };
const heads = [head, { ...head, chain: "controllers/slager" }, { ...head, chain: "processor" }];
const expected = { number: 1, previous: beforeTheFirst };

describe("what the bucket holds in the place of a seal", () => {
  test("is taken for it where it is whole and ours", async () => {
    const ours = await sealed(heads, key);
    expect(readFoundSeal(JSON.stringify(ours.object), expected, key.spki)).toEqual(ours);
  });

  // G3
  test.each([
    ["no JSON", async () => "seal", "it does not have the form of a seal"],
    ["another form", async () => JSON.stringify({ heads }), "it does not have the form of a seal"],
    [
      "another's seal",
      async () => JSON.stringify((await sealed(heads, memoryKey())).object),
      "the signature is not this key's",
    ],
    [
      "a seal that was changed",
      async () => {
        const { object } = await sealed(heads, key);
        return JSON.stringify({ ...object, seal: object.seal.replace(`"number":1`, `"number":2`) });
      },
      "the signature is not this key's",
    ],
    [
      "our seal of another number",
      async () => JSON.stringify((await sealed(heads, key, { number: 2 })).object),
      "it is seal number 2",
    ],
    [
      "our seal of another past",
      async () => JSON.stringify((await sealed(heads, key, { previous: "a".repeat(64) })).object),
      "it does not follow the seal before",
    ],
    [
      "a head more",
      async () => {
        const { object } = await sealed(heads, key);
        return JSON.stringify({ ...object, heads: [...heads, head] });
      },
      "its heads are not those that it seals",
    ],
    [
      "a head that was changed",
      async () => {
        const { object } = await sealed(heads, key);
        return JSON.stringify({
          ...object,
          heads: object.heads.with(0, { ...head, sequence: 9 }),
        });
      },
      "its heads are not those that it seals",
    ],
    [
      "another key beside it",
      async () => {
        const { object } = await sealed(heads, key);
        return JSON.stringify({ ...object, publicKey: memoryKey().spki.toString("base64") });
      },
      "it holds another key than the one that signed it",
    ],
  ])("is refused by number where it is %s", async (_, text, problem) => {
    const found = await text();
    const read = () => readFoundSeal(found, expected, key.spki);
    expect(read).toThrow(ForeignSeal);
    expect(read).toThrow(`seals/000000000001.json is not seal number 1: ${problem}`);
  });
});
