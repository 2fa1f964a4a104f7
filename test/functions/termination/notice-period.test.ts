import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { earliestDestruction, overdueFrom, toldOf } from "../../../functions/termination/notice-period.ts";
import { type Delivery, deliveryStates } from "../../../shared/delivery.ts";
import { isFailed, rungId } from "../../../shared/rungs.ts";
import { destroyed, history, termination, terminationDelivery } from "./terminations.ts";

const earliest = (noticed?: string) => earliestDestruction({ case: termination() }, noticed).toISOString();
const overdue = (noticed?: string) => overdueFrom({ case: termination() }, noticed).toISOString();

/** What became of the first mail at one recipient after the other. */
const told = (rungs: readonly Partial<Delivery>[], of = history()) =>
  toldOf(
    of,
    rungs.map((rung, n) => terminationDelivery({ id: rungId("termination", n + 1), ...rung })),
  );

const [first, second, third] = [
  "2026-11-22T10:16:00.000Z",
  "2026-11-22T10:20:00.000Z",
  "2026-11-23T00:20:00.000Z",
];
const bounced = { state: "undelivered", acceptedAt: first, undeliveredAt: second } as const;
const refused = { state: "undelivered", undeliveredAt: first } as const;
const silent = { state: "silent", acceptedAt: first, silentAt: second } as const;
const toDesk = { type: "desk", state: "accepted", acceptedAt: third } as const;

// F18, E9, E10
describe("the days that a controller has to object count", () => {
  test.each<[string, Partial<Delivery>[], ReturnType<typeof toldOf>]>([
    ["from nothing but the first mail", [{ id: "reminder", acceptedAt: first }], {}],
    ["from nothing while that is on its way", [{ state: "sending" }], {}],
    ["from when SES took it", [{ state: "accepted", acceptedAt: first }], { acceptedAt: first }],
    ["from nothing where it bounced and nobody else was told yet", [bounced], {}],
    ["from nothing where it was refused and nobody else was told yet", [refused], {}],
    ["from nothing while the next contact's is on its way", [bounced, { state: "pending" }], {}],
    [
      "from when SES took the next contact's, where the first bounced",
      [bounced, { state: "accepted", acceptedAt: third }],
      { acceptedAt: third },
    ],
    [
      "from when it took the next contact's, where the first was refused",
      [refused, { state: "delivered", acceptedAt: third }],
      { acceptedAt: third },
    ],
    [
      "from the later one where the first was silent and came after all",
      [
        { ...silent, state: "delivered" },
        { state: "accepted", acceptedAt: third },
      ],
      { acceptedAt: third },
    ],
    [
      "from the one that came, where the others did not",
      [{ ...silent, state: "delivered" }, { ...bounced, acceptedAt: third }, toDesk],
      { acceptedAt: first },
    ],
    ["from when the desk was told, where all failed", [bounced, silent, toDesk], { refusedAt: third }],
    [
      "from when even that was refused",
      [refused, { type: "desk", state: "undelivered", undeliveredAt: third }],
      { refusedAt: third },
    ],
    ["from nothing while the desk is being told", [refused, { type: "desk", state: "pending" }], {}],
  ])("%s", (_, rungs, expected) => {
    expect(told(rungs)).toEqual({ refusedAt: undefined, ...expected });
  });

  const instant = fc
    .integer({ min: 0, max: 30 * 24 })
    .map((hours) => new Date(Date.parse(first) + hours * 3_600_000).toISOString());
  const anyRung = fc
    .record({
      state: fc.constantFrom(...deliveryStates),
      times: fc.tuple(instant, instant).map((pair) => pair.toSorted()),
      wasTaken: fc.boolean(),
    })
    .map(({ state, times: [one, other], wasTaken }): Partial<Delivery> => {
      const isTaken = wasTaken || ["accepted", "silent", "delivered"].includes(state);
      return {
        state,
        ...(isTaken && { acceptedAt: one }),
        ...(state === "silent" && { silentAt: other }),
        ...(state === "undelivered" && { undeliveredAt: other }),
      };
    });

  test("never from a mail that failed before the destruction began, nor before SES took the first", () => {
    fc.assert(
      fc.property(fc.array(anyRung, { minLength: 1, maxLength: 4 }), fc.boolean(), (rungs, hasDesk) => {
        const [last = {}] = rungs.slice(-1);
        const ladder = hasDesk ? [...rungs.slice(0, -1), { ...last, type: "desk" as const }] : rungs;
        const { acceptedAt, refusedAt } = told(ladder);
        const toContacts = ladder.filter(({ type }) => type !== "desk");
        const reached = toContacts.filter(({ state = "pending" }) => !isFailed({ state }));
        const taken = reached.flatMap((rung) => rung.acceptedAt ?? []);
        expect(acceptedAt).toBe(taken.toSorted().at(-1));
        if (refusedAt !== undefined) expect(hasDesk && taken.length === 0).toBe(true);
      }),
    );
  });

  test("as they did when the destruction began, whatever comes after that", () => {
    const begun = history(termination(), ...destroyed);
    const late = "2027-03-01T00:00:00.000Z";
    const failedLate = { state: "undelivered", acceptedAt: first, undeliveredAt: late } as const;
    expect(told([failedLate, { state: "accepted", acceptedAt: late }], begun)).toEqual({ acceptedAt: first });
    expect(told([bounced, toDesk, { state: "delivered", acceptedAt: late }], begun).refusedAt).toBe(third);
  });
});

// F18
describe("nothing is destroyed", () => {
  test("before the due day is over", () => {
    expect(earliest("2026-11-22T10:16:00.000Z")).toBe("2027-01-31T23:00:00.000Z");
    expect(earliest()).toBe("2027-01-31T23:00:00.000Z");
  });

  test("before seven days have passed since the first mail was taken or refused", () => {
    expect(earliest("2027-01-31T22:00:00.000Z")).toBe("2027-02-07T22:00:00.000Z");
  });
});

describe("a destruction is overdue", () => {
  test("from the day by which it should be finished", () => {
    expect(overdue("2026-11-22T10:16:00.000Z")).toBe("2027-02-07T23:00:00.000Z");
  });

  test("from two weeks after the first mail, where that got out late", () => {
    expect(overdue("2027-01-31T22:00:00.000Z")).toBe("2027-02-14T22:00:00.000Z");
  });

  test("from two weeks after the termination, where that mail never gets out", () => {
    const terminatedAt = "2027-03-01T12:00:00.000Z";
    const late = { case: termination({ terminatedAt }) };
    expect(overdueFrom(late, undefined).toISOString()).toBe("2027-03-15T12:00:00.000Z");
    expect(overdue()).toBe("2027-02-07T23:00:00.000Z");
  });
});
