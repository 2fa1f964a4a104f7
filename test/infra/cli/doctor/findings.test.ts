import { describe, expect, test } from "vitest";
import { doctorText, type PaintLevel } from "../../../../infra/cli/doctor/doctor-text.ts";
import type { DeployedSettings, Facts, Known } from "../../../../infra/cli/doctor/facts.ts";
import { findings } from "../../../../infra/cli/doctor/findings.ts";
import type { Level } from "../../../../infra/cli/doctor/judgement.ts";

const none: Facts = {
  stack: [],
  "public-api": [],
  "operator-api": [],
  identity: [],
  dmarc: [],
  "sending-account": [],
  "sending-quota": [],
  "configuration-sets": [],
  rules: [],
  schedules: [],
  streams: [],
  concurrency: [],
  functions: [],
  subscribers: [],
  alarms: [],
  "dead-letters": [],
  recovery: [],
  expiry: [],
  restoration: [],
  "seal-lock": [],
  "seal-key": [],
  faults: [],
};

const settings: DeployedSettings = { recoveryDays: 7, evidence: { lock: "compliance", lockDays: 100 } };
const set = {
  name: "Urgent",
  enabled: true,
  requiresTls: true,
  suppresses: false,
  events: ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"],
};
const identity = {
  name: "processor.example",
  verified: true,
  dkim: { signs: true, status: "SUCCESS", records: ["a CNAME b"] },
  mailFrom: undefined,
};
const account = { enabled: true, production: true, enforcement: "HEALTHY" };
const mailFrom = { domain: "bounce.processor.example", status: "SUCCESS", rejects: false };
const dmarc = (of: string, record: string) => ({ domain: "mail.processor.example", found: { of, record } });

type Row = { [S in keyof Facts]: [S, Known<S>, Level, string] }[keyof Facts];

const rows: Row[] = [
  ["stack", { status: "CREATE_COMPLETE" }, "ok", "completed"],
  ["stack", { status: "UPDATE_ROLLBACK_COMPLETE" }, "warn", "rolled back"],
  ["stack", { status: "UPDATE_IN_PROGRESS" }, "warn", "under way"],
  ["stack", { status: "UPDATE_ROLLBACK_FAILED" }, "bad", "UPDATE_ROLLBACK_FAILED"],
  ["public-api", { url: "https://a.example", status: 200 }, "ok", "https://a.example"],
  ["public-api", { url: "https://a.example", status: 503 }, "bad", "503"],
  ["public-api", { url: "https://a.example", status: undefined }, "bad", "does not answer"],
  ["identity", { ...identity, verified: false }, "bad", "not verified"],
  ["identity", { ...identity, dkim: { ...identity.dkim, signs: false } }, "bad", "not signed"],
  ["identity", { ...identity, dkim: { ...identity.dkim, status: "FAILED" } }, "bad", "a CNAME b"],
  ["identity", { ...identity, dkim: { ...identity.dkim, status: "TEMPORARY_FAILURE" } }, "warn", "a CNAME b"],
  ["identity", { ...identity, mailFrom }, "ok", "bounce.processor.example"],
  ["identity", { ...identity, mailFrom: { ...mailFrom, status: "PENDING" } }, "warn", "uses amazonses.com"],
  ["dmarc", dmarc("mail.processor.example", "v=DMARC1; p=Reject"), "ok", "reject"],
  ["dmarc", dmarc("processor.example", "v=DMARC1;p=none;sp=quarantine"), "ok", "quarantine"],
  ["dmarc", dmarc("processor.example", "v=DMARC1;p=reject;sp=none"), "warn", "p=none"],
  ["dmarc", dmarc("mail.processor.example", "v=DMARC1"), "warn", "p=none"],
  ["sending-account", { ...account, enabled: false }, "bad", "paused"],
  ["sending-account", { ...account, production: false }, "bad", "sandbox"],
  ["sending-account", { ...account, enforcement: "PROBATION" }, "bad", "PROBATION"],
  ["sending-quota", { most: undefined, sent: 4, perSecond: 1 }, "ok", "no limit"],
  ["sending-quota", { most: 200, sent: 99, perSecond: 1 }, "ok", "99 of at most 200"],
  ["sending-quota", { most: 200, sent: 100, perSecond: 1 }, "warn", "no acknowledgements"],
  ["sending-quota", { most: 200, sent: 180, perSecond: 1 }, "bad", "requests wait"],
  ["configuration-sets", { ...set, enabled: false }, "bad", "does not send"],
  ["configuration-sets", { ...set, requiresTls: false }, "bad", "without TLS"],
  ["configuration-sets", { ...set, suppresses: true }, "warn", "keeps the addresses"],
  ["configuration-sets", { ...set, events: ["SEND"] }, "bad", "REJECT, BOUNCE"],
  ["configuration-sets", { ...set, events: [...set.events, "OPEN", "CLICK"] }, "bad", "OPEN, CLICK"],
  ["rules", { name: "SesEvents", on: false }, "bad", "SesEvents"],
  ["schedules", { name: "Sweep", on: false }, "bad", "Sweep"],
  ["streams", { name: "NewCases", state: "Enabling", problem: undefined }, "warn", "enabling"],
  ["streams", { name: "NewCases", state: "Disabling", problem: undefined }, "bad", "disabling"],
  ["streams", { name: "NewCases", state: "Enabled", problem: "PROBLEM" }, "warn", "PROBLEM"],
  ["concurrency", { most: 1_000, shared: 49 }, "warn", "Only 49"],
  ["concurrency", { most: 1_000, shared: 50 }, "ok", "50 of the account's 1000"],
  ["functions", { name: "Sweep", reserved: 0 }, "bad", "switched off"],
  ["functions", { name: "Sweep", reserved: 3 }, "ok", "3 times at once"],
  ["subscribers", { confirmed: 2, pending: 0 }, "ok", "2 addresses"],
  ["subscribers", { confirmed: 1, pending: 1 }, "warn", "have not confirmed"],
  ["subscribers", { confirmed: 0, pending: 1 }, "bad", "Nobody"],
  [
    "alarms",
    { name: "A", state: "ALARM", since: "2026-11-22T10:00:00.000Z", description: "By hand.", acts: true },
    "bad",
    "infra/runbook.md",
  ],
  ["alarms", { name: "A", state: "OK", since: "", description: "", acts: false }, "bad", "calls nobody"],
  [
    "alarms",
    { name: "A", state: "ALARM", since: "", description: "It is full.", acts: false },
    "bad",
    "full",
  ],
  ["alarms", { name: "A", state: "INSUFFICIENT_DATA", since: "", description: "", acts: true }, "ok", "off"],
  ["dead-letters", { name: "Q", messages: 1 }, "warn", "1 letter lies in Q"],
  ["recovery", { name: "Table", days: undefined }, "bad", "cannot be restored"],
  ["recovery", { name: "Table", days: 8 }, "bad", "certificates say 7"],
  ["recovery", { name: "Table", days: 6 }, "warn", "not 7"],
  ["expiry", { name: "Restored", attribute: "expiresAt" }, "ok", "forgets"],
  ["expiry", { name: "Restored", attribute: undefined }, "bad", "no attribute"],
  ["restoration", { name: "Restored", finished: true }, "ok", "Restored"],
  ["restoration", { name: "Restored", finished: false }, "bad", "may be in it"],
  ["seal-lock", undefined, "bad", "not locked"],
  ["seal-lock", { mode: "GOVERNANCE", days: 100 }, "bad", "less than the settings say"],
  ["seal-lock", { mode: "COMPLIANCE", days: 99 }, "bad", "less than the settings say"],
  ["seal-lock", { mode: "COMPLIANCE", days: 100 }, "ok", "100 days (compliance)"],
  ["seal-key", { state: "Disabled" }, "bad", "Disabled"],
  ["faults", { rules: 0 }, "ok", "No faults"],
  ["faults", { rules: 2 }, "warn", "meldpunt run faults --clear"],
];

describe("it is told of", () => {
  test.each(rows)("%s where it is %j: %s, %s", (subject, value, level, words) => {
    const facts = { ...none, "operator-api": [{ value: settings }], [subject]: [{ value }] };
    const found = findings(facts).filter((finding) => finding.subject === subject);
    expect(found.map((finding) => finding.level)).toContain(level);
    expect(found.map(({ what, next }) => `${what} ${next}`).join("\n")).toContain(words);
    // Whatever is not well comes with what to do, and each is a sentence.
    for (const { level: each, what, next } of found) {
      expect(next !== undefined).toBe(each === "bad" || each === "warn");
      expect(what).toMatch(/^\S.*[.!?]$/s);
    }
  });

  test("what is held against settings, as far as these are known", () => {
    const recovery = [{ value: { name: "Table", days: 35 } }];
    const lock = [{ value: { mode: "GOVERNANCE", days: 1 } }];
    const found = findings({ ...none, recovery, "seal-lock": lock });
    expect(found.map(({ level }) => level)).toEqual(["ok", "ok"]);
  });
});

describe("what is found", () => {
  test("begins with the worst, and has each thing once", () => {
    const found = findings({
      ...none,
      stack: ["elsewhere"],
      schedules: [{ value: { name: "Sweep", on: true } }, { lacks: "a:B" }, { lacks: "a:B" }],
      "seal-key": [{ value: { state: "Disabled" } }],
    });
    expect(found.map(({ level }) => level)).toEqual(["bad", "warn", "skipped", "ok"]);
  });

  const found = findings({
    ...none,
    stack: ["elsewhere"],
    identity: ["elsewhere"],
    rules: [{ value: { name: "SesEvents", on: true } }],
    schedules: [{ gone: "Sweep\u001b" }],
  });

  test("is told on a line each, and what is nothing here in one", () => {
    const plain: PaintLevel = (_, text) => text;
    expect(doctorText(found, plain)).toBe(
      `1 bad, 0 to look at, 1 well.

BAD   schedules: Sweep⟨U+001B⟩ is gone, though the stack has it. aws cloudformation detect-stack-drift names what else is; then deploy the stack anew.
OK    rules: The rule SesEvents hands events on.
Not on this machine: stack, identity.`,
    );
  });

  test("is coloured by how bad it is", () => {
    const text = doctorText(found, (level, word) => `<${level}>${word.trim()}</>`);
    expect(text.match(/<\w+>[^<]*<\/>/g)).toEqual(["<bad>BAD</>", "<ok>OK</>"]);
  });
});
