import { describe, expect, test } from "vitest";
import type { TerminationEntry } from "../../../functions/termination/agreement.ts";
import {
  destructionConcerns,
  readDestructionConcerns,
} from "../../../functions/termination/destruction-concerns.ts";
import { putItems } from "../../support/table-items.ts";
import { day, destructionWorld, toldAt } from "./destruction-world.ts";
import { outcome, place, termination } from "./terminations.ts";

const of = termination();
const destroyBy = new Date(of.destroyBy);
const { reference, controllerId } = of;

function entryOf(sequence: number, changes: Partial<TerminationEntry>): TerminationEntry {
  return {
    ...{ v: 1, kind: "termination-entry", reference, controllerId, sequence },
    ...{ move: "close", at: "2027-02-01T00:00:00.000Z", by: "destroy" },
    ...changes,
  };
}

const toIncomplete = [
  entryOf(1, { move: "close" }),
  entryOf(2, { move: "begin" }),
  entryOf(3, {
    move: "report",
    at: "2027-02-01T01:00:00.000Z",
    outcome: outcome({ objects: [place({ replicas: ["replica-1"] })] }),
  }),
];

function concernsAt(at: Date, entries: readonly TerminationEntry[] = []) {
  return destructionConcerns({ case: of, entries, deliveries: [] }, undefined, at);
}

describe("a destruction", () => {
  test("needs nobody until two days before it is overdue", () => {
    expect(concernsAt(new Date(destroyBy.getTime() - 2 * day - 1))).toEqual([]);
    expect(concernsAt(new Date(destroyBy.getTime() - 2 * day))).toMatchObject([
      { level: "yellow", due: of.destroyBy, controllerId, next: `destruction status ${controllerId}` },
    ]);
  });

  // F4
  test("that is not finished in time is red from then on", () => {
    expect(concernsAt(destroyBy)).toEqual([
      {
        kind: "destruction",
        level: "red",
        reference,
        controllerId,
        since: of.destroyBy,
        due: of.destroyBy,
        what: "The controller's data was to be destroyed by now.",
        next: `destruction status ${controllerId}`,
      },
    ]);
  });

  test("that left something is red at once, and names why", () => {
    const what = "Not all of the controller's data is destroyed: replicated.";
    expect(concernsAt(new Date("2027-02-01T02:00:00Z"), toIncomplete)).toMatchObject([
      { level: "red", since: "2027-02-01T01:00:00.000Z", what },
    ]);
    expect(concernsAt(destroyBy, toIncomplete)).toMatchObject([{ what: expect.stringContaining(what) }]);
  });

  test("whose runs fail one after the other is red until one does not", () => {
    const failing = [entryOf(1, { move: "fail", reason: "AccessDenied" })];
    const at = new Date("2027-02-01T02:00:00Z");
    const concernsAfter = (failures: number) => {
      const destruction = { v: 1, kind: "destruction", reference, controllerId, run: 3, ended: 1 } as const;
      const dossier = { case: of, entries: failing, deliveries: [] };
      return destructionConcerns(dossier, { ...destruction, failures, objects: [] }, at);
    };
    expect(concernsAfter(2)).toMatchObject([{ level: "red", since: failing[0]?.at }]);
    expect(concernsAfter(0)).toEqual([]);
  });

  test("that is certified or withdrawn needs nobody", () => {
    const late = new Date(destroyBy.getTime() + day);
    const certified = [...toIncomplete, entryOf(4, { move: "certify", outcome: outcome() })];
    expect(concernsAt(late, certified)).toEqual([]);
    expect(concernsAt(late, [entryOf(1, { move: "withdraw" })])).toEqual([]);
  });
});

// H6
test("destructions are told of also beside one that cannot be read", async () => {
  const world = await destructionWorld({ toldAt });
  const other = await world.terminate("voorbeeld-b");
  await putItems(world.table, [{ pk: other, sk: "case#000001", kind: "of another release" }]);
  const found = await readDestructionConcerns(world.table, destroyBy);
  expect(found.map((one) => [one.kind, one.reference]).sort()).toEqual([
    ["destruction", world.reference],
    ["unreadable", other],
  ]);
});
