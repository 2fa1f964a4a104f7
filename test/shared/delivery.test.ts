import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Delivery,
  type DeliveryMove,
  type DeliveryState,
  deliveryMoves,
  deliverySchema,
  deliveryStates,
  hasArrived,
  isDue,
  isLeased,
  silentFrom,
  urgentTryingHours,
} from "../../shared/delivery.ts";

/** The machine as it is drawn: origin, move, target. */
const drawn: readonly (readonly [DeliveryState, DeliveryMove, DeliveryState])[] = [
  ["pending", "claim", "sending"],
  ["pending", "cancel", "cancelled"],
  ["pending", "digest", "digested"],
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
  ["accepted", "miss", "silent"],
  ["accepted", "acknowledge", "acknowledged"],
  ["accepted", "deliver", "delivered"],
  ["accepted", "giveUp", "undelivered"],
  ["accepted", "bounce", "undelivered"],
  ["silent", "acknowledge", "acknowledged"],
  ["silent", "deliver", "delivered"],
  ["silent", "giveUp", "undelivered"],
  ["silent", "bounce", "undelivered"],
  ["delivered", "acknowledge", "acknowledged"],
  ["delivered", "bounce", "undelivered"],
  ["undelivered", "acknowledge", "acknowledged"],
];

const neverSent = ["cancelled", "capped", "digested"] as const;

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
    for (const state of neverSent) expect(stateAfter(state, "acknowledge")).toBe(state);
  });

  // E1
  test("lets no attempt begin once SES has taken the mail", () => {
    for (const state of ["accepted", "silent", "delivered", "acknowledged", "undelivered"] as const)
      expect(stateAfter(state, "claim")).toBe(state);
  });

  test("comes to every state but that in which an acknowledgement too many is stored", () => {
    const reached = new Set<DeliveryState>(["pending"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of [...reached]) for (const name of moves) reached.add(stateAfter(state, name));
    }
    expect(reached).toEqual(new Set(deliveryStates.filter((state) => state !== "capped")));
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

describe("silence", () => {
  // E10
  test("begins 14 hours after SES took a mail, and after three for what is urgent, which SES tries for two", () => {
    const acceptedAt = "2026-11-22T12:00:00.000Z";
    expect(silentFrom(delivery({ acceptedAt })).toISOString()).toBe("2026-11-23T02:00:00.000Z");
    expect(silentFrom(delivery({ acceptedAt, urgent: true })).toISOString()).toBe("2026-11-22T15:00:00.000Z");
    expect(urgentTryingHours).toBeLessThan(3);
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
    for (const state of [
      "accepted",
      "silent",
      "delivered",
      "acknowledged",
      "undelivered",
      ...neverSent,
    ] as const)
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
