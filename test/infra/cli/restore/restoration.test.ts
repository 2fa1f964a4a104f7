import { describe, expect, test } from "vitest";
import { together } from "../../../../infra/cli/restore/restoration.ts";
import { restorationText } from "../../../../infra/cli/restore/restoration-text.ts";
import type { RestoreStep } from "../../../../infra/cli/restore/restore-answer.ts";

const step = (changes: Partial<RestoreStep>): RestoreStep => ({
  since: "2026-12-20T09:55:00.000Z",
  stage: "chains",
  chains: { read: 0, all: 3 },
  controllers: [],
  happened: {},
  ...changes,
});

const none = { items: {}, reports: [] };

describe("the steps of a restoration", () => {
  const steps = [
    step({
      controllers: [
        { id: "voorbeeld-bv", removed: { items: { request: 2, delivery: 4 }, reports: ["BR-1"] } },
      ],
      happened: { terminations: ["AGR-1"], records: ["controllers/voorbeeld-bv", "reporters/r1"] },
      cursor: "1",
    }),
    step({
      controllers: [
        {
          id: "voorbeeld-bv",
          removed: { items: { request: 1 }, reports: ["BR-1", "BR-2"] },
          record: "taken_over",
          agreements: ["AGR-1"],
        },
        { id: "example-ltd", removed: none, record: "kept", agreements: ["AGR-2"] },
      ],
      happened: { terminations: ["AGR-2"], withdrawals: ["AGR-1"], cases: ["DSR-9", "DSR-8"] },
      cursor: "2",
    }),
    step({ stage: "search", left: 0 }),
  ];
  const found = together("Meldpunt-restored-1", steps);

  test("add up for each controller, and what was taken over is not to be repeated", () => {
    expect(found).toEqual({
      table: "Meldpunt-restored-1",
      since: "2026-12-20T09:55:00.000Z",
      controllers: [
        {
          id: "voorbeeld-bv",
          removed: { items: { request: 3, delivery: 4 }, reports: ["BR-1", "BR-2"] },
          record: "taken_over",
          agreements: ["AGR-1"],
        },
        { id: "example-ltd", removed: none, record: "kept", agreements: ["AGR-2"] },
      ],
      repeat: { terminations: ["AGR-2"], cases: ["DSR-8", "DSR-9"], records: ["reporters/r1"] },
      left: 0,
    });
  });

  test("are told in one text, with how to repeat what has to be", () => {
    expect(restorationText(found, true)).toBe(`The evidence was read back to 2026-12-20T09:55:00.000Z.

Removed again
  voorbeeld-bv  7 items  2 breach reports  its record: as in the table that serves
  example-ltd   0 items  0 breach reports  its record: as it was

Not in this table, to be repeated or looked after
  agreements that ended (agreements terminate): 1
    AGR-2
  cases that came in, and are not in this table: 2
    DSR-8
    DSR-9
  records that were changed: 1
    reporters/r1

Nothing of a destroyed controller is left: this table may serve.`);
  });

  test("tell what nothing goes on with, and that a table must not serve", () => {
    const unfinished = together("Meldpunt-restored-1", [
      step({
        since: null,
        controllers: [
          { id: "voorbeeld-bv", removed: none, record: "removed", unfinished: true, agreements: [] },
          { id: null, removed: { items: { request: 1 }, reports: [] } },
        ],
        left: 2,
      }),
    ]);
    const text = restorationText(unfinished, true);
    expect(text).toContain("read back to its beginning");
    expect(text).toMatch(/nothing goes on with: add the controller, and terminate\n {2}voorbeeld-bv/);
    expect(text).toMatch(/of no controller +1 item +0 breach reports\n/);
    expect(text).toContain("must not serve");
    expect(restorationText({ ...unfinished, repeat: {} }, false)).toContain("Would be removed again");
  });
});
