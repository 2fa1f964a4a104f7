import { rm } from "node:fs/promises";
import { connect } from "node:net";
import {
  ConfigurationSetDoesNotExistException,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  MessageRejected,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from "@aws-sdk/client-ses";
import { describe, expect, test } from "vitest";
import { compose, type LocalSes, readStore, sender, startLocalSes } from "./local-ses.ts";

async function send({ client }: LocalSes, raw: Buffer, parameters: Partial<SendRawEmailCommandInput> = {}) {
  const { MessageId } = await client.send(
    new SendRawEmailCommand({ RawMessage: { Data: raw }, ...parameters }),
  );
  return MessageId;
}

describe("SendRawEmail", () => {
  test("keeps a mail with everything that was in it", async () => {
    const ses = await startLocalSes();
    const longValue = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");
    const raw = await compose({
      from: { name: "Meldpunt für Geräte", address: sender },
      to: '"Noor de Vries" <noor@example.org>',
      cc: "cc@example.org",
      bcc: "blind@example.org",
      replyTo: "Jörg <joerg@example.org>",
      subject: `[RQ-1] Verzoek: inzage – Ünïcödé ${"é".repeat(100)}`,
      text: "Grüße\nzweite Zeile 👋\n",
      html: "<p>Grüße <b>&amp;</b> 👋</p>",
      headers: { "X-Meldpunt-Reference": "RQ-1", "X-Long": longValue },
      attachments: [{ filename: "überblick.json", content: '{"ä":1}', contentType: "application/json" }],
    });

    const messageId = await send(ses, raw, {
      Source: sender,
      Destinations: ["noor@example.org", "cc@example.org", "blind@example.org"],
      ConfigurationSetName: "mail",
      Tags: [{ Name: "reference", Value: "RQ-1" }],
    });

    const [mail, ...others] = await readStore(ses);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      messageId,
      from: sender,
      replyTo: ["joerg@example.org"],
      destination: { to: ["noor@example.org"], cc: ["cc@example.org"], bcc: ["blind@example.org"] },
      subject: `[RQ-1] Verzoek: inzage – Ünïcödé ${"é".repeat(100)}`,
      body: { html: "<p>Grüße <b>&amp;</b> 👋</p>" },
      attachments: [
        {
          filename: "überblick.json",
          contentType: "application/json",
          content: Buffer.from('{"ä":1}').toString("base64"),
        },
      ],
    });
    expect(mail?.body.text.trimEnd()).toBe("Grüße\nzweite Zeile 👋");
    expect(mail?.headers).toContainEqual(["X-Meldpunt-Reference", "RQ-1"]);
    expect(mail?.headers).toContainEqual(["X-Long", longValue]);
    expect(Date.now() - Date.parse(mail?.at ?? "")).toBeLessThan(60_000);
  });

  test("overrides Message-ID and Date and leaves every other byte as it was", async () => {
    const ses = await startLocalSes();
    const date = "Tue, 03 Nov 2020 10:00:00 +0000";
    const raw = await compose({ messageId: "<ours@processor.example>", date, headers: { "X-Last": "x" } });

    const messageId = await send(ses, raw);

    expect(messageId).toMatch(/^0107[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    const kept = await (await fetch(`${ses.url}/messages/${messageId}/raw`)).text();
    const newDate = /^Date: (.*)\r$/m.exec(kept)?.[1] ?? "";
    expect(kept).toBe(
      raw
        .toString()
        .replace("<ours@processor.example>", `<${messageId}@eu-central-1.amazonses.com>`)
        .replace(date, newDate),
    );
    expect(newDate).toMatch(/ \+0000$/);
    expect(Math.abs(Date.now() - Date.parse(newDate))).toBeLessThan(60_000);
  });

  test.each([
    ["eu-west-1", "eu-west-1"],
    ["us-east-1", "email"],
  ])("makes the Message-ID in %s end in @%s.amazonses.com", async (region, host) => {
    const ses = await startLocalSes({ region });
    const messageId = await send(ses, await compose());
    const [mail] = await readStore(ses);
    expect(mail?.headers).toContainEqual(["Message-ID", `<${messageId}@${host}.amazonses.com>`]);
  });

  test("sends to the addresses in the header when the call names none", async () => {
    const ses = await startLocalSes();
    await send(ses, await compose({ to: "A <a@example.org>", cc: "b@example.org" }));
    await send(ses, await compose({ to: "a@example.org" }), { Destinations: ["Other <other@example.org>"] });
    const mails = await readStore(ses);
    expect(mails.map(({ destination }) => destination)).toEqual([
      { to: ["a@example.org"], cc: ["b@example.org"], bcc: [] },
      { to: [], cc: [], bcc: ["other@example.org"] },
    ]);
  });

  // E14
  test("rejects senders that are under no verified identity", async () => {
    const ses = await startLocalSes({ identities: ["processor.example", "only@other.example"] });
    const refused = ["x@elsewhere.example", "x@notprocessor.example", "x@other.example"];
    for (const from of refused) {
      const error = await send(ses, await compose({ from })).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MessageRejected);
      expect(error).toHaveProperty(
        "message",
        `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${from}`,
      );
    }
    await expect(send(ses, await compose(), { Source: "x@elsewhere.example" })).rejects.toThrow(
      MessageRejected,
    );
    for (const from of ["only@other.example", "x@mail.processor.example"]) {
      await expect(send(ses, await compose({ from }))).resolves.toBeDefined();
    }
  });

  test("refuses an unknown configuration set", async () => {
    const ses = await startLocalSes();
    const sending = send(ses, await compose(), { ConfigurationSetName: "other" });
    await expect(sending).rejects.toThrow(ConfigurationSetDoesNotExistException);
  });

  test.each<[string, Parameters<typeof compose>[0], Partial<SendRawEmailCommandInput>]>([
    ["no recipients", { to: [] }, {}],
    ["a recipient without a domain", {}, { Destinations: ["nobody"] }],
    ["a local part that is not ASCII", {}, { Destinations: ["jörg@example.org"] }],
    ["two addresses in one destination", {}, { Destinations: ["a@example.org, b@example.org"] }],
    [
      "51 recipients",
      {},
      { Destinations: Array.from({ length: 51 }, (_, index) => `a${index}@example.org`) },
    ],
    ["a tag with a space", {}, { Tags: [{ Name: "reference", Value: "RQ 1" }] }],
    ["a tag of 257 characters", {}, { Tags: [{ Name: "reference", Value: "x".repeat(257) }] }],
    [
      "a message of more than 10 MB",
      { attachments: [{ filename: "a.bin", content: Buffer.alloc(8_000_000) }] },
      {},
    ],
  ])("refuses %s, and keeps nothing", async (_case, options, parameters) => {
    const ses = await startLocalSes();
    const error = await send(ses, await compose(options), parameters).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "InvalidParameterValue", $metadata: { httpStatusCode: 400 } });
    expect(await readStore(ses)).toEqual([]);
  });

  // C1
  test.each(["Subject: a\r\nSubject: b\r\n", "subject: a\r\nTo: b@example.org\r\nTO: c@example.org\r\n"])(
    "refuses a header field that may be there only once and is there twice: %j",
    async (fields) => {
      const ses = await startLocalSes();
      const raw = Buffer.from(`From: ${sender}\r\n${fields}\r\nbody`);
      await expect(send(ses, raw)).rejects.toThrow(/^Duplicate header '(Subject|To)'\.$/);
    },
  );

  test("fails, and lists nothing, when the mail cannot be kept", async () => {
    const ses = await startLocalSes();
    await rm(ses.folder, { recursive: true });
    const error = await send(ses, await compose()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "InternalFailure", $metadata: { httpStatusCode: 500 } });
    expect(await readStore(ses)).toEqual([]);
    expect(ses.lines).toEqual(["SES: a call failed (Error)"]);
  });

  test("takes a message of nearly 10 MB", async () => {
    const ses = await startLocalSes();
    const content = Buffer.alloc(7_500_000, 7);
    const messageId = await send(ses, await compose({ attachments: [{ filename: "a.bin", content }] }));
    const attachment = await fetch(`${ses.url}/messages/${messageId}/attachments/1`);
    expect(Buffer.from(await attachment.arrayBuffer()).equals(content)).toBe(true);
  });

  test("keeps 200 mails that arrive at once and gives them all", async () => {
    const ses = await startLocalSes();
    const mails = await Promise.all(
      Array.from({ length: 200 }, (_, index) => compose({ subject: `mail ${index}` })),
    );
    const ids = await Promise.all(mails.map((raw) => send(ses, raw)));
    const stored = await readStore(ses);
    expect(new Set(stored.map(({ messageId }) => messageId))).toEqual(new Set(ids));
    const instants = stored.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted());
  });
});

describe("the query API", () => {
  test("tells the quota and how much of it is used", async () => {
    const ses = await startLocalSes();
    await send(ses, await compose());
    expect(await ses.client.send(new GetSendQuotaCommand())).toMatchObject({
      SentLast24Hours: 1,
      MaxSendRate: 14,
    });
  });

  test("refuses any other action", async () => {
    const { client } = await startLocalSes();
    await expect(client.send(new ListIdentitiesCommand())).rejects.toMatchObject({ name: "InvalidAction" });
  });

  test("refuses an unsigned call, which a web page could make", async () => {
    const ses = await startLocalSes();
    const response = await fetch(ses.url, {
      method: "POST",
      body: new URLSearchParams({ Action: "GetSendQuota" }),
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });

  test("answers 413 to a body over 16 MB", async () => {
    const ses = await startLocalSes();
    const response = await fetch(ses.url, { method: "POST", body: "x".repeat(16 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(ses.lines).toEqual([]);
  });

  test("answers 405 to another method and 404 to another path", async () => {
    const { url } = await startLocalSes();
    expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${url}/store`, { method: "POST", body: "" })).status).toBe(405);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});

describe("the local SES", () => {
  test("rejects with the system's error when its port is taken", async () => {
    const { url } = await startLocalSes();
    const port = Number(new URL(url).port);
    await expect(startLocalSes({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("stops within its patience though a caller never ends its request", async () => {
    const ses = await startLocalSes();
    const socket = connect(Number(new URL(ses.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    await readStore(ses);
    const begin = performance.now();
    await ses.close();
    expect(performance.now() - begin).toBeLessThan(15_000);
    socket.destroy();
  });
});
