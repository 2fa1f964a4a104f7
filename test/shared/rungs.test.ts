import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Delivery, DeliveryState } from "../../shared/delivery.ts";
import { bestRung, readRungId, rungId, rungsOf } from "../../shared/rungs.ts";
import { delivery } from "../support/submissions.ts";

const at = "2026-11-22T12:00:00.000Z";

/** The rungs of one mail, in these states; `desk` is that to the desk. */
function rungs(...states: (DeliveryState | "desk")[]): Delivery[] {
  return states.map((state, n) => {
    const id = rungId("request", n + 1);
    if (state === "desk") return delivery({ id, type: "desk", state: "accepted", createdAt: at });
    return delivery({ id, state, ...(state === "undelivered" && { undeliveredAt: at }) });
  });
}

describe("the id of a rung", () => {
  test("names its mail and its number, also where that mail's own id ends in a number", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/),
        fc.integer({ min: 1, max: 99 }),
        (mailId, rung) => {
          expect(readRungId(rungId(mailId, rung))).toEqual({ mailId, rung });
        },
      ),
    );
    expect(rungId("notice-1-a-2", 1)).toBe("notice-1-a-2");
  });
});

test("the rungs of a mail are told from those of others, the first one first", () => {
  const all = [...rungs("undelivered", "accepted", "desk"), delivery({ id: "acknowledgement" })].toReversed();
  const found = rungsOf("request", new Map(all.map((one) => [one.id, one])));
  expect(found.map(({ id }) => id)).toEqual(["request", "request_2", "request_3"]);
});

describe("how far a mail came", () => {
  // E9
  test.each([
    [["accepted"], "accepted"],
    [["delivered"], "delivered"],
    [["undelivered"], "pending"],
    [["silent"], "pending"],
    [["undelivered", "sending"], "sending"],
    [["undelivered", "delivered"], "delivered"],
    [["delivered", "undelivered"], "delivered"],
    [["undelivered", "desk"], "undelivered"],
    [["silent", "undelivered", "desk"], "undelivered"],
    [["accepted", "desk"], "undelivered"],
    [["delivered", "desk"], "delivered"],
    [["acknowledged", "undelivered", "desk"], "acknowledged"],
    [["delivered", "acknowledged"], "acknowledged"],
  ] as const)("is told by the best of its rungs: %s, so %s", (states, expected) => {
    expect(bestRung(rungs(...states))?.state).toBe(expected);
  });

  test("is unknown before anything is planned", () => {
    expect(bestRung([])).toBeUndefined();
  });

  test("is undelivered since SES said so, or else since the desk was told", () => {
    expect(bestRung(rungs("undelivered", "desk"))?.undeliveredAt).toBe(at);
    expect(bestRung(rungs("silent", "desk"))?.undeliveredAt).toBe(at);
    expect(bestRung(rungs("undelivered"))).not.toHaveProperty("undeliveredAt");
  });
});
