import { rm } from "node:fs/promises";
import { join } from "node:path";
import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { describe, expect, test } from "vitest";
import { destinationOf } from "../../../../infra/local/ses/stored-mail.ts";
import { compose, type LocalSes, readStore, sender, startLocalSes } from "./local-ses.ts";

async function send({ client }: LocalSes, raw: Buffer): Promise<string> {
  const { MessageId } = await client.send(new SendRawEmailCommand({ RawMessage: { Data: raw } }));
  return MessageId ?? "";
}

describe("the mailbox", () => {
  test("says what will appear while it is empty", async () => {
    const { url } = await startLocalSes();
    const page = await (await fetch(url)).text();
    expect(page).toContain('<html lang="en">');
    expect(page).toContain("No mail yet.");
  });

  test("lists mails newest first with subject, recipient, type and time", async () => {
    const ses = await startLocalSes();
    await send(ses, await compose({ subject: "older", headers: { "X-Meldpunt-Type": "request" } }));
    const newer = await send(ses, await compose({ subject: "Grüße", to: "b@example.org" }));
    const page = await (await fetch(ses.url)).text();
    expect(page.indexOf("Grüße")).toBeLessThan(page.indexOf("older"));
    expect(page).toContain(`<a href="/messages/${newer}"><bdi>Grüße</bdi></a>`);
    for (const shown of ["b@example.org", "<bdi>request</bdi>", "<time datetime="]) {
      expect(page).toContain(shown);
    }
  });

  test("shows a mail with its parts, its attachments and its source", async () => {
    const ses = await startLocalSes();
    const attachments = [{ filename: "naïve (1).json", content: "{}", contentType: "application/json" }];
    const id = await send(ses, await compose({ text: "Grüße", html: "<p>Hallo</p>", attachments }));
    const page = await (await fetch(`${ses.url}/messages/${id}`)).text();
    expect(page).toContain("<pre>Grüße");
    expect(page).toContain("&lt;p&gt;Hallo&lt;/p&gt;");
    expect(page).toContain("naïve (1).json");
    expect(page).toContain(`<dt>Message-ID</dt><dd><bdi>&lt;${id}@eu-central-1.amazonses.com&gt;</bdi></dd>`);

    const attachment = await fetch(`${ses.url}/messages/${id}/attachments/1`);
    expect(attachment.headers.get("content-type")).toBe("application/octet-stream");
    expect(attachment.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''na%C3%AFve%20%281%29.json",
    );
    expect(await attachment.text()).toBe("{}");

    const raw = await fetch(`${ses.url}/messages/${id}/raw`);
    expect(raw.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await raw.text()).toContain("MIME-Version: 1.0\r\n");
  });

  // C3, C4
  test("shows hostile content and lets none of it act", async () => {
    const ses = await startLocalSes();
    const attack = `"'><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>`;
    const id = await send(
      ses,
      await compose({
        subject: `\u202E${attack}`,
        text: attack,
        html: `${attack}"></iframe>`,
        headers: { "X-Meldpunt-Type": attack, "X-Other": attack },
        attachments: [{ filename: `${attack}.html`, content: attack, contentType: "text/html" }],
      }),
    );
    for (const path of ["/", `/messages/${id}`]) {
      const response = await fetch(`${ses.url}${path}`);
      const page = await response.text();
      expect(page).toContain("&lt;script&gt;");
      expect(page).not.toMatch(/<script|<img|<\/iframe>.*<\/iframe>/s);
      const policy = response.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("script-src");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
    const page = await (await fetch(`${ses.url}/messages/${id}`)).text();
    const sandbox = /<iframe [^>]*sandbox="([^"]*)"/.exec(page)?.[1];
    expect(sandbox).toBe("allow-popups allow-popups-to-escape-sandbox");
    const attachment = await fetch(`${ses.url}/messages/${id}/attachments/1`);
    expect(attachment.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+$/);
    expect(attachment.headers.get("content-type")).toBe("application/octet-stream");
  });

  test("has nothing at the paths of mails and attachments that are not there", async () => {
    const ses = await startLocalSes();
    const id = await send(ses, await compose());
    const paths = [
      "/messages/x",
      `/messages/${id}/attachments/1`,
      `/messages/${id}/attachments/0`,
      `/messages/${id}/x`,
    ];
    for (const path of paths) expect((await fetch(`${ses.url}${path}`)).status).toBe(404);
  });

  test("shows a mail that cannot be taken apart whole, beside the others", async () => {
    const ses = await startLocalSes();
    await send(ses, await compose({ subject: "good" }));
    const parts = Array.from({ length: 2_000 }, (_, index) => `--b\r\n\r\npart ${index}\r\n`).join("");
    const header = `From: ${sender}\r\nTo: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n`;
    await send(ses, Buffer.from(`${header}${parts}--b--\r\n`));
    const [good, whole] = await readStore(ses);
    expect(good?.subject).toBe("good");
    expect(whole?.body.text).toContain("part 1999");
  });

  test("answers 500 when a message has gone from its folder, and goes on", async () => {
    const ses = await startLocalSes();
    const id = await send(ses, await compose());
    await rm(join(ses.folder, `000000001-${id}.eml`));
    expect((await fetch(`${ses.url}/messages/${id}`)).status).toBe(500);
    expect(ses.lines).toEqual(["SES: an answer was not sent (Error)"]);
    expect((await fetch(`${ses.url}/messages/x`)).status).toBe(404);
  });

  test("is the same after a restart", async () => {
    const first = await startLocalSes();
    for (const subject of ["one", "two", "three"]) await send(first, await compose({ subject }));
    const before = await readStore(first);
    await first.close();
    const second = await startLocalSes({ folder: first.folder });
    expect(await readStore(second)).toEqual(before);
    expect(before.map(({ subject }) => subject)).toEqual(["one", "two", "three"]);
  });
});

describe("the destination of a mail", () => {
  test("has each recipient of the envelope where the header names it, and no others", () => {
    const recipients = ["A@example.org", "c@example.org", "b@example.org"];
    expect(
      destinationOf(recipients, ["a@example.org", "x@example.org"], ["a@example.org", "c@example.org"]),
    ).toEqual({
      to: ["A@example.org"],
      cc: ["c@example.org"],
      bcc: ["b@example.org"],
    });
  });
});
