import { beforeEach, describe, expect, test } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { readDestruction } from "../../../functions/termination/agreement-store.ts";
import { Superseded } from "../../../functions/termination/destruction-store.ts";
import { logged } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { agreementOffice, operator } from "./agreement-office.ts";

const later = new Date("2027-02-01T09:00:00.000Z");

let office: Awaited<ReturnType<typeof agreementOffice>>;
let reference: string;
beforeEach(async () => {
  office = await agreementOffice();
  reference = (await office.terminate()).history.case.reference;
});

/** All that says that the agreement has ended, or that its destruction is to come. */
async function standing() {
  const { termination } = await office.controller();
  const { deliveries, ...history } = await office.history(reference);
  const hasDestruction = (await readDestruction(office.table, reference)) !== undefined;
  return { phase: termination?.phase, state: stateOf(history), hasDestruction };
}

describe("taking the end of an agreement back", () => {
  // F3, F18
  test.each([
    ["before the run", []],
    ["while the intake is closed", ["close"]],
  ] as const)("%s leaves the controller as it was and nothing to be destroyed", async (_when, moves) => {
    for (const move of moves) await office.move(move);
    const history = await office.withdraw(later);
    expect(history.entries.at(-1)).toMatchObject({
      sequence: moves.length + 1,
      move: "withdraw",
      at: later.toISOString(),
      by: operator,
      pendingAt: later.toISOString(),
    });
    expect(await office.history(reference)).toEqual({ ...history, deliveries: [] });
    expect(await office.controller()).toEqual({
      ...voorbeeld(),
      version: 3 + moves.length,
      changedAt: later.toISOString(),
      changedBy: operator,
    });
    expect(await standing()).toEqual({ phase: undefined, state: "withdrawn", hasDestruction: false });
    expect(logged.join("")).toContain(`"move":"withdraw","state":"withdrawn"`);
  });

  // F3
  test.each([[["close", "begin"]], [["close", "begin", "certify"]]] as const)(
    "after %j is refused, says since when, and changes nothing",
    async (moves) => {
      for (const move of moves) await office.move(move, later);
      const before = await standing();
      await expect(office.withdraw()).rejects.toMatchObject({
        reason: "destruction_begun",
        because: "It began at 2027-02-01T09:00:00.000Z.",
      });
      expect(await standing()).toEqual(before);
    },
  );

  test("twice is refused the second time", async () => {
    await office.withdraw();
    await expect(office.withdraw()).rejects.toMatchObject({ reason: "not_terminated" });
    expect((await office.history(reference)).entries).toHaveLength(1);
  });

  test("lets the agreement end again, as another termination", async () => {
    await office.withdraw();
    const { history } = await office.terminate();
    expect(history.case.reference).not.toBe(reference);
    expect((await office.controller()).termination).toEqual({
      reference: history.case.reference,
      phase: "terminated",
    });
    expect(await standing()).toMatchObject({ state: "withdrawn", hasDestruction: false });
  });

  test("is refused where there is no such controller", async () => {
    office = await agreementOffice({ id: "another-bv" });
    await expect(office.withdraw()).rejects.toMatchObject({ reason: "not_found" });
  });
});

describe("a withdrawal beside a run", () => {
  // F3
  test("that begins to destroy: exactly one of them wins", async () => {
    for (let round = 0; round < 8; round++) {
      office = await agreementOffice();
      reference = (await office.terminate()).history.case.reference;
      await office.move("close");
      const [withdrawn, begun] = await Promise.allSettled([office.withdraw(), office.move("begin")]);
      if (withdrawn.status === "fulfilled") {
        expect(begun).toMatchObject({ status: "rejected", reason: expect.any(Superseded) });
        expect(await standing()).toEqual({ phase: undefined, state: "withdrawn", hasDestruction: false });
      } else {
        expect(begun.status).toBe("fulfilled");
        expect(withdrawn.reason).toMatchObject({ reason: "destruction_begun" });
        expect(await standing()).toEqual({ phase: "destroying", state: "destroying", hasDestruction: true });
      }
    }
  });

  // F3
  test("that closes the intake wins, and the intake is open again", async () => {
    for (let round = 0; round < 8; round++) {
      office = await agreementOffice();
      reference = (await office.terminate()).history.case.reference;
      const [withdrawn, closed] = await Promise.allSettled([office.withdraw(), office.move("close")]);
      expect(withdrawn.status).toBe("fulfilled");
      if (closed.status === "rejected") expect(closed.reason).toBeInstanceOf(Superseded);
      expect(await standing()).toEqual({ phase: undefined, state: "withdrawn", hasDestruction: false });
    }
  });
});
