import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFacts } from "../../../../functions/breach/facts/changes.ts";
import { sayFact } from "../../../../functions/breach/facts/say-fact.ts";
import { factNames } from "../../../../functions/breach/report.ts";
import { anyFacts } from "./any-facts.ts";

describe("the facts that have changed", () => {
  test("are those that are new or other, in the order in which they are shown", () => {
    const before = { description: "A", cause: "B", ongoing: true };
    const after = { description: "A", cause: "C", ongoing: false, informed: [] };
    expect(changedFacts(before, after)).toEqual(["ongoing", "cause", "informed"]);
  });

  test("are none where only the writing differs", () => {
    expect(
      changedFacts(
        {
          discoveredAt: "2026-11-22T08:30:00+01:00",
          nature: ["integrity", "availability"],
          contact: { name: "A", email: "a@b.example" },
        },
        {
          discoveredAt: "2026-11-22T07:30Z",
          nature: ["availability", "integrity"],
          contact: { email: "a@b.example", name: "A" },
        },
      ),
    ).toEqual([]);
  });

  test("are exactly those that read differently, in both languages", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const changed = changedFacts(before, after);
        for (const language of ["nl", "en"] as const)
          for (const name of factNames)
            expect(sayFact(name, before, language) !== sayFact(name, after, language)).toBe(
              changed.includes(name),
            );
        expect(changedFacts(after, before)).toEqual(changed);
        expect(changedFacts(before, before)).toEqual([]);
      }),
    );
  });
});
