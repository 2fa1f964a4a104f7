import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, type Mail, startLocalRun } from "../support/local-run.ts";
import {
  mailsAbout,
  postRequest,
  readStatus,
  receiptIn,
  statusOf,
  submitRequest,
  typeOf,
} from "../support/public-api.ts";
import { size } from "../support/size.ts";
import { submission } from "../support/submissions.ts";
import { testPages } from "./pages.ts";
import { testPrivacy } from "./privacy.ts";

const within = 20_000;
const freshKey = () => randomBytes(24).toString("base64url");

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

// On the same run, as starting one takes long; and before it has been flooded.
testPages(() => run);
testPrivacy(() => run);

const post = (body: unknown, headers?: Record<string, string>) => postRequest(run.api, body, headers);
const mailsOf = async (reference: string): Promise<Mail[]> => mailsAbout(reference, await run.mails());

describe("a request of a data subject", () => {
  test("reaches its controller, is acknowledged, and says so", async () => {
    const answer = await post(submission({ language: "nl" }));
    const receipt = await receiptIn(answer);
    expect(receipt).toMatchObject({
      reference: expect.stringMatching(/^DSR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      receiptCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      status: "received",
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
    });
    expect(answer.headers.get("location")).toBe(`/requests/${receipt.reference}`);

    await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
    await eventually(async () => expect(await mailsOf(receipt.reference)).toHaveLength(2), { within });
    const mails = await mailsOf(receipt.reference);

    const handedOver = mails.find((mail) => typeOf(mail) === "request");
    expect(handedOver).toMatchObject({
      destination: { to: ["privacy@voorbeeld.example"], cc: [], bcc: [] },
      replyTo: ["noor@example.org"],
      subject: `[${receipt.reference}] Verzoek van een betrokkene: inzage, wissing`,
    });
    for (const part of [handedOver?.body.text, handedOver?.body.html])
      expect(part).toContain(submission().message);
    const attached = JSON.parse(Buffer.from(handedOver?.attachments[0]?.content ?? "", "base64").toString());
    expect(attached).toMatchObject({ reference: receipt.reference, dataSubject: submission().dataSubject });
    expect((await fetch(attached.$schema)).status).toBe(200);

    const acknowledged = mails.find((mail) => typeOf(mail) === "acknowledgement");
    expect(acknowledged?.destination.to).toEqual(["noor@example.org"]);
    expect(acknowledged?.body.text).not.toContain("Noor");
  });

  test("reaches an English controller in English", async () => {
    const { reference } = await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
    await eventually(
      async () =>
        expect((await mailsOf(reference)).find((mail) => typeOf(mail) === "request")).toMatchObject({
          destination: { to: ["privacy@example-ltd.example"] },
          subject: `[${reference}] Request of a data subject: access, erasure`,
        }),
      { within },
    );
  });

  test("for an organisation in the person's own words goes to the privacy desk", async () => {
    const { controllerId: _, ...rest } = submission();
    const receipt = await submitRequest(run.api, { ...rest, organisation: "De bakker op de hoek" });
    expect(receipt.controller).toBeNull();
    await eventually(
      async () =>
        expect(
          (await mailsOf(receipt.reference)).map((mail) => [typeOf(mail), mail.destination.to[0]]).sort(),
        ).toEqual([
          ["acknowledgement", "noor@example.org"],
          ["desk", "privacy-desk@processor.example"],
        ]),
      { within },
    );
  });

  // A1, A3
  test("sent many times at once under one key becomes one case with one mail to the controller", async () => {
    const headers = { "idempotency-key": freshKey() };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(submission(), headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(answers.filter((answer) => answer.headers.get("idempotent-replayed") === "true")).toHaveLength(49);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);

    const receipt = JSON.parse(bodies[0] ?? "");
    await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
    expect((await mailsOf(receipt.reference)).filter((mail) => typeOf(mail) === "request")).toHaveLength(1);
  });

  // A2
  test("under a key that another body has used is refused and leaves the first one as it was", async () => {
    const headers = { "idempotency-key": freshKey() };
    const first = await receiptIn(await post(submission(), headers));
    const second = await post(submission({ message: `${submission().message}!` }), headers);
    expect(second.status).toBe(422);
    expect(await receiptIn(await post(submission(), headers))).toEqual(first);
  });

  // B5, B6
  test("that comes in a burst is answered without fail, and forwarded; not all are acknowledged where one address asks for all", {
    timeout: 180_000,
  }, async () => {
    const { dataSubject } = submission();
    const from = (n: number) =>
      submission({ dataSubject: { ...dataSubject, email: `Vic.Tim+${n}@flood.example` } });
    const answers = await Promise.all(Array.from({ length: size(60, 200) }, (_, n) => post(from(n))));
    const receipts = await Promise.all(answers.map(receiptIn));
    const withMail = async (type: string) => {
      const mails = (await run.mails()).filter((mail) => typeOf(mail) === type);
      return receipts.filter(({ reference }) => mailsAbout(reference, mails).length === 1);
    };
    await eventually(
      async () => {
        expect(await withMail("request")).toHaveLength(receipts.length);
        expect(await withMail("acknowledgement")).toHaveLength(50);
      },
      { within: 120_000 },
    );
    const statuses = await Promise.all(receipts.map((receipt) => readStatus(run.api, receipt)));
    const capped = statuses.filter(({ timeline }) =>
      timeline.some(({ event }) => event === "acknowledgement_capped"),
    );
    expect(capped).toHaveLength(receipts.length - 50);
  });
});

describe("what is no request", () => {
  const { dataSubject } = submission();
  const from = (changes: Partial<typeof dataSubject>) =>
    submission({ dataSubject: { ...dataSubject, ...changes } });

  test.each<[string, unknown]>([
    ["null", null],
    ["an empty array", []],
    ["broken JSON", "{"],
    ["20,000 levels of JSON", "[".repeat(20_000) + "]".repeat(20_000)],
    ["an unknown field", { ...submission(), status: "closed" }],
    ["two addresses in one field", from({ email: "a@b.example, c@d.example" })],
    ["a line break in the name", from({ name: "Noor\r\nBcc: x@y.example" })],
    ["a line break in the address", from({ email: "a@b.example\nBcc: x@y.example" })],
    ["a line break in an identifier", from({ identifiers: [{ type: "other", value: "1\r\n2" }] })],
    ["a name of 201 letters", from({ name: "é".repeat(201) })],
    ["300 KB", submission({ message: "x".repeat(300_000) })],
    ["an unknown controller", submission({ controllerId: "nobody-knows" })],
  ])("is refused with a problem: %s", async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: answer.status, title: expect.any(String) });
    expect((await fetch(`${run.api}/health`)).status).toBe(200);
  });

  test("is answered in the reader's language", async () => {
    const titles = ["nl", "en-GB,en;q=0.9"].map(async (languages) => {
      const answer = await post([], { "accept-language": languages });
      return ((await answer.json()) as { title: string }).title;
    });
    expect(await Promise.all(titles)).toEqual(["Ongeldige invoer", "Invalid input"]);
  });

  // B8
  test("opens nothing: unknown reference, wrong, malformed and missing code are answered alike", async () => {
    const { reference } = await submitRequest(run.api, submission());
    const wrong = `Bearer ${"0".repeat(26)}`;
    const answers = await Promise.all(
      [
        [reference, wrong],
        [reference, "Bearer nonsense"],
        [reference, ""],
        ["DSR-0000-0000-0000", wrong],
        ["nonsense", wrong],
      ].map(([name, authorization]) =>
        fetch(`${run.api}/requests/${name}`, { headers: authorization ? { authorization } : {} }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  });
});
