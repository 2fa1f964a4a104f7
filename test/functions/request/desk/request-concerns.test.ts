import { describe, expect, test } from "vitest";
import { requestConcerns } from "../../../../functions/request/desk/request-concerns.ts";
import { assigned, closed, dossier, unassignedCase } from "../../../support/requests.ts";

const waiting = dossier([], { case: unassignedCase() });
const levelAt = (now: string, of = waiting) => requestConcerns([of], new Date(now))[0]?.level;

describe("a request that waits for the desk", () => {
  test("needs somebody, who is told which it is and how to see it", () => {
    const { reference } = unassignedCase();
    expect(requestConcerns([waiting], new Date("2026-11-23T09:00:00Z"))).toEqual([
      {
        kind: "desk",
        level: "yellow",
        reference,
        since: "2026-11-22T10:15:00.000Z",
        due: "2026-12-22T23:00:00.000Z",
        what: "Somebody has to find out which controller this request is for.",
        next: `requests show ${reference}`,
      },
    ]);
  });

  test("is red once two working days have passed, to the second", () => {
    // It came in on a Sunday.
    expect(levelAt("2026-11-24T22:59:59Z")).toBe("yellow");
    expect(levelAt("2026-11-24T23:00:00Z")).toBe("red");
  });

  test("is red when seven days are left, however short it has waited", () => {
    const respondBy = { conservative: "2026-11-30", latestLawful: "2026-11-30" };
    expect(levelAt("2026-11-23T22:59:59Z", { ...waiting, case: { ...waiting.case, respondBy } })).toBe(
      "yellow",
    );
    expect(levelAt("2026-11-23T23:00:00Z", { ...waiting, case: { ...waiting.case, respondBy } })).toBe("red");
  });

  test("is overdue once it had to be answered", () => {
    const at = (now: string) => requestConcerns([waiting], new Date(now))[0]?.kind;
    expect(at("2026-12-22T22:59:59Z")).toBe("desk");
    expect(at("2026-12-22T23:00:00Z")).toBe("overdue");
  });
});

test("a request that is with a controller, or closed, needs nobody at the desk", () => {
  const others = [dossier(), { ...waiting, entries: [assigned()] }, { ...waiting, entries: [closed()] }];
  expect(requestConcerns(others, new Date("2027-01-01T00:00:00Z"))).toEqual([]);
});
