import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMatched, outcomesAt, outcomesOf } from "../../../../infra/local/ses/outcomes.ts";

const simulator = "simulator.amazonses.com";
const label = fc.stringMatching(/^(\+[a-z0-9.+-]{0,20})?$/);

describe("outcomes of a mail", () => {
  // E9
  test.each([
    ["success", ["Delivery"]],
    ["ooto", ["Delivery"]],
    ["bounce", ["Bounce General"]],
    ["suppressionlist", ["Bounce OnAccountSuppressionList"]],
    ["complaint", ["Delivery", "Complaint"]],
  ])("at the simulator's %s@ are %j, with any label", (mailbox, expected) => {
    fc.assert(
      fc.property(label, (suffix) => {
        const outcomes = outcomesAt(`${mailbox}${suffix}@${simulator}`).map((outcome) =>
          outcome.type === "Bounce" ? `Bounce ${outcome.subType}` : outcome.type,
        );
        expect(outcomes).toEqual(expected);
      }),
    );
  });

  test.each(["bounce@example.org", "bounce@x.simulator.amazonses.com", `xbounce@${simulator}`])(
    "at %s are a delivery: it is not the simulator's",
    (recipient) => {
      expect(outcomesAt(recipient)).toEqual([{ type: "Delivery", recipients: [recipient] }]);
    },
  );

  test("begin with one send for all recipients", () => {
    const recipients = ["a@example.org", `bounce@${simulator}`];
    expect(outcomesOf(recipients, Buffer.from(""))).toEqual([
      { type: "Send", recipients },
      { type: "Delivery", recipients: ["a@example.org"] },
      { type: "Bounce", subType: "General", recipients: [`bounce@${simulator}`] },
    ]);
  });

  test("are published when the event destination asks for their type, in either of AWS's spellings", () => {
    expect(isMatched("Delivery", ["send", "delivery"])).toBe(true);
    expect(isMatched("Delivery", ["SEND", "DELIVERY"])).toBe(true);
    expect(isMatched("Delivery", ["deliveryDelay", "DELIVERY_DELAY"])).toBe(false);
  });
});
