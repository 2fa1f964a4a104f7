import { describe, expect, test } from "vitest";
import type { Letter } from "../../../../infra/cli/dead-letters/letter.ts";
import { lettersText, redrivenText } from "../../../../infra/cli/dead-letters/letters-text.ts";
import { bundlesOf, redrive } from "../../../../infra/cli/dead-letters/redrive.ts";
import type { HandedOver } from "../../../../infra/local/dead-letters/hand-over.ts";

const letter = (id: string, name: string, kind: Letter["kind"]): Letter => ({
  id,
  queue: "Q",
  function: name,
  kind,
  at: "2026-11-22T10:15:00.000Z",
  why: "Error",
  tries: 1,
});
const [sweep1, destroy, sweep2] = ["sweep", "destroy", "sweep"].map((name, i) =>
  letter(`r${i}`, name, "run"),
);
const [bounce1, bounce2] = ["e1", "e2"].map((id) => letter(id, "track-delivery", "event"));
const changes = letter("s1", "forward", "stream");
const unrecorded = letter("s2", "record-evidence", "stream");

/** Redrives letters that all end so. */
async function end(letters: Letter[], handedOver: HandedOver, discardGone = false) {
  const handed: string[][] = [];
  const removed: string[] = [];
  const told: number[] = [];
  const box = {
    handOver: async (bundle: readonly Letter[]) => {
      handed.push(bundle.map(({ id }) => id));
      return handedOver;
    },
    remove: async (bundle: readonly Letter[]) => void removed.push(...bundle.map(({ id }) => id)),
  };
  const redriven = await redrive(box, letters, discardGone, (done) => told.push(done));
  return { handed, removed, told, redriven, text: redrivenText(redriven, 0) };
}

describe("redriving", () => {
  test("makes the runs of a function once, and hands over each event", () => {
    const letters = [sweep1, bounce1, destroy, bounce2, sweep2, changes].flatMap((one) => one ?? []);
    expect(bundlesOf(letters).map((bundle) => bundle.map(({ id }) => id))).toEqual([
      ["r0", "r2"],
      ["e1"],
      ["r1"],
      ["e2"],
      ["s1"],
    ]);
  });

  test("tells how far it is, and what went well", async () => {
    const letters = [sweep1, bounce1, sweep2].flatMap((one) => one ?? []);
    const { handed, removed, told, redriven, text } = await end(letters, { outcome: "done" });
    expect([handed, removed, told]).toEqual([[["r0", "r2"], ["e1"]], [], [2, 3]]);
    expect(redriven.map((one) => one.removed)).toEqual([true, true, true]);
    expect(text.match(/went well, and is taken out/g)).toHaveLength(3);
  });

  test("leaves what fails again", async () => {
    const { removed, redriven, text } = await end([changes], { outcome: "failed", why: "TypeError\u001b" });
    expect([removed, redriven.map((one) => one.removed)]).toEqual([[], [false]]);
    expect(text).toContain("failed again (TypeError⟨U+001B⟩), and stays");
  });

  test("takes out changes that the stream has forgotten where sweep has sent them, and no others", async () => {
    const { removed, redriven, text } = await end([changes, unrecorded], { outcome: "gone" });
    expect([removed, redriven.map((one) => one.removed)]).toEqual([["s1"], [true, false]]);
    expect(text).toContain("sweep has long sent what was in it; it is taken out");
    expect(text).toContain("it is too late to record it, and it stays: see meldpunt evidence verify");
  });

  test("records nothing out of its order", async () => {
    const { handed, redriven } = await end([unrecorded], { outcome: "done" });
    expect([handed, redriven.map((one) => one.removed)]).toEqual([[], [false]]);
  });

  test("takes out whatever is gone where that is asked for", async () => {
    const letters = [unrecorded, bounce1].flatMap((one) => one ?? []);
    const { removed, text } = await end(letters, { outcome: "gone" }, true);
    expect(text).toContain("it is too late to record it; it is taken out");
    expect(removed).toEqual(["s2", "e1"]);
    expect(text).toContain("the event was not kept; it is taken out");
    expect((await end(letters, { outcome: "gone" })).text).toContain("add --discard-gone to take it out");
  });

  test("says so where there is nothing", async () => {
    expect((await end([], { outcome: "done" })).text).toBe("Nothing was given up.");
    expect(lettersText([], 0)).toBe("Nothing was given up.");
  });

  test("says so where others hold what there is", () => {
    const held = /^Held by another command, or by one that was interrupted: 3\./m;
    for (const text of [lettersText([], 3), lettersText([changes], 3), redrivenText([], 3)]) {
      expect(text).toMatch(held);
      expect(text).not.toContain("Nothing was given up");
    }
    expect(lettersText([changes], 3)).toContain("changes of the table");
  });
});
