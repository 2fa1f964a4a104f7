import { describe, expect, test } from "vitest";
import { commitOnce } from "../../shared/commit-once.ts";

type Case = { reference: string; receiptHash: string; bodyHash: string };

const mine = { receiptHash: "mine", bodyHash: "body" };
const open = (counter: number) => ({ case: { reference: `ref-${counter}`, ...mine }, receiptCode: "CODE" });

/** A store that holds these cases, and the references that it was given. */
function storeOf(...cases: Case[]) {
  const stored = new Map(cases.map((one) => [one.reference, one]));
  const asked: string[] = [];
  const commit = async (newCase: Case) => {
    asked.push(newCase.reference);
    const existing = stored.get(newCase.reference);
    if (!existing) stored.set(newCase.reference, newCase);
    return existing;
  };
  return { asked, commit };
}

describe("a submission", () => {
  // A1
  test("is committed once, and found by its repetition", async () => {
    const { asked, commit } = storeOf();
    expect(await commitOnce(open, commit)).toEqual({ ...open(0), replayed: false });
    expect(await commitOnce(open, commit)).toEqual({ ...open(0), replayed: true });
    expect(asked).toEqual(["ref-0", "ref-0"]);
  });

  // A2
  test("with another body under the same key is refused", async () => {
    const { commit } = storeOf({ ...open(0).case, bodyHash: "other" });
    await expect(commitOnce(open, commit)).rejects.toMatchObject({ reason: "idempotency_key_reused" });
  });

  // A6
  test("whose reference is another's gets the second one, and is refused when that is too", async () => {
    const [first, second] = [0, 1].map((n) => ({ ...open(n).case, receiptHash: "another's" }));
    if (!first || !second) return expect.fail();
    const one = storeOf(first);
    expect(await commitOnce(open, one.commit)).toEqual({ ...open(1), replayed: false });
    const both = storeOf(first, second);
    await expect(commitOnce(open, both.commit)).rejects.toMatchObject({
      reason: "not_stored",
      headers: { "retry-after": "5" },
    });
    expect(both.asked).toEqual(["ref-0", "ref-1"]);
  });

  // A7
  test("that the store does not answer is refused with when to come back; any other error stays as it is", async () => {
    const failing = (error: Error) => async () => {
      throw error;
    };
    const down = Object.assign(new Error("down"), { code: "ECONNREFUSED" });
    await expect(commitOnce(open, failing(down))).rejects.toMatchObject({ reason: "not_stored" });
    const ours = new TypeError("ours");
    await expect(commitOnce(open, failing(ours))).rejects.toBe(ours);
  });
});
