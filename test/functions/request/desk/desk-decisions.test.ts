import { describe, expect, test } from "vitest";
import { assign, close } from "../../../../functions/request/desk/desk-decisions.ts";
import { Refusal } from "../../../../shared/refusal.ts";
import { assigned, closed, dossier, unassignedCase } from "../../../support/requests.ts";
import { delivery, voorbeeld } from "../../../support/submissions.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const waiting = dossier([], { case: unassignedCase() });
const withVoorbeeld = { ...waiting, entries: [assigned()] };
const because = "Geen klant van ons.";

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  return expect.fail("it was not refused");
};

describe("assigning a request", () => {
  test("names its controller, and the version of that one's record", () => {
    expect(assign(waiting, operator, voorbeeld({ version: 4 }))).toEqual({
      move: "assign",
      by: operator,
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      controllerVersion: 4,
    });
  });

  test("to the one that it was assigned to before is done already", () => {
    expect(assign(withVoorbeeld, "somebody-else", voorbeeld())).toBeUndefined();
  });

  test.each([
    ["that came in for a controller", dossier()],
    ["that was assigned to another", withVoorbeeld],
    ["that was assigned to another and closed", { ...withVoorbeeld, entries: [assigned(), closed()] }],
  ])("is refused for one %s, which is named", (_, of) => {
    expect(refusalOf(() => assign(of, operator, voorbeeld({ id: "example-ltd" })))).toMatchObject({
      reason: "already_assigned",
      because: "It is with voorbeeld-bv.",
    });
  });

  test("is refused for one that was closed", () => {
    const of = { ...waiting, entries: [closed()] };
    expect(refusalOf(() => assign(of, operator, voorbeeld())).reason).toBe("already_closed");
  });
});

describe("closing a request", () => {
  test("of which no controller is known is possible at once", () => {
    expect(close(waiting, operator, because)).toEqual({ move: "close", by: operator, because });
  });

  test.each(["delivered", "acknowledged"] as const)("is possible once its hand-over is %s", (state) => {
    expect(close({ ...withVoorbeeld, deliveries: [delivery({ state })] }, operator, because)).toBeDefined();
  });

  test("is refused where no mail reached the controller: the person would take it for done", () => {
    const failed = delivery({ state: "undelivered" });
    const told = delivery({ id: "request_2", type: "desk", state: "accepted" });
    expect(refusalOf(() => close(dossier([failed, told]), operator, because)).reason).toBe("not_handed_over");
  });

  test.each(["pending", "sending", "accepted", "silent"] as const)(
    "is refused while its hand-over is %s: it must not be lost",
    (state) => {
      const of = dossier([delivery({ state })]);
      expect(refusalOf(() => close(of, operator, because)).reason).toBe("not_handed_over");
    },
  );

  test("is refused before its hand-over is even planned", () => {
    expect(refusalOf(() => close(withVoorbeeld, operator, because)).reason).toBe("not_handed_over");
  });

  test("is done already where this operator closed it so, and refused where it was closed otherwise", () => {
    const entry = closed({ by: operator, because });
    const of = { ...waiting, entries: [entry] };
    expect(close(of, operator, because)).toBeUndefined();
    expect(refusalOf(() => close(of, operator, "Anders.")).reason).toBe("already_closed");
    expect(refusalOf(() => close(of, "somebody-else", because)).reason).toBe("already_closed");
  });
});
