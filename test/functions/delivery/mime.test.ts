import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { toMime } from "../../../functions/delivery/mime.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import type { Submission } from "../../../functions/request/submission.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { delivery, requestCase } from "../../support/submissions.ts";

const sender = "meldpunt@processor.example";
const controller = "privacy@voorbeeld.example";

const plain: Mail = {
  reference: "DSR-AAAA-BBBB-CCCC",
  type: "request",
  language: "nl",
  subject: "Verzoek van een betrokkene",
  replyTo: "noor@example.org",
  blocks: [{ paragraph: "Een alinea." }],
};

async function mime(mail: Mail, to = controller): Promise<string> {
  return Buffer.from(await toMime(mail, { from: sender, to, region: "eu-central-1" })).toString("latin1");
}

/** The mail that hands the submission over, as it goes to the controller. */
function handOver(changes: Partial<Submission> = {}): Promise<string> {
  const moment = { deliveries: new Map(), now: new Date(), publicUrl: "https://api.example" };
  return mime(requestFlow(3)(requestCase(changes), []).compose(delivery(), moment));
}

/** The header section, unfolded: name and value of each field, in order. */
function fieldsOf(raw: string): [string, string][] {
  const [head = ""] = raw.split("\r\n\r\n");
  return head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
}

function field(raw: string, name: string): string[] {
  return fieldsOf(raw).flatMap(([found, value]) => (found === name ? [value] : []));
}

const expectedFields = [
  "Auto-Submitted",
  "Content-Language",
  "Content-Type",
  "Date",
  "From",
  "MIME-Version",
  "Message-ID",
  "Reply-To",
  "Subject",
  "To",
  "X-Meldpunt-Reference",
  "X-Meldpunt-Type",
];

const longestLine = (raw: string) => Math.max(...raw.split("\r\n").map((line) => line.length));

describe("the header", () => {
  // C1
  test("has exactly the expected fields, once each", async () => {
    const raw = await handOver();
    expect(
      fieldsOf(raw)
        .map(([name]) => name)
        .sort(),
    ).toEqual(expectedFields);
  });

  test("says who it is from, to whom, to whom to answer, and what it is", async () => {
    const raw = await handOver();
    const { reference } = requestCase();
    expect(field(raw, "From")).toEqual([sender]);
    expect(field(raw, "To")).toEqual([controller]);
    expect(field(raw, "Reply-To")).toEqual(["noor@example.org"]);
    expect(field(raw, "X-Meldpunt-Reference")).toEqual([reference]);
    expect(field(raw, "X-Meldpunt-Type")).toEqual(["request"]);
    expect(field(raw, "Auto-Submitted")).toEqual(["auto-generated"]);
    expect(field(raw, "Content-Language")).toEqual(["nl"]);
    expect(field(raw, "Content-Type")[0]).toMatch(/^multipart\/mixed;/);
    expect((await simpleParser(Buffer.from(raw, "latin1"))).subject).toMatch(
      new RegExp(`^\\[${reference}\\] `),
    );
  });

  test("has no Reply-To where the mail names nobody to answer", async () => {
    const { replyTo: _, ...unanswerable } = plain;
    expect(field(await mime(unanswerable), "Reply-To")).toEqual([]);
  });

  // C1
  test("takes no field from what a person typed, whatever it was", async () => {
    const hostile = fc.stringMatching(/^[\r\n\0\u0085\u2028<>,:@\w ]{1,40}\r?\nBcc: evil@x\.example\r?\n$/u);
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const raw = await mime({
          ...plain,
          subject: text,
          blocks: [{ heading: text }, { facts: [["Naam", text]] }, { quote: text }],
          handOver: { $schema: text },
        });
        expect(
          fieldsOf(raw)
            .map(([name]) => name)
            .sort(),
        ).toEqual(expectedFields);
      }),
      { numRuns: 50 },
    );
  });

  // C2
  test("carries every address that the schema lets through unchanged, alone, in To and Reply-To", async () => {
    const local = fc.stringMatching(
      /^[A-Za-z0-9!#$&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]{1,10})?$/,
    );
    await fc.assert(
      fc.asyncProperty(local, async (name) => {
        const address = `${name}@example.org`;
        const raw = await mime({ ...plain, replyTo: address }, address);
        expect(field(raw, "To")).toEqual([address]);
        expect(field(raw, "Reply-To")).toEqual([address]);
      }),
      { numRuns: 300 },
    );
  });

  // C9
  test("carries a subject in any script", async () => {
    const subject = "Žádost o přístup – 日本語 👩‍👩‍👧 ".repeat(8).trim();
    const raw = await mime({ ...plain, subject });
    expect(longestLine(raw)).toBeLessThanOrEqual(998);
    expect(/^[\x20-\x7e\r\n\t]*$/.test(raw.split("\r\n\r\n")[0] ?? "")).toBe(true);
    expect((await simpleParser(Buffer.from(raw, "latin1"))).subject).toBe(`[${plain.reference}] ${subject}`);
  });
});

describe("the body", () => {
  test("is text and HTML of the same content, and the hand-over in JSON", async () => {
    const raw = await handOver();
    const { reference } = requestCase();
    const parsed = await simpleParser(Buffer.from(raw, "latin1"), { skipHtmlToText: true });
    for (const shown of ["Noor de Vries", "4711", "Ik wil weten welke gegevens", reference]) {
      expect(parsed.text).toContain(shown);
      expect(parsed.html).toContain(shown);
    }
    expect(raw).toMatch(/Content-Type: multipart\/alternative;/);
    expect(parsed.attachments).toHaveLength(1);
    const [attachment] = parsed.attachments;
    expect(attachment?.filename).toBe(`${reference}.json`);
    expect(attachment?.contentType).toBe("application/json");
    expect(JSON.parse(attachment?.content.toString("utf8") ?? "")).toMatchObject({
      reference,
      dataSubject: { name: "Noor de Vries" },
    });
  });

  // C3
  test("shows markup as text in the HTML part", async () => {
    const parsed = await simpleParser(
      Buffer.from(await handOver({ message: '<script>alert(1)</script><img src=x onerror="x">' }), "latin1"),
    );
    expect(parsed.html).not.toMatch(/<script|<img/i);
    expect(parsed.html).toContain("&lt;script&gt;");
  });

  // C9
  test.each([
    ["letters without a space", "x".repeat(10_000)],
    ["emoji", "😀".repeat(10_000)],
    ["combining marks on one letter", `e${"\u0301".repeat(9_999)}`],
    ["line breaks", "\n".repeat(9_998).padStart(9_999, "a").padEnd(10_000, "b")],
    ["dots, as SMTP's end of data", "\n.\n".repeat(3_333).padStart(10_000, "a")],
  ])("holds a message of 10,000 %s in lines that mail can carry", async (_, message) => {
    const raw = await handOver({ message });
    expect(longestLine(raw)).toBeLessThanOrEqual(998);
    expect(/\r(?!\n)|(?<!\r)\n/.test(raw)).toBe(false);
    const [attachment] = (await simpleParser(Buffer.from(raw, "latin1"))).attachments;
    expect(JSON.parse(attachment?.content.toString("utf8") ?? "").message).toBe(message);
  });

  // C10
  test("stays far below what SES takes, with the largest submission", async () => {
    const raw = await handOver({ message: "😀".repeat(10_000) });
    expect(raw.length).toBeLessThan(1_000_000);
  });
});
