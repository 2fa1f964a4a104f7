import { describe, expect, test } from "vitest";
import type { Shift } from "../../../functions/delivery/post-office.ts";
import { whyUnsent } from "../../../functions/delivery/unsent.ts";
import { logged } from "../../support/logged.ts";

const reference = "BR-AAAA-BBBB-CCCC";
const now = new Date("2026-11-22T12:00:00Z");
const toDesk = {
  id: "desk-0",
  reference,
  type: "desk",
  to: "breach-desk@processor.example",
  mayBeDigested: true,
} as const;
const acknowledgement = {
  id: "acknowledgement",
  reference,
  type: "acknowledgement",
  to: "sanne@subprocessor.example",
  controllerId: "voorbeeld-bv",
} as const;

/** An office that takes note of what it is asked, and otherwise fails. */
function officeThat(changes: { admits?: boolean; counts?: boolean; digests?: boolean } = {}) {
  const asked: unknown[] = [];
  const office: Partial<Shift> = {
    sender: "meldpunt@processor.example",
    desks: { privacy: "privacy-desk@processor.example", breach: "breach-desk@processor.example" },
    now: () => now,
    allowance: {
      admits: () => Promise.reject(new Error("asked")),
      admitsAcknowledgement: async () => changes.admits ?? true,
      note: () => {},
    },
    countAcknowledgement: async (...parameters) => {
      asked.push(parameters);
      return changes.counts ?? true;
    },
    digest: async (mail) => {
      asked.push(mail);
      return changes.digests ?? true;
    },
  };
  return { office: office as Shift, asked };
}

// B5
describe("an acknowledgement", () => {
  test("is sent where it is not one too many of its address about its controller", async () => {
    const { office, asked } = officeThat();
    expect(await whyUnsent(acknowledgement, office)).toBeUndefined();
    expect(asked).toEqual([["sanne@subprocessor.example", "voorbeeld-bv"]]);
    expect(logged).toEqual([]);
  });

  test("that somebody asked for whom we know is not counted", async () => {
    const { office, asked } = officeThat({ counts: false });
    expect(await whyUnsent({ ...acknowledgement, vouched: true }, office)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test("that is one too many is capped, and the log says so without the address", async () => {
    const { office } = officeThat({ counts: false });
    expect(await whyUnsent(acknowledgement, office)).toEqual({ state: "capped", reason: "Address" });
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "warn", code: "ACKNOWLEDGEMENT_CAPPED", reference, reason: "Address" },
    ]);
  });

  // B7
  test("is capped without being counted where half of the daily quota is used up", async () => {
    const { office, asked } = officeThat({ admits: false });
    expect(await whyUnsent(acknowledgement, office)).toEqual({ state: "capped", reason: "Quota" });
    expect(asked).toEqual([]);
  });

  // H2
  test.each([
    "meldpunt@processor.example",
    "Meldpunt@PROCESSOR.example",
    "meldpunt+loop@processor.example",
    "m.eldpunt@processor.example",
    "privacy-desk@processor.example",
    "breach-desk+x@processor.example",
  ])("never goes to an address of our own: %s", async (to) => {
    const { office, asked } = officeThat();
    expect(await whyUnsent({ ...acknowledgement, to }, office)).toEqual({
      state: "capped",
      reason: "OwnAddress",
    });
    expect(asked).toEqual([]);
  });

  test("goes to somebody else of our domain", async () => {
    const { office } = officeThat();
    expect(await whyUnsent({ ...acknowledgement, to: "sanne@processor.example" }, office)).toBeUndefined();
  });
});

// B3
describe("a mail to a desk", () => {
  test.each([
    ["breach-desk@processor.example", "breach"],
    ["privacy-desk@processor.example", "privacy"],
  ])("that is one too many at %s is told in the digest", async (to, desk) => {
    const { office, asked } = officeThat();
    expect(await whyUnsent({ ...toDesk, to }, office)).toEqual({ state: "digested", reason: "Flood" });
    expect(asked).toEqual([{ reference, desk }]);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "warn", code: "DELIVERY_DIGESTED", reference, delivery: "desk-0" },
    ]);
  });

  test("is sent where it is none too many", async () => {
    expect(await whyUnsent(toDesk, officeThat({ digests: false }).office)).toBeUndefined();
  });

  test("is neither counted nor digested before its time", async () => {
    const { office, asked } = officeThat();
    expect(await whyUnsent({ ...toDesk, notBefore: new Date(now.getTime() + 1) }, office)).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await whyUnsent({ ...toDesk, notBefore: now }, office)).toMatchObject({ state: "digested" });
  });

  test("is sent, however many there are, where it must not be digested, as a digest itself", async () => {
    const { office, asked } = officeThat();
    const { mayBeDigested: _, ...own } = toDesk;
    expect(await whyUnsent(own, office)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

test.each(["request", "breach-notice", "termination"] as const)(
  "a mail to a controller is always sent: %s",
  async (type) => {
    const { office, asked } = officeThat({ admits: false, counts: false });
    const mail = { ...toDesk, type, to: "privacy@voorbeeld.example" };
    expect(await whyUnsent(mail, office)).toBeUndefined();
    expect(asked).toEqual([]);
  },
);
