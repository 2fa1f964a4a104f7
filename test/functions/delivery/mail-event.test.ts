import { describe, expect, test } from "vitest";
import { mailEventSchema, newsOf } from "../../../functions/delivery/mail-event.ts";
import { events, sesEvent } from "./ses-events.ts";

const newsIn = (event: unknown) => newsOf(mailEventSchema.parse(event));

describe("the news in an event of SES", () => {
  test("is a delivery when the recipient's server took the mail", () => {
    expect(newsIn(events.delivery)).toEqual({
      kind: "delivered",
      answer: { text: "250 2.6.0 Message received", reportingMta: "a1-1.smtp-out.amazonses.com" },
    });
    for (const delivery of [undefined, null, {}, { smtpResponse: null }, { smtpResponse: 250 }])
      expect(newsIn(sesEvent("Delivery", { delivery }))).toEqual({ kind: "delivered" });
  });

  // C1
  test("keeps of what a mail server said 500 characters in one line, without any that controls a terminal", () => {
    const answerTo = (smtpResponse: string) => newsIn(sesEvent("Delivery", { delivery: { smtpResponse } }));
    const answered = (text: string) => ({ kind: "delivered", answer: { text } });
    expect(answerTo("250-ok\r\n250 \u001b[31mred\u0085")).toEqual(answered("250-ok 250  [31mred "));
    expect(answerTo("😀".repeat(600))).toEqual(answered("😀".repeat(500)));
  });

  // E9
  test.each([
    ["hardBounce", "Bounce/Permanent/General"],
    ["suppressedAfterBounce", "Bounce/Permanent/OnAccountSuppressionList"],
    ["suppressedEverywhere", "Bounce/Permanent/Suppressed"],
    ["suppressedAfterComplaint", "Complaint/OnAccountSuppressionList"],
    ["reject", "Reject"],
  ] as const)("is that the mail will not arrive: %s", (name, reason) => {
    expect(newsIn(events[name])).toEqual({ kind: "bounced", reason });
  });

  // E9
  test("is that SES has given up when the fault was a passing one", () => {
    expect(newsIn(events.softBounce)).toEqual({ kind: "givenUp", reason: "Bounce/Transient/MailboxFull" });
  });

  // E10, E13
  test.each(["send", "delay", "complaint"] as const)("is none in %s", (name) => {
    expect(newsIn(events[name])).toEqual({ kind: "none" });
  });

  test("is none in a type that SES may add", () => {
    expect(newsIn(sesEvent("Subscription"))).toEqual({ kind: "none" });
  });

  // C11, H3
  test("holds no address", () => {
    for (const event of Object.values(events)) expect(JSON.stringify(newsIn(event))).not.toContain("@");
  });
});
