import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import {
  destructionDelete,
  destructionPut,
  readDestruction,
} from "../../../functions/termination/agreement-store.ts";
import type { Destruction } from "../../../functions/termination/destruction.ts";
import {
  dueDestructions,
  type Leased,
  openDestructions,
  Superseded,
  saveDestruction,
  takeLease,
} from "../../../functions/termination/destruction-store.ts";
import { destructionShards, type Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";

const at = new Date("2027-01-31T23:30:00.000Z");
const minutes = (n: number, from = at) => new Date(from.getTime() + n * 60_000);

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

/** A destruction that is due since half an hour. */
async function stored(
  reference = "AGR-7K3M-9QXT-2W5R",
  changes: Partial<Destruction> = {},
): Promise<Destruction> {
  const destruction: Destruction = {
    v: 1,
    kind: "destruction",
    reference,
    controllerId: "voorbeeld-bv",
    run: 0,
    ended: 0,
    failures: 0,
    objects: [],
    pendingShard: destructionShards.open,
    pendingAt: minutes(-30).toISOString(),
    ...changes,
  };
  await table.client.send(
    new TransactWriteItemsCommand({ TransactItems: [destructionPut(table, destruction)] }),
  );
  return destruction;
}

async function lease(reference: string, now = at): Promise<Leased> {
  const leased = await takeLease(table, reference, now, minutes(16, now));
  if (typeof leased === "string") throw new Error(leased);
  return leased;
}

describe("destructions of which something is to be done", () => {
  test("are found from the instant at which they are due, each among its own", async () => {
    const { reference } = await stored();
    await stored("AGR-0000-0000-0001", { pendingAt: at.toISOString() });
    await stored("AGR-0000-0000-0002", { pendingAt: minutes(1).toISOString() });
    await stored("AGR-0000-0000-0003", { pendingShard: destructionShards.kept });
    expect(await dueDestructions(table, "open", at)).toEqual([reference, "AGR-0000-0000-0001"]);
    expect(await dueDestructions(table, "kept", at)).toEqual(["AGR-0000-0000-0003"]);
    expect(await openDestructions(table)).toEqual([reference, "AGR-0000-0000-0001", "AGR-0000-0000-0002"]);
  });

  test("come after all others once a run has begun with them", async () => {
    const { reference } = await stored();
    await stored("AGR-0000-0000-0001", { pendingAt: minutes(-20).toISOString() });
    await lease(reference);
    expect(await dueDestructions(table, "open", minutes(60))).toEqual(["AGR-0000-0000-0001", reference]);
  });
});

// F5
describe("a run's lease", () => {
  test("is one at a time", async () => {
    const { reference } = await stored();
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => takeLease(table, reference, at, minutes(16))),
    );
    expect(taken.filter((one) => one !== "leased")).toHaveLength(1);
    expect(await readDestruction(table, reference)).toMatchObject({
      run: 1,
      leaseUntil: minutes(16).toISOString(),
    });
  });

  test("gives what is stored, and says whether the run before was cut short", async () => {
    const { reference, ...rest } = await stored();
    expect(await lease(reference)).toMatchObject({
      wasCutShort: false,
      destruction: { controllerId: rest.controllerId, run: 1 },
    });
    expect(await takeLease(table, reference, minutes(15.99), minutes(32))).toBe("leased");
    const second = await lease(reference, minutes(16));
    expect(second.wasCutShort).toBe(true);
    expect(second.destruction).toEqual(await readDestruction(table, reference));
    await saveDestruction(table, second.destruction, { leaseUntil: null });
    expect(await lease(reference, minutes(17))).toMatchObject({
      wasCutShort: false,
      destruction: { run: 3 },
    });
  });

  test("makes no destruction where there is none", async () => {
    expect(await takeLease(table, "AGR-0000-0000-0000", at, minutes(16))).toBe("gone");
    expect(await readDestruction(table, "AGR-0000-0000-0000")).toBeUndefined();
  });
});

describe("what a run writes down", () => {
  test("is added to what is there; null takes away, and undefined does nothing", async () => {
    const { reference } = await stored();
    const { destruction } = await lease(reference);
    const saved = await saveDestruction(table, destruction, {
      failures: 3,
      leaseUntil: null,
      isInexact: true,
      reportedAt: undefined,
    });
    const { leaseUntil: _, ...rest } = destruction;
    expect(saved).toEqual({ ...rest, failures: 3, isInexact: true });
    expect(await readDestruction(table, reference)).toEqual(saved);
  });

  // F5
  test("is refused once another run has begun", async () => {
    const { reference } = await stored();
    const { destruction } = await lease(reference);
    const { destruction: second } = await lease(reference, minutes(60));
    await expect(saveDestruction(table, destruction, { ended: 9 })).rejects.toThrow(Superseded);
    expect(await readDestruction(table, reference)).toEqual(second);
  });

  // F3
  test("does not bring back what was withdrawn", async () => {
    const { reference } = await stored();
    const { destruction } = await lease(reference);
    await table.client.send(
      new TransactWriteItemsCommand({ TransactItems: [destructionDelete(table, reference)] }),
    );
    await expect(saveDestruction(table, destruction, { leaseUntil: null })).rejects.toThrow(Superseded);
    expect(await readDestruction(table, reference)).toBeUndefined();
  });
});
