import { createServer } from "node:http";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { describe, expect, onTestFinished, test } from "vitest";
import { faultRules } from "../../../../infra/local/faults/fault-rule.ts";
import { createGate } from "../../../../infra/local/faults/gate.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { anyCredentials } from "../../../support/dynamodb.ts";
import { withoutPauses } from "../../../support/pauses.ts";

const sent = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>\
<MessageId>id</MessageId></SendRawEmailResult></SendRawEmailResponse>`;

/** What each service answers when it does what it is asked. */
const answers = { dynamodb: "{}", s3: "", ses: sent, kms: "{}" };

/** Asks a service, whose first answer is the fault, through AWS's own client. */
async function ask(given: object, maxAttempts: number): Promise<unknown> {
  const [rule] = faultRules.parse([{ ...given, times: 1 }]);
  if (!rule) throw new Error("no rule");
  const { service } = rule;
  const server = createServer((message, response) => {
    message.resume().once("end", () => response.end(answers[service]));
  });
  const gate = createGate({ service, target: await listen(server, 0), rules: [rule] });
  onTestFinished(async () => {
    await gate.close();
    await stopListening(server, 0);
  });
  const endpoint = await gate.open();
  const settings = { endpoint, region: "eu-central-1", credentials: { ...anyCredentials }, maxAttempts };
  switch (service) {
    case "dynamodb":
      return new DynamoDBClient(settings).send(new PutItemCommand({ TableName: "table", Item: {} }));
    case "s3":
      return new S3Client(settings).send(
        new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "body" }),
      );
    case "ses":
      return new SESClient(settings).send(
        new SendRawEmailCommand({ RawMessage: { Data: new Uint8Array() } }),
      );
    case "kms":
      return new KMSClient(settings).send(new GetPublicKeyCommand({ KeyId: "key" }));
  }
}

// A7, E2, E14, F7
describe("AWS's own client takes", () => {
  test.each([
    ["dynamodb", "throttle", "ProvisionedThroughputExceededException", 400, true],
    ["dynamodb", "fail", "InternalServerError", 500, true],
    ["s3", "throttle", "SlowDown", 503, true],
    ["s3", "fail", "InternalError", 500, true],
    ["ses", "throttle", "Throttling", 400, true],
    ["ses", "quota", "Throttling", 400, true],
    ["ses", "paused", "AccountSendingPausedException", 400, false],
    ["ses", "unverified", "MessageRejected", 400, false],
    ["ses", "fail", "ServiceUnavailable", 503, true],
    ["kms", "throttle", "ThrottlingException", 400, true],
    ["kms", "fail", "KMSInternalException", 500, true],
  ])(
    "%s=%s for %s with status %i, to be tried again: %s",
    async (service, fault, name, status, isRetried) => {
      withoutPauses();
      const rule = { service, fault };
      const error = { name, $metadata: { httpStatusCode: status } };
      await expect(ask(rule, 1)).rejects.toMatchObject(error);
      if (isRetried) await expect(ask(rule, 2)).resolves.toMatchObject({ $metadata: { attempts: 2 } });
      else await expect(ask(rule, 2)).rejects.toMatchObject(error);
    },
  );

  test.each([
    ["throttle", "Maximum sending rate exceeded"],
    ["quota", "Daily message quota exceeded"],
    ["unverified", "Email address is not verified"],
    ["paused", "sending is disabled"],
  ])("ses=%s with words that tell it from others: %s", async (fault, words) => {
    await expect(ask({ service: "ses", fault }, 1)).rejects.toThrow(words);
  });
});
