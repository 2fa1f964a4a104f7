import { AccountSendingPausedException, MessageRejected, SESServiceException } from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { classify, type Mailer, sesMailer } from "../../../functions/delivery/mailer.ts";
import { sesQuota } from "../../../functions/delivery/quota.ts";
import { connectSes, sendMilliseconds } from "../../../functions/delivery/ses.ts";
import { leaseMilliseconds } from "../../../shared/delivery.ts";
import { accepting, failing, type SesStub, startSesStub } from "./ses-stub.ts";

const answered = { $metadata: { httpStatusCode: 400, attempts: 1 } };

function rejected(message: string): MessageRejected {
  return new MessageRejected({ message, ...answered });
}

function service(name: string, status: number, message = name): SESServiceException {
  return new SESServiceException({
    name,
    message,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
}

function system(code: string): Error {
  return Object.assign(new Error(code), { code, $metadata: { attempts: 1, totalRetryDelay: 0 } });
}

describe("an error of a send", () => {
  test("about the mail itself is a refusal", () => {
    expect(classify(rejected("Message length is too long."))).toEqual({
      kind: "refused",
      reason: "MessageRejected",
    });
    expect(classify(service("InvalidParameterValue", 400, "Missing final '@domain'")).kind).toBe("refused");
  });

  // E14
  test.each([
    [
      "unverified",
      "NotVerified",
      rejected(
        "Email address is not verified. The following identities failed the check in region EU: a@b.example",
      ),
    ],
    ["unverified", "NotVerified", service("MailFromDomainNotVerifiedException", 400)],
    [
      "account",
      "SendingPaused",
      rejected("Sending paused for this account. For more information, please check the inbox."),
    ],
    ["account", "SendingPaused", rejected("Sending suspended for this account.")],
    ["account", "SendingPaused", new AccountSendingPausedException({ message: "paused", ...answered })],
    ["account", "SendingPaused", service("ConfigurationSetSendingPausedException", 400)],
    [
      "account",
      "ConfigurationSetDoesNotExistException",
      service("ConfigurationSetDoesNotExistException", 400),
    ],
    ["account", "AccessDenied", service("AccessDenied", 403)],
    ["other", "RequestExpired", service("RequestExpired", 403)],
  ] as const)(
    "about our account postpones the mail, because it says nothing about it: %s, %s",
    (why, reason, error) => {
      expect(classify(error)).toEqual({ kind: "postponed", reason, why });
    },
  );

  // E2
  test.each([
    ["rate", "SendingRate", service("Throttling", 400, "Maximum sending rate exceeded.")],
    ["quota", "DailyQuota", service("Throttling", 400, "Daily message quota exceeded.")],
    ["other", "InternalFailure", service("InternalFailure", 500)],
    ["other", "ServiceUnavailable", service("ServiceUnavailable", 503)],
  ] as const)(
    "that says not now postpones the mail, and tells for how long: %s, %s",
    (why, reason, error) => {
      expect(classify(error)).toEqual({ kind: "postponed", reason, why });
    },
  );

  // E2
  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"])(
    "that shows SES was never reached postpones: %s",
    (code) => {
      expect(classify(system(code))).toEqual({ kind: "postponed", reason: code, why: "other" });
    },
  );

  // E5
  test.each([
    system("ECONNRESET"),
    system("EPIPE"),
    Object.assign(new Error(), { name: "TimeoutError" }),
    Object.assign(new Error(), { name: "AbortError" }),
    new SyntaxError("an answer that cannot be read"),
    "no error at all",
    undefined,
  ])("that leaves open whether SES took the mail is unknown: %s", (error) => {
    expect(classify(error).kind).toBe("unknown");
  });

  // C11, H3
  test("is told by its name only: its message may hold an address", () => {
    const error = rejected("Email address is not verified: noor@example.org");
    expect(JSON.stringify(classify(error))).not.toContain("noor");
  });
});

test("a send gives up well before its delivery's lease ends", () => {
  expect(sendMilliseconds).toBeLessThanOrEqual(leaseMilliseconds - 2_000);
});

const variables = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "TEST",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_MAX_ATTEMPTS: "5",
};

describe("a send over the wire", () => {
  let ses: SesStub;

  beforeEach(async () => {
    ses = await startSesStub();
    vi.stubEnv("AWS_ENDPOINT_URL_SES", ses.endpoint);
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await ses.close();
  });

  const envelope: Parameters<Mailer>[0] = {
    raw: Buffer.from("Subject: x\r\n\r\nbody\r\n"),
    to: "privacy@voorbeeld.example",
    reference: "DSR-AAAA-BBBB-CCCC",
    deliveryId: "request",
    type: "request",
  };
  const sets = { ordinary: "ours", urgent: "ours-urgent" };

  function send(patience?: number, changes: Partial<typeof envelope> = {}) {
    const mailer = sesMailer(connectSes(patience), "meldpunt@processor.example", sets, patience);
    return mailer({ ...envelope, ...changes });
  }

  test("hands SES the mail, its one recipient, its sender, and what its events are to carry", async () => {
    ses.answer = accepting("0107-abc");
    expect(await send()).toEqual({ kind: "accepted", messageId: "0107-abc" });
    expect(ses.asked.map((form) => Object.fromEntries(form))).toEqual([
      {
        Action: "SendRawEmail",
        Version: "2010-12-01",
        Source: "meldpunt@processor.example",
        "Destinations.member.1": "privacy@voorbeeld.example",
        "RawMessage.Data": Buffer.from(envelope.raw).toString("base64"),
        ConfigurationSetName: "ours",
        "Tags.member.1.Name": "reference",
        "Tags.member.1.Value": "DSR-AAAA-BBBB-CCCC",
        "Tags.member.2.Name": "delivery",
        "Tags.member.2.Value": "request",
        "Tags.member.3.Name": "type",
        "Tags.member.3.Value": "request",
      },
    ]);
  });

  test("hands what is urgent to the configuration set that gives up sooner", async () => {
    await send(undefined, { urgent: true });
    expect(ses.asked.map((form) => form.get("ConfigurationSetName"))).toEqual(["ours-urgent"]);
  });

  // E2
  test("is preceded by a look at the daily quota, which a failing SES does not hold up", async () => {
    const quota = (most: string) =>
      `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>${most}</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>7</SentLast24Hours></GetSendQuotaResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetSendQuotaResponse>`;
    const read = sesQuota(connectSes());
    ses.answer = (response) => response.writeHead(200, { "content-type": "text/xml" }).end(quota("200.0"));
    expect(await read()).toEqual({ most: 200, sent: 7 });
    ses.answer = (response) => response.writeHead(200, { "content-type": "text/xml" }).end(quota("-1"));
    expect(await read()).toBeUndefined();
    ses.answer = failing(503, "ServiceUnavailable", "x");
    expect(await read()).toBeUndefined();
  });

  // E2, E4, E14
  test.each([
    ["refused", failing(400, "MessageRejected", "Illegal content.")],
    ["postponed", failing(400, "MessageRejected", "Email address is not verified.")],
    ["postponed", failing(400, "Throttling", "Maximum sending rate exceeded.")],
    ["postponed", failing(500, "InternalFailure", "x")],
    ["postponed", failing(503, "ServiceUnavailable", "x")],
    ["unknown", ((response) => response.socket?.destroy()) satisfies SesStub["answer"]],
    ["unknown", ((response) => response.writeHead(200).end("no XML")) satisfies SesStub["answer"]],
  ])("is tried once, whatever the answer: %s", async (kind, answer) => {
    ses.answer = answer;
    expect((await send()).kind).toBe(kind);
    expect(ses.asked).toHaveLength(1);
  });

  // E5
  test.each([
    ["does not answer", (() => {}) satisfies SesStub["answer"]],
    [
      "begins to answer and stops",
      ((response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.write("<SendRawEmailResponse>");
      }) satisfies SesStub["answer"],
    ],
  ])("ends in time as unknown when SES %s", async (_, answer) => {
    ses.answer = answer;
    const begun = performance.now();
    expect((await send(300)).kind).toBe("unknown");
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(ses.asked).toHaveLength(1);
  });

  test("is postponed when nothing listens", async () => {
    await ses.close();
    expect(await send()).toEqual({ kind: "postponed", reason: "ECONNREFUSED", why: "other" });
  });
});
