import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  stateOf,
  type TerminationEntry,
  type TerminationHistory,
  type TerminationMove,
} from "../../../functions/termination/agreement.ts";
import {
  type Circumstances,
  intakeSettles,
  type NextStep,
  nextStep,
} from "../../../functions/termination/next-step.ts";
import { datesOf } from "../../../functions/termination/term-dates.ts";
import { type MonthReading, monthReadings } from "../../../shared/periods/month.ts";
import { history, termination } from "./terminations.ts";

const day = 24 * 3_600_000;
const first = Date.parse("2025-06-01T00:00:00.000Z");
const latest = Date.parse("2031-06-01T00:00:00.000Z");

const instant = fc.integer({ min: first, max: latest }).map((at) => new Date(at));
const date = fc
  .integer({ min: first, max: latest - 500 * day })
  .map((at) => new Date(at).toISOString().slice(0, 10));

/** The end of an agreement on whatever terms, with the dates that follow from them. */
const anyTermination = fc
  .record({ lastDay: date, agreed: fc.option(date), reading: fc.constantFrom(...monthReadings), at: instant })
  .map(({ lastDay, agreed, reading, at }) => {
    const terms = { lastDay, ...(agreed !== null && { destroyAfter: agreed, because: "Zo afgesproken." }) };
    return termination({ terminatedAt: at.toISOString(), ...datesOf(terms, reading, 7, at) });
  });

const walks: readonly (readonly TerminationMove[])[] = [
  [],
  ["fail"],
  ["close"],
  ["close", "fail"],
  ["close", "begin"],
  ["close", "begin", "report"],
  ["close", "begin", "report", "fail", "report"],
  ["close", "begin", "certify"],
  ["close", "begin", "certify", "fail"],
  ["withdraw"],
  ["close", "withdraw"],
];

/** A termination at whatever moment of its life; times need not make sense, as when clocks did not. */
const anyHistory: fc.Arbitrary<TerminationHistory> = fc
  .tuple(anyTermination, fc.constantFrom(...walks), fc.array(instant, { minLength: 5, maxLength: 5 }))
  .map(([of, walk, times]) =>
    history(of, ...walk.map((move, n) => ({ move, at: (times[n] ?? new Date(0)).toISOString() }))),
  );

const anyCircumstances: fc.Arbitrary<Circumstances> = fc.record({
  noticedAt: fc.option(
    instant.map((at) => at.toISOString()),
    { nil: undefined },
  ),
  hasNets: fc.boolean(),
  keptUntil: fc.option(
    instant.map((at) => at.toISOString()),
    { nil: undefined },
  ),
});

/** An instant on which something may turn, or next to it, or any other. */
function anyMoment(
  { case: of, entries }: TerminationHistory,
  { noticedAt: noticed, keptUntil }: Circumstances,
) {
  const turns = [of.destroyNotBefore, ...entries.map(({ at }) => at), ...(keptUntil ? [keptUntil] : [])];
  const told = noticed === undefined ? [] : [Date.parse(noticed) + 7 * day];
  const near = [...turns.map((at) => Date.parse(at)), ...told].flatMap((at) => [
    at - 1,
    at,
    at + intakeSettles,
  ]);
  return fc.oneof(
    instant,
    fc.constantFrom(...near).map((at) => new Date(at)),
  );
}

const anySituation = fc
  .tuple(anyHistory, anyCircumstances)
  .chain(([past, circumstances]) =>
    fc.tuple(
      fc.constant(past),
      fc.constant(circumstances),
      anyMoment(past, circumstances),
      anyMoment(past, circumstances),
    ),
  );

const irrevocable: readonly NextStep["do"][] = ["close", "begin", "destroy"];

/** Whether the controller's data may be touched at all. */
function mayTouch(
  { case: of }: TerminationHistory,
  { noticedAt: noticed }: Circumstances,
  now: Date,
): boolean {
  return (
    now.getTime() >= Date.parse(of.destroyNotBefore) &&
    noticed !== undefined &&
    now.getTime() >= Date.parse(noticed) + 7 * day
  );
}

const runs = { numRuns: 400 };

describe("the next step of a destruction", () => {
  // F1, F18
  test("is never to close or to destroy before the due day is over, nor within 7 days after the mail about it was taken or refused", () => {
    const check = fc.property(anySituation, ([past, circumstances, now]) => {
      const step = nextStep(past, circumstances, now);
      if (irrevocable.includes(step.do)) expect(mayTouch(past, circumstances, now)).toBe(true);
    });
    fc.assert(check, runs);
  });

  // F3
  test("is nothing once the termination is withdrawn, and nothing that destroys once all is destroyed", () => {
    const check = fc.property(anySituation, ([past, circumstances, now]) => {
      const { do: what } = nextStep(past, circumstances, now);
      const state = stateOf(past);
      if (state === "withdrawn") expect(what).toBe("nothing");
      if (state === "destroyed") expect(["clean", "forget", "wait"]).toContain(what);
    });
    fc.assert(check, runs);
  });

  test("is to begin only a minute after the intake was closed", () => {
    const check = fc.property(anySituation, ([past, circumstances, now]) => {
      if (nextStep(past, circumstances, now).do !== "begin") return;
      const closed = past.entries.find(({ move }) => move === "close");
      expect(now.getTime()).toBeGreaterThanOrEqual(Date.parse(closed?.at ?? "") + 60_000);
    });
    fc.assert(check, runs);
  });

  test("is to forget only once nothing has to be cleaned and the time is over for which the rest is kept", () => {
    const check = fc.property(anySituation, ([past, circumstances, now]) => {
      if (nextStep(past, circumstances, now).do !== "forget") return;
      expect(stateOf(past)).toBe("destroyed");
      expect(circumstances.hasNets).toBe(false);
      expect(now.toISOString() >= (circumstances.keptUntil ?? "9999")).toBe(true);
    });
    fc.assert(check, runs);
  });

  test("waits until an instant that is still to come, and no longer than until then", () => {
    const check = fc.property(anySituation, ([past, circumstances, now]) => {
      const step = nextStep(past, circumstances, now);
      if (step.do !== "wait" || step.for === "mail") return;
      expect(step.until.getTime()).toBeGreaterThan(now.getTime());
      const then = nextStep(past, circumstances, step.until);
      expect(then.do === "wait" && then.for === step.for).toBe(false);
    });
    fc.assert(check, runs);
  });

  // F1
  test("comes no sooner on a clock that runs backwards", () => {
    const check = fc.property(anySituation, ([past, circumstances, one, other]) => {
      const [earlier, later] = one < other ? [one, other] : [other, one];
      const [before, then] = [nextStep(past, circumstances, earlier), nextStep(past, circumstances, later)];
      if (before.do === "wait") return;
      expect(then.do).toBe(before.do);
    });
    fc.assert(check, runs);
  });

  // F1, F4
  test("whatever the clock says from run to run, takes each move only when it was due by that clock", () => {
    const check = fc.property(
      anyTermination,
      anyCircumstances,
      fc.array(instant, { minLength: 1, maxLength: 12 }),
      (of, circumstances, clock) => {
        const entries: Pick<TerminationEntry, "move" | "at">[] = [];
        for (const now of clock) {
          const past = history(of, ...entries);
          const { do: what } = nextStep(past, circumstances, now);
          if (!irrevocable.includes(what)) continue;
          expect(mayTouch(past, circumstances, now)).toBe(true);
          if (what === "close" || what === "begin") entries.push({ move: what, at: now.toISOString() });
        }
        const [closed, begun] = entries;
        if (closed && begun)
          expect(Date.parse(begun.at)).toBeGreaterThanOrEqual(Date.parse(closed.at) + 60_000);
      },
    );
    fc.assert(check, runs);
  });

  // F18
  test("waits for SES to take the first mail or to refuse it, for as long as it does neither", () => {
    const never = { noticedAt: undefined, hasNets: false, keptUntil: undefined };
    const aYearLater = new Date("2028-01-31T23:00:00.000Z");
    expect(nextStep(history(), never, aYearLater)).toEqual({ do: "wait", for: "mail" });
  });
});

// F1, F2
describe.each<[lastDay: string, reading: MonthReading, notBefore: string]>([
  ["2026-01-31", "date_to_date", "2026-02-28T23:00:00.000Z"],
  ["2026-03-31", "date_to_date", "2026-04-30T22:00:00.000Z"],
  ["2026-08-31", "date_to_date", "2026-09-30T22:00:00.000Z"],
  ["2028-01-31", "date_to_date", "2028-02-29T23:00:00.000Z"],
  ["2028-02-29", "date_to_date", "2028-03-29T22:00:00.000Z"],
  ["2026-03-28", "date_to_date", "2026-04-28T22:00:00.000Z"],
  ["2026-02-28", "date_to_date", "2026-03-28T23:00:00.000Z"],
  ["2026-10-24", "date_to_date", "2026-11-24T23:00:00.000Z"],
  ["2026-09-24", "date_to_date", "2026-10-24T22:00:00.000Z"],
  ["2026-01-31", "full_calendar_month", "2026-02-28T23:00:00.000Z"],
  ["2028-01-31", "full_calendar_month", "2028-02-29T23:00:00.000Z"],
  ["2028-02-29", "full_calendar_month", "2028-03-31T22:00:00.000Z"],
  ["2026-03-28", "full_calendar_month", "2026-04-30T22:00:00.000Z"],
  ["2026-10-24", "full_calendar_month", "2026-11-30T23:00:00.000Z"],
])("an agreement that ended on %s, read as %s,", (lastDay, reading, notBefore) => {
  test(`is closed at ${notBefore} and not a millisecond before`, () => {
    const terminated = new Date(`${lastDay}T09:00:00.000Z`);
    const of = termination({
      terminatedAt: terminated.toISOString(),
      ...datesOf({ lastDay }, reading, 7, terminated),
    });
    const told = { noticedAt: terminated.toISOString(), hasNets: false, keptUntil: undefined };
    expect(of.destroyNotBefore).toBe(notBefore);
    const at = Date.parse(notBefore);
    expect(nextStep(history(of), told, new Date(at - 1))).toEqual({
      do: "wait",
      for: "due-day",
      until: new Date(at),
    });
    expect(nextStep(history(of), told, new Date(at))).toEqual({ do: "close" });
  });
});
