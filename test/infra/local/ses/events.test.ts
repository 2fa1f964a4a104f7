import { SendRawEmailCommand, type SendRawEmailCommandInput } from "@aws-sdk/client-ses";
import { describe, expect, test } from "vitest";
import type { SesEvent } from "../../../../infra/local/ses/ses-event.ts";
import { compose, eventually, type LocalSes, newFolder, sender, startLocalSes } from "./local-ses.ts";

async function sendTo(
  { client }: LocalSes,
  recipient: string,
  changes: Partial<SendRawEmailCommandInput> = {},
) {
  const { MessageId } = await client.send(
    new SendRawEmailCommand({
      RawMessage: { Data: await compose({ to: recipient }) },
      ConfigurationSetName: "mail",
      ...changes,
    }),
  );
  return MessageId;
}

const typesOf = (events: readonly SesEvent[]) => events.map((event) => event["detail-type"]);

describe("events", () => {
  test("are as EventBridge hands them on", async () => {
    const ses = await startLocalSes();
    const messageId = await sendTo(ses, "noor@example.org", { Tags: [{ Name: "delivery", Value: "d-1" }] });
    await eventually(() => expect(ses.events).toHaveLength(2));

    const [sent, delivered] = ses.events;
    expect(sent).toMatchObject({ "detail-type": "Email Sent", detail: { eventType: "Send", send: {} } });
    expect(delivered).toMatchObject({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Email Delivered",
      source: "aws.ses",
      account: "000000000000",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: "eu-central-1",
      resources: ["arn:aws:ses:eu-central-1:000000000000:configuration-set/mail"],
      detail: {
        eventType: "Delivery",
        mail: {
          timestamp: expect.any(String),
          source: sender,
          sendingAccountId: "000000000000",
          messageId,
          destination: ["noor@example.org"],
          headersTruncated: false,
          headers: expect.arrayContaining([{ name: "Subject", value: "S" }]),
          commonHeaders: { from: [sender], to: ["noor@example.org"], messageId, subject: "S" },
          tags: {
            "ses:configuration-set": ["mail"],
            "ses:source-ip": ["127.0.0.1"],
            "ses:from-domain": ["processor.example"],
            "ses:caller-identity": ["AKIATEST"],
            delivery: ["d-1"],
          },
        },
        delivery: {
          timestamp: expect.any(String),
          processingTimeMillis: expect.any(Number),
          recipients: ["noor@example.org"],
          smtpResponse: "250 2.0.0 OK",
          reportingMTA: expect.any(String),
        },
      },
    });
    expect(sent?.id).not.toBe(delivered?.id);
  });

  // E9
  test("tell of a hard bounce and never of a delivery", async () => {
    const ses = await startLocalSes();
    await sendTo(ses, "bounce+x@simulator.amazonses.com");
    await eventually(() => expect(typesOf(ses.events)).toEqual(["Email Sent", "Email Bounced"]));
    expect(ses.events[1]?.detail).toMatchObject({
      eventType: "Bounce",
      bounce: {
        feedbackId: expect.any(String),
        bounceType: "Permanent",
        bounceSubType: "General",
        bouncedRecipients: [
          {
            emailAddress: "bounce+x@simulator.amazonses.com",
            action: "failed",
            status: "5.1.1",
            diagnosticCode: "smtp; 550 5.1.1 user unknown",
          },
        ],
      },
    });
  });

  // E9
  test("tell of a suppressed address as a bounce", async () => {
    const ses = await startLocalSes();
    await sendTo(ses, "suppressionlist@simulator.amazonses.com");
    await eventually(() => expect(typesOf(ses.events)).toEqual(["Email Sent", "Email Bounced"]));
    expect(ses.events[1]?.detail).toMatchObject({
      bounce: { bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" },
    });
  });

  // E9
  test("tell of a complaint after the delivery", async () => {
    const ses = await startLocalSes();
    await sendTo(ses, "complaint@simulator.amazonses.com");
    const expected = ["Email Sent", "Email Delivered", "Email Complaint Received"];
    await eventually(() => expect(typesOf(ses.events)).toEqual(expected));
    expect(ses.events[2]?.detail).toMatchObject({
      complaint: { complainedRecipients: [{ emailAddress: "complaint@simulator.amazonses.com" }] },
    });
  });

  test("tell of a virus in an attachment as a reject", async () => {
    const ses = await startLocalSes();
    // In two pieces, so that this file is not taken for the virus.
    const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
    const Data = await compose({ attachments: [{ filename: "eicar.com", content: eicar }] });
    await sendTo(ses, "noor@example.org", { RawMessage: { Data } });
    await eventually(() => expect(typesOf(ses.events)).toEqual(["Email Sent", "Email Rejected"]));
    expect(ses.events[1]?.detail).toMatchObject({ reject: { reason: "Bad content" } });
  });

  test("come only for the types that the configuration set matches, and never without one", async () => {
    const ses = await startLocalSes({ configurationSets: new Map([["some", ["BOUNCE", "DELIVERY"]]]) });
    await sendTo(ses, "first@example.org", { ConfigurationSetName: undefined });
    await sendTo(ses, "second@example.org", { ConfigurationSetName: "some" });
    await eventually(() => expect(ses.events).toHaveLength(1));
    expect(ses.events[0]?.detail).toMatchObject({
      eventType: "Delivery",
      mail: { destination: ["second@example.org"] },
    });
  });

  test("say so when the header section is cut at 10 KB", async () => {
    const ses = await startLocalSes();
    const Data = await compose({ headers: { "X-Long": "word ".repeat(2_500) } });
    await sendTo(ses, "noor@example.org", { RawMessage: { Data } });
    await eventually(() => expect(ses.events).toHaveLength(2));
    expect(ses.events[0]?.detail.mail.headersTruncated).toBe(true);
    expect(JSON.stringify(ses.events[0]?.detail.mail.headers).length).toBeLessThan(11_000);
  });

  test("that were not handled before the end come again, and only those", async () => {
    const folder = await newFolder();
    const handled: SesEvent[] = [];
    const hanging: SesEvent[] = [];
    const first = await startLocalSes({
      folder,
      emit: (event) => {
        if (event.detail.eventType === "Send") {
          handled.push(event);
          return;
        }
        hanging.push(event);
        return new Promise(() => undefined);
      },
    });
    await sendTo(first, "complaint@simulator.amazonses.com");
    await eventually(() => expect(hanging).toHaveLength(1));
    await first.close();

    const second = await startLocalSes({ folder });
    await eventually(() =>
      expect(typesOf(second.events)).toEqual(["Email Delivered", "Email Complaint Received"]),
    );
    expect(second.events[0]?.id).toBe(hanging[0]?.id);
    await second.close();

    const third = await startLocalSes({ folder });
    await sendTo(third, "noor@example.org");
    await eventually(() => expect(typesOf(third.events)).toEqual(["Email Sent", "Email Delivered"]));
  });

  test("that could not be handled are logged without personal data and come again", async () => {
    const folder = await newFolder();
    const emit = () => {
      throw new TypeError("noor@example.org");
    };
    const first = await startLocalSes({ folder, emit });
    const messageId = await sendTo(first, "noor@example.org");
    await eventually(() => expect(first.lines).toHaveLength(1));
    expect(first.lines[0]).toContain(messageId);
    expect(first.lines[0]).not.toContain("noor");
    await first.close();

    const second = await startLocalSes({ folder });
    await eventually(() => expect(typesOf(second.events)).toEqual(["Email Sent", "Email Delivered"]));
  });
});
