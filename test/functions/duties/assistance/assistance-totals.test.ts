import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalsOf } from "../../../../functions/duties/assistance/assistance-totals.ts";
import { durationText } from "../../../../functions/duties/assistance/duration-text.ts";
import { helpKinds } from "../../../../shared/duty-choices.ts";

const help = fc.record({
  controllerId: fc.constantFrom("a", "b", "c"),
  controllerName: fc.constantFrom("Old", "New"),
  help: fc.constantFrom(...helpKinds),
  minutes: fc.nat(600),
  chargeable: fc.boolean(),
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

describe("the totals of help", () => {
  test("lose no minute and charge none twice, whatever was recorded", () => {
    fc.assert(
      fc.property(fc.array(help), (cases) => {
        const totals = totalsOf(cases);
        const charged = cases.filter(({ chargeable }) => chargeable);
        expect(sum(totals.map(({ minutes }) => minutes))).toBe(sum(cases.map(({ minutes }) => minutes)));
        expect(sum(totals.map(({ chargeableMinutes }) => chargeableMinutes))).toBe(
          sum(charged.map(({ minutes }) => minutes)),
        );
        const rows = totals.map(({ controllerId, kind }) => `${controllerId} ${kind}`);
        expect(new Set(rows).size).toBe(rows.length);
      }),
    );
  });

  test("name a controller as it was called last", () => {
    const one = { controllerId: "a", help: "dpia", minutes: 10 } as const;
    const cases = [
      { ...one, controllerName: "New" },
      { ...one, controllerName: "Old" },
    ];
    expect(totalsOf(cases)).toEqual([
      { controllerId: "a", name: "New", kind: "dpia", minutes: 20, chargeableMinutes: 0 },
    ]);
  });
});

describe("a time in words", () => {
  test.each([
    [0, "0 minuten", "0 minutes"],
    [1, "1 minuut", "1 minute"],
    [60, "1 uur", "1 hour"],
    [150, "2 uur en 30 minuten", "2 hours and 30 minutes"],
  ])("%i minutes", (minutes, nl, en) => {
    expect([durationText(minutes, "nl"), durationText(minutes, "en")]).toEqual([nl, en]);
  });
});
