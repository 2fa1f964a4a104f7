import { describe, expect, test } from "vitest";
import { openAllowance, watchShare } from "../../../functions/delivery/allowance.ts";
import type { PostponedBy } from "../../../functions/delivery/mailer.ts";
import type { Quota } from "../../../functions/delivery/quota.ts";
import { logged } from "../../support/logged.ts";

/** What an invocation may ask of SES that has that quota, and how many mails it has told of. */
function allowanceOf(quota: Quota | undefined) {
  let sent = 0;
  const allowance = openAllowance({
    read: async () => quota,
    sent: () => {
      sent += 1;
    },
  });
  return { ...allowance, sent: () => sent };
}

// B7
describe("of a daily quota of 100", () => {
  test.each([
    [0, true, true],
    [49, true, true],
    [50, false, true],
    [89, false, true],
    [90, false, false],
    [100, false, false],
    [1_000, false, false],
  ])(
    "after %d mails: acknowledged %s, ordinary mail sent %s, urgent mail always",
    async (sent, acknowledges, sends) => {
      const allowance = allowanceOf({ most: 100, sent });
      expect(await allowance.admitsAcknowledgement()).toBe(acknowledges);
      expect(await allowance.admits({})).toBe(sends);
      expect(await allowance.admits({ urgent: true })).toBe(true);
    },
  );
});

test("where there is no quota, or it is unknown, everything is sent", async () => {
  const allowance = allowanceOf(undefined);
  expect(await allowance.admitsAcknowledgement()).toBe(true);
  expect(await allowance.admits({})).toBe(true);
  expect(await allowance.admits({ urgent: true })).toBe(true);
});

test("the quota is not asked for where the mail is urgent", async () => {
  const allowance = openAllowance({
    read: () => Promise.reject(new Error("asked")),
    sent: () => {},
  });
  expect(await allowance.admits({ urgent: true })).toBe(true);
});

// E2, E14
describe("an invocation to which SES says", () => {
  const postponed = (why: PostponedBy) => ({ kind: "postponed" as const, reason: "Said", why });

  test.each<PostponedBy>(["account", "quota"])(
    "%s sends nothing more, not even what is urgent, and calls somebody",
    async (why) => {
      const allowance = allowanceOf({ most: 100, sent: 0 });
      allowance.note(postponed(why));
      expect(await allowance.admits({})).toBe(false);
      expect(await allowance.admits({ urgent: true })).toBe(false);
      expect(logged.map((line) => JSON.parse(line))).toEqual([
        { level: "error", code: "SENDING_BLOCKED", reason: "Said" },
      ]);
    },
  );

  test("that one address is unverified goes on with the others, and calls somebody", async () => {
    const allowance = allowanceOf({ most: 100, sent: 0 });
    allowance.note(postponed("unverified"));
    expect(await allowance.admits({})).toBe(true);
    expect(logged.join("")).toContain("SENDING_BLOCKED");
  });

  test.each<PostponedBy>(["rate", "other"])("%s goes on, and calls nobody", async (why) => {
    const allowance = allowanceOf({ most: 100, sent: 0 });
    allowance.note(postponed(why));
    expect(await allowance.admits({})).toBe(true);
    expect(logged).toEqual([]);
  });

  test("that it took a mail counts it; what it refused, or did not answer, not", () => {
    const allowance = allowanceOf({ most: 100, sent: 0 });
    allowance.note({ kind: "accepted", messageId: "id" });
    allowance.note({ kind: "refused", reason: "MessageRejected" });
    allowance.note({ kind: "unknown", reason: "TimeoutError" });
    expect(allowance.sent()).toBe(1);
  });
});

// H10
test.each([
  [undefined, []],
  [{ most: 100, sent: 79 }, []],
  [{ most: 100, sent: 80 }, [{ level: "error", code: "SENDING_QUOTA_HIGH", sent: 80, most: 100 }]],
])("of a quota of %j is said what somebody has to know", (quota, lines) => {
  watchShare(quota);
  expect(logged.map((line) => JSON.parse(line))).toEqual(lines);
});
