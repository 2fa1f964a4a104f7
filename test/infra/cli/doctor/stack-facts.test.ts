import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Facts } from "../../../../infra/cli/doctor/facts.ts";
import { findings } from "../../../../infra/cli/doctor/findings.ts";
import { stackFacts } from "../../../../infra/cli/doctor/stack-facts.ts";
import { doctorPolicy } from "../../../../infra/operator-policies.ts";
import { awsServer, queryAnswer, type WireAnswers } from "../aws-wire.ts";
import { wellAnswers, wellResolved } from "./well.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

/** What is found in a stack of which AWS says all this, and otherwise that it is well. */
async function find(
  answers: WireAnswers = {},
  resolve = wellResolved,
  outputs?: ReadonlyMap<string, string>,
) {
  const { url, calls } = await awsServer({ ...wellAnswers, ...answers });
  vi.stubEnv("AWS_ENDPOINT_URL", url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const region = "eu-central-1";
  const facts = await stackFacts(
    {
      name: "Meldpunt",
      status: "UPDATE_COMPLETE",
      outputs: outputs ?? new Map([["PublicApiUrl", url]]),
      region,
      credentials,
      api: { url, region, credentials },
    },
    resolve,
  );
  return { found: findings(facts), calls };
}

describe("of a stack of which all is well", () => {
  test("each subject is asked about, and nothing else is said", async () => {
    const { found, calls } = await find();
    expect(found.filter(({ level }) => level !== "ok")).toEqual([]);
    const subjects = new Set(found.map(({ subject }) => subject));
    expect(subjects.size).toBe(21);
    expect(subjects).not.toContain("faults");
    // One bucket of two is asked what locks it.
    expect(calls.filter(({ operation }) => operation === "GetObjectLockConfiguration")).toEqual([
      { operation: "GetObjectLockConfiguration", input: "meldpunt-seals-1" },
    ]);
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(Object.keys(wellAnswers)));
  });
});

test("a stack without an address of its public API is no reason to say nothing of the rest", async () => {
  const { found } = await find({}, wellResolved, new Map());
  expect(found.filter(({ level }) => level !== "ok")).toMatchObject([
    { subject: "public-api", level: "warn", what: expect.stringContaining("PublicApiUrl") },
  ]);
});

describe("it is found on the wire", () => {
  const xml = (subscriptions: string) =>
    queryAnswer("ListSubscriptionsByTopic", `<Subscriptions>${subscriptions}</Subscriptions>`);
  const pending = "<member><SubscriptionArn>PendingConfirmation</SubscriptionArn></member>";
  const deleted = "<member><SubscriptionArn>Deleted</SubscriptionArn></member>";
  const backups = (status: string, days?: number) => ({
    body: {
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status, RecoveryPeriodInDays: days },
      },
    },
  });
  const alarm = { AlarmName: "Meldpunt-SweepSilent-1", StateUpdatedTimestamp: 1_795_300_000 };
  const cases: [string, keyof Facts, WireAnswers, "bad" | "warn", string][] = [
    [
      "an account in the sandbox",
      "sending-account",
      { GetAccount: { body: { ProductionAccessEnabled: false, SendingEnabled: true } } },
      "bad",
      "sandbox",
    ],
    [
      "a quota that is nearly used up",
      "sending-quota",
      {
        GetAccount: {
          body: {
            ProductionAccessEnabled: true,
            SendingEnabled: true,
            SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 190 },
          },
        },
      },
      "bad",
      "190 of at most 200",
    ],
    [
      "DKIM records that are not published",
      "identity",
      {
        GetEmailIdentity: {
          body: {
            VerifiedForSendingStatus: false,
            DkimAttributes: {
              SigningEnabled: true,
              Status: "PENDING",
              Tokens: ["a1"],
              SigningHostedZone: "dkim.eu-central-1.example",
            },
          },
        },
      },
      "bad",
      "a1._domainkey.processor.example CNAME a1.dkim.eu-central-1.example",
    ],
    [
      "a MAIL FROM domain without its MX record",
      "identity",
      {
        GetEmailIdentity: {
          body: {
            VerifiedForSendingStatus: true,
            DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
            MailFromAttributes: {
              MailFromDomain: "bounce.processor.example",
              MailFromDomainStatus: "FAILED",
              BehaviorOnMxFailure: "REJECT_MESSAGE",
            },
          },
        },
      },
      "bad",
      "bounce.processor.example",
    ],
    [
      "an event destination that is disabled",
      "configuration-sets",
      {
        GetConfigurationSetEventDestinations: {
          body: {
            EventDestinations: [
              {
                Enabled: false,
                MatchingEventTypes: ["SEND", "BOUNCE"],
                EventBridgeDestination: { EventBusArn: "arn" },
              },
            ],
          },
        },
      },
      "bad",
      "SEND, REJECT, BOUNCE",
    ],
    [
      "a configuration set that keeps bounced addresses",
      "configuration-sets",
      { GetConfigurationSet: { body: { DeliveryOptions: { TlsPolicy: "REQUIRE" } } } },
      "warn",
      "keeps the addresses",
    ],
    [
      "a rule that is disabled",
      "rules",
      { DescribeRule: { body: { State: "DISABLED" } } },
      "bad",
      "SesEvents",
    ],
    [
      "a schedule that is off",
      "schedules",
      { GetSchedule: { body: { State: "DISABLED" } } },
      "bad",
      "SweepEveryFiveMinutes",
    ],
    [
      "a mapping that is disabled",
      "streams",
      { GetEventSourceMapping: { body: { State: "Disabled", LastProcessingResult: "OK" } } },
      "bad",
      "ForwardNewCases",
    ],
    [
      "a mapping with trouble",
      "streams",
      {
        GetEventSourceMapping: {
          body: { State: "Enabled", LastProcessingResult: "PROBLEM: Function call failed" },
        },
      },
      "warn",
      "PROBLEM: Function call failed",
    ],
    [
      "an account that may run few functions",
      "concurrency",
      {
        GetAccountSettings: {
          body: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
        },
      },
      "warn",
      "Only 10",
    ],
    [
      "a function that is switched off",
      "functions",
      { GetFunctionConcurrency: { body: { ReservedConcurrentExecutions: 0 } } },
      "bad",
      "SweepFunction",
    ],
    [
      "a subscription that nobody has confirmed",
      "subscribers",
      { ListSubscriptionsByTopic: xml(pending) },
      "bad",
      "Nobody gets the alarms",
    ],
    [
      "a subscription that was ended",
      "subscribers",
      { ListSubscriptionsByTopic: xml(deleted) },
      "bad",
      "Nobody gets the alarms",
    ],
    [
      "an alarm that is on",
      "alarms",
      {
        DescribeAlarms: {
          body: {
            MetricAlarms: [
              {
                ...alarm,
                StateValue: "ALARM",
                AlarmDescription: "No run. Nobody is told. What to do: infra/runbook.md#sweep-silent",
              },
            ],
          },
        },
      },
      "bad",
      "Since 2026-11-21T22:26:40.000Z: No run. Nobody is told. infra/runbook.md#sweep-silent",
    ],
    [
      "an alarm that calls nobody",
      "alarms",
      { DescribeAlarms: { body: { MetricAlarms: [{ ...alarm, ActionsEnabled: false, StateValue: "OK" }] } } },
      "bad",
      "calls nobody",
    ],
    [
      "an alarm that somebody deleted",
      "alarms",
      { DescribeAlarms: { body: { MetricAlarms: [] } } },
      "bad",
      "The alarm SweepSilentAlarm is gone",
    ],
    [
      "a letter in a dead-letter queue, also one that is looked at just then",
      "dead-letters",
      {
        GetQueueAttributes: {
          body: {
            Attributes: { ApproximateNumberOfMessages: "1", ApproximateNumberOfMessagesNotVisible: "1" },
          },
        },
      },
      "warn",
      "2 letters lie in ForwardUnreadQueue",
    ],
    [
      "a table without recovery points",
      "recovery",
      { DescribeContinuousBackups: backups("DISABLED") },
      "bad",
      "cannot be restored",
    ],
    [
      "a table that is kept for longer than certificates say, as where no days are told",
      "recovery",
      { DescribeContinuousBackups: backups("ENABLED") },
      "bad",
      "35 days back, and certificates say 7",
    ],
    [
      "a restored table that serves before its time",
      "restoration",
      { GetItem: { body: {} } },
      "bad",
      "Meldpunt-restored-1 serves",
    ],
    [
      "a restored table with the note of the one that it was restored from",
      "restoration",
      { GetItem: { body: { Item: { table: { S: "Meldpunt-restored-0" } } } } },
      "bad",
      "Meldpunt-restored-1 serves",
    ],
    [
      "a restored table that forgets nothing",
      "expiry",
      { DescribeTimeToLive: { body: { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } } } },
      "bad",
      "keeps what has run out",
    ],
    [
      "seals that are not locked",
      "seal-lock",
      { GetObjectLockConfiguration: { code: "ObjectLockConfigurationNotFoundError" } },
      "bad",
      "not locked",
    ],
    [
      "a key that is to be deleted",
      "seal-key",
      { DescribeKey: { body: { KeyMetadata: { KeyId: "k", KeyState: "PendingDeletion" } } } },
      "bad",
      "PendingDeletion",
    ],
    ["a public API that fails", "public-api", { health: { code: "InternalFailure" } }, "bad", "status 400"],
  ];

  test.each(cases)("%s", async (_, subject, answers, level, words) => {
    const { found } = await find(answers);
    const worse = found.filter((finding) => finding.level !== "ok");
    expect(worse.map((finding) => finding.subject)).toContain(subject);
    const told = worse.filter((finding) => finding.subject === subject);
    expect(told.map((finding) => finding.level)).toContain(level);
    expect(told.map(({ what, next }) => `${what} ${next}`).join("\n")).toContain(words);
  });

  test("of several subscriptions that some have not been confirmed", async () => {
    const confirmed = "<member><SubscriptionArn>arn:aws:sns:eu-central-1:1:t:1</SubscriptionArn></member>";
    const { found } = await find({ ListSubscriptionsByTopic: xml(`${confirmed}${pending}`) });
    expect(found[0]).toMatchObject({ level: "warn", subject: "subscribers" });
  });
});

describe("what cannot be asked", () => {
  // How each protocol and service words it.
  const denials: Record<string, string> = {
    ListStackResources: "AccessDenied",
    ListSubscriptionsByTopic: "AuthorizationError",
    GetObjectLockConfiguration: "AccessDenied",
  };

  /** The rights that are named as lacking where these operations are denied; nothing else is amiss. */
  async function lacking(...operations: string[]): Promise<string[]> {
    const denied = operations.map((name) => [name, { code: denials[name] ?? "AccessDeniedException" }]);
    const { found } = await find(Object.fromEntries(denied));
    expect(found.map(({ level }) => level)).toContain("ok");
    const amiss = found.filter(({ level }) => level !== "ok");
    expect(new Set(amiss.map(({ level }) => level))).toEqual(new Set(["warn"]));
    return amiss.map(({ what }) => /^Not looked at: you have no right to (\S+)\.$/.exec(what)?.[1] ?? what);
  }

  test("for want of a right names that, which doctor's policy has, and the rest is told", async () => {
    const { health: _, settings: __, ListStackResources: ___, ...asked } = wellAnswers;
    const named = [
      ...(await lacking(...Object.keys(asked))),
      ...(await lacking("GetConfigurationSet")),
      ...(await lacking("ListStackResources")),
    ];
    const { Statement } = doctorPolicy({ region: "r", account: "a", stack: "s" });
    const allowed = Statement.flatMap(({ Action }) => Action);
    expect([...new Set(named)].sort()).toEqual([...allowed].sort());
  });

  test("of the operator API for want of a right names that", async () => {
    expect(await lacking("settings")).toEqual(["execute-api:Invoke"]);
  });

  test("because somebody deleted it, is bad", async () => {
    const { found } = await find({ GetSchedule: { code: "ResourceNotFoundException" } });
    expect(found[0]).toMatchObject({
      level: "bad",
      subject: "schedules",
      what: "SweepEveryFiveMinutes is gone, though the stack has it.",
    });
  });

  test("because the service is disturbed, is said with its words", async () => {
    const { found } = await find({ GetSchedule: { code: "ValidationException" } });
    expect(found[0]).toMatchObject({ level: "warn", what: expect.stringContaining("ValidationException") });
  });

  test("because the operator API does not answer, is bad", async () => {
    const { found } = await find({ settings: { body: "no settings" } });
    expect(found[0]).toMatchObject({ level: "bad", subject: "operator-api" });
  });
});

describe("DMARC", () => {
  const records = (of: Record<string, string>) => async (name: string) => {
    const record = of[name];
    if (record !== undefined) return [["unrelated"], [record]];
    throw Object.assign(new Error("nothing"), { code: "ENODATA" });
  };
  const dmarc = async (of: Record<string, string>) => {
    const { found } = await find({}, records(of));
    return found.filter(({ subject }) => subject === "dmarc");
  };

  test("is looked for at the domain, and is missed there", async () => {
    expect(await dmarc({})).toMatchObject([{ level: "warn", next: expect.stringContaining("_dmarc.") }]);
  });

  test("is not taken from another text, nor from a top-level domain", async () => {
    const found = await dmarc({
      "_dmarc.processor.example": "v=DMARC10; p=reject",
      "_dmarc.example": "v=DMARC1",
    });
    expect(found).toMatchObject([{ level: "warn", what: expect.stringContaining("has no DMARC record") }]);
  });

  test("that asks for nothing is told of", async () => {
    const found = await dmarc({ "_dmarc.processor.example": "v=DMARC1; p=none; rua=mailto:a@b.example" });
    expect(found).toMatchObject([{ level: "warn", what: expect.stringContaining("p=none") }]);
  });

  test("cannot be asked for while the resolver fails", async () => {
    const { found } = await find({}, async () => {
      throw Object.assign(new Error("down"), { code: "ESERVFAIL" });
    });
    expect(found.filter(({ subject }) => subject === "dmarc")).toMatchObject([
      { level: "warn", what: expect.stringContaining("the question failed") },
    ]);
  });
});
