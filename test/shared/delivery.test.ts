import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  backoff,
  type Delivery,
  type DeliveryMove,
  type DeliveryState,
  deliveryMoves,
  deliverySchema,
  deliveryStates,
  hasArrived,
  isDue,
  isLeased,
} from "../../shared/delivery.ts";

/** The machine as it is drawn: origin, move, target. */
const drawn: readonly (readonly [DeliveryState, DeliveryMove, DeliveryState])[] = [
  ["pending", "claim", "sending"],
  ["pending", "cancel", "cancelled"],
  ["pending", "acknowledge", "acknowledged"],
  ["pending", "deliver", "delivered"],
  ["pending", "giveUp", "undelivered"],
  ["pending", "bounce", "undelivered"],
  ["sending", "claim", "sending"],
  ["sending", "accept", "accepted"],
  ["sending", "postpone", "pending"],
  ["sending", "refuse", "undelivered"],
  ["sending", "acknowledge", "acknowledged"],
  ["sending", "deliver", "delivered"],
  ["sending", "giveUp", "undelivered"],
  ["sending", "bounce", "undelivered"],
  ["accepted", "acknowledge", "acknowledged"],
  ["accepted", "deliver", "delivered"],
  ["accepted", "giveUp", "undelivered"],
  ["accepted", "bounce", "undelivered"],
  ["delivered", "acknowledge", "acknowledged"],
  ["delivered", "bounce", "undelivered"],
  ["undelivered", "acknowledge", "acknowledged"],
];

const moves = Object.keys(deliveryMoves) as DeliveryMove[];

/** The state after a move, or the same one when the move does not start from it. */
function stateAfter(state: DeliveryState, name: DeliveryMove): DeliveryState {
  const { from, to } = deliveryMoves[name];
  return (from as readonly DeliveryState[]).includes(state) ? to : state;
}

describe("the machine of a delivery", () => {
  test("has exactly the moves that are drawn", () => {
    const built = moves.flatMap((name) =>
      deliveryMoves[name].from.map((state) => [state, name, deliveryMoves[name].to]),
    );
    expect(new Set(built.map(String))).toEqual(new Set(drawn.map(String)));
  });

  // E11
  test("is never left by any sequence of moves, and reaches no state that has none drawn to it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves)), (sequence) => {
        let state: DeliveryState = "pending";
        for (const name of sequence) {
          const next = stateAfter(state, name);
          const isDrawn = drawn.some(([a, b, c]) => a === state && b === name && c === next);
          expect(isDrawn || next === state).toBe(true);
          state = next;
        }
      }),
    );
  });

  // E9
  test("leaves undelivered only by word of the recipient, who has the mail after all", () => {
    for (const name of moves.filter((move) => move !== "acknowledge"))
      expect(stateAfter("undelivered", name)).toBe("undelivered");
    expect(stateAfter("undelivered", "acknowledge")).toBe("acknowledged");
  });

  // E10
  test("lets a bounce or the recipient's word follow a delivery, and nothing else", () => {
    expect(stateAfter("delivered", "bounce")).toBe("undelivered");
    expect(stateAfter("delivered", "acknowledge")).toBe("acknowledged");
    for (const name of moves.filter((move) => move !== "bounce" && move !== "acknowledge"))
      expect(stateAfter("delivered", name)).toBe("delivered");
  });

  // E10, E11
  test("does not leave acknowledged by any move, whatever SES says later", () => {
    for (const name of moves) expect(stateAfter("acknowledged", name)).toBe("acknowledged");
  });

  test("lets nobody acknowledge what was never sent", () => {
    expect(stateAfter("cancelled", "acknowledge")).toBe("cancelled");
  });

  // E1
  test("lets no attempt begin once SES has taken the mail", () => {
    for (const state of ["accepted", "delivered", "acknowledged", "undelivered"] as const)
      expect(stateAfter(state, "claim")).toBe(state);
  });

  test("can end in every state", () => {
    const reached = new Set<DeliveryState>(["pending"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of [...reached]) for (const name of moves) reached.add(stateAfter(state, name));
    }
    expect(reached).toEqual(new Set(deliveryStates));
  });
});

const now = new Date("2026-11-22T12:00:00.000Z");
const soon = new Date(now.getTime() + 1).toISOString();
const justNow = now.toISOString();

function delivery(changes: Partial<Delivery>): Delivery {
  return {
    v: 1,
    kind: "delivery",
    reference: "DSR-AAAA-BBBB-CCCC",
    id: "request",
    type: "request",
    to: "privacy@voorbeeld.example",
    language: "nl",
    state: "pending",
    attempt: 0,
    createdAt: "2026-11-22T11:00:00.000Z",
    ...changes,
  };
}

describe("an attempt's lease", () => {
  // E4
  test("lasts until its last millisecond is over", () => {
    expect(isLeased(delivery({ state: "sending", leaseUntil: soon }), now)).toBe(true);
    expect(isLeased(delivery({ state: "sending", leaseUntil: justNow }), now)).toBe(false);
    expect(isLeased(delivery({ state: "sending" }), now)).toBe(false);
  });

  test("means nothing outside a running attempt", () => {
    for (const state of deliveryStates.filter((other) => other !== "sending"))
      expect(isLeased(delivery({ state, leaseUntil: soon }), now)).toBe(false);
  });
});

describe("a delivery", () => {
  test("that is pending is due from its instant on", () => {
    expect(isDue(delivery({ pendingAt: soon }), now)).toBe(false);
    expect(isDue(delivery({ pendingAt: justNow }), now)).toBe(true);
    expect(isDue(delivery({}), now)).toBe(true);
  });

  test("that is being sent is due when its lease is over", () => {
    expect(isDue(delivery({ state: "sending", leaseUntil: soon }), now)).toBe(false);
    expect(isDue(delivery({ state: "sending", leaseUntil: justNow }), now)).toBe(true);
  });

  // E1, E10
  test("that SES has taken, that was read, or that will not arrive, is never due", () => {
    for (const state of ["accepted", "delivered", "acknowledged", "undelivered"] as const)
      expect(isDue(delivery({ state, pendingAt: justNow }), now)).toBe(false);
  });

  // H6
  test("of an unknown version or state is not read", () => {
    expect(deliverySchema.safeParse(delivery({})).success).toBe(true);
    expect(deliverySchema.safeParse({ ...delivery({}), v: 2 }).success).toBe(false);
    expect(deliverySchema.safeParse({ ...delivery({}), state: "forwarded" }).success).toBe(false);
  });

  test("has arrived when its recipient's server took it, or somebody there says so", () => {
    const arrived = deliveryStates.filter((state) => hasArrived({ state }));
    expect(arrived).toEqual(["delivered", "acknowledged"]);
  });

  test("has an id that SES takes as a tag", () => {
    for (const id of ["", "a b", "a#b", "é", "a".repeat(201)])
      expect(deliverySchema.safeParse(delivery({ id })).success).toBe(false);
    expect(deliverySchema.safeParse(delivery({ id: "acknowledgement" })).success).toBe(true);
  });
});

const attempts = fc.integer({ min: 1, max: 5_000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the pause before the next attempt", () => {
  // E2
  test("lies between half a minute and two hours, in whole milliseconds", () => {
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        const pause = backoff(attempt, random);
        expect(Number.isInteger(pause)).toBe(true);
        expect(pause).toBeGreaterThanOrEqual(attempt === 1 ? 0 : 60_000);
        expect(pause).toBeLessThanOrEqual(7_200_000);
      }),
    );
  });

  test("never shrinks from one attempt to the next, and at first doubles", () => {
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        expect(backoff(attempt + 1, random)).toBeGreaterThanOrEqual(backoff(attempt, random));
      }),
    );
    expect([2, 3, 7, 8, 9].map((attempt) => backoff(attempt, 0))).toEqual([
      60_000, 120_000, 1_920_000, 3_600_000, 3_600_000,
    ]);
  });

  test("is half chance, so that a backlog does not come back all at once", () => {
    expect(backoff(2, 0.5)).toBe(90_000);
    expect(backoff(2, 1 - Number.EPSILON)).toBe(120_000);
  });

  test("is none after the first attempt: the next sweep, or the next start, tries again", () => {
    expect(backoff(1, 1 - Number.EPSILON)).toBe(0);
  });
});
