import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { GetSendQuotaCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { describe, expect, onTestFinished, test } from "vitest";
import { listen } from "../../../../infra/local/http/listen.ts";
import { openForeignSes } from "../../../../infra/local/ses/foreign-ses.ts";
import { errorXml, resultXml, SesError } from "../../../../infra/local/ses/query-api.ts";
import { compose, eventually, readStore, sender, startLocalSes } from "./local-ses.ts";

const settings = {
  identities: ["processor.example", "meldpunt@other.example"],
  configurationSets: new Map([["mail", []]]),
};
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** An SES of somebody else's, as the local one is told of it. */
async function foreignAt(endpoint: string) {
  const lines: string[] = [];
  const foreign = await openForeignSes(
    { endpoint, region: "eu-central-1", credentials },
    settings,
    (line) => void lines.push(line),
  );
  onTestFinished(foreign.close);
  return { foreign, lines };
}

/** A server that answers each action as it is told, and remembers what it was asked. */
async function startServer(answer: (form: URLSearchParams) => string | SesError) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const [action = "", ...named] = ["Action", "Domain", "EmailAddress", "ConfigurationSet.Name"].flatMap(
      (name) => form.get(name) ?? [],
    );
    asked.push([action, ...named].join(" "));
    const given = answer(form);
    if (given instanceof SesError) response.writeHead(given.status).end(errorXml(given, "1"));
    else response.end(resultXml({ action, result: { MessageId: given, VerificationToken: "t" } }, "1"));
  });
  onTestFinished(() => void server.close());
  return { endpoint: await listen(server, 0), asked };
}

const mail = async () =>
  new SendRawEmailCommand({
    Source: sender,
    Destinations: ["noor@example.org"],
    RawMessage: { Data: await compose({ text: "Grüße" }) },
    ConfigurationSetName: "mail",
    Tags: [{ Name: "reference", Value: "RQ-1" }],
  });

describe("an SES that somebody else runs", () => {
  test("gets what the stack sets up, also where some of it is there", async () => {
    const { endpoint, asked } = await startServer((form) =>
      form.get("Action") === "CreateConfigurationSet"
        ? new SesError("ConfigurationSetAlreadyExists", "there")
        : "x",
    );
    const { lines } = await foreignAt(endpoint);
    expect(asked).toEqual([
      "VerifyDomainIdentity processor.example",
      "VerifyEmailIdentity meldpunt@other.example",
      "CreateConfigurationSet mail",
    ]);
    expect(lines).toEqual([]);
  });

  test("that sets up nothing is used all the same, and that is logged", async () => {
    const theirs = await startLocalSes();
    const { lines } = await foreignAt(theirs.url);
    expect(lines).toEqual([`SES: ${theirs.url} was not set up (InvalidAction)`]);
  });

  test("takes each mail first, and what it took is in the mailbox under its id and has its events", async () => {
    const theirs = await startLocalSes();
    const { foreign } = await foreignAt(theirs.url);
    const ours = await startLocalSes({ foreign });
    const { MessageId } = await ours.client.send(await mail());
    for (const ses of [theirs, ours]) {
      expect(await readStore(ses)).toMatchObject([
        { messageId: MessageId, from: sender, body: { text: "Grüße\n" } },
      ]);
    }
    await eventually(() =>
      expect(ours.events.map(({ detail }) => [detail.eventType, detail.mail.messageId])).toEqual([
        ["Send", MessageId],
        ["Delivery", MessageId],
      ]),
    );
    const [sent] = theirs.events;
    expect(sent?.detail.mail).toMatchObject({
      destination: ["noor@example.org"],
      tags: { reference: ["RQ-1"], "ses:configuration-set": ["mail"] },
    });
    expect(await ours.client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 1 });
  });

  test.each([
    ["what it refuses", new SesError("MessageRejected", "not verified"), "MessageRejected", 400],
    ["what it is too busy for", new SesError("Throttling", "later", 400), "Throttling", 400],
    ["a failure of its own", new SesError("InternalFailure", "broken", 500), "InternalFailure", 500],
    ["an id that is none", "../etc", "InternalFailure", 500],
  ])("decides about mails: %s is not accepted here", async (_, given, name, status) => {
    const { endpoint } = await startServer(() => given);
    const { foreign } = await foreignAt(endpoint);
    const ours = await startLocalSes({ foreign });
    await expect(ours.client.send(await mail())).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
    expect(await readStore(ours)).toEqual([]);
  });

  test("that does not answer is no reason not to start; mails wait", async () => {
    const { foreign, lines } = await foreignAt("http://127.0.0.1:1");
    expect(lines).toEqual(["SES: http://127.0.0.1:1 was not set up (Error)"]);
    const ours = await startLocalSes({ foreign });
    const refusal = { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } };
    await expect(ours.client.send(await mail())).rejects.toMatchObject(refusal);
    await expect(ours.client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject(refusal);
  });
});
