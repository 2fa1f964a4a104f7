import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RequestCase } from "../../../functions/request/request.ts";
import { acknowledgementMail, controllerMail, deskMail } from "../../../functions/request/request-mail.ts";
import { rightKeys } from "../../../functions/request/rights.ts";
import type { Submission } from "../../../functions/request/submission.ts";
import { toHtml, toText } from "../../../shared/mail/document.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { requestCase } from "../../support/submissions.ts";

const publicUrl = "https://api.example";
const textOf = ({ blocks }: Mail) => toText(blocks);
const htmlOf = (mail: Mail) => toHtml(mail.subject, mail.language, mail.blocks);
const person = { name: "Noor de Vries", email: "noor@example.org" };
const lawyer = { name: "Mr. Bakker", email: "bakker@advocaat.example", capacity: "advocaat" };

/** A case whose month ends on Christmas Day, so that its two dates differ. */
const overChristmas: RequestCase = {
  ...requestCase(),
  receivedAt: "2026-11-25T10:15:00.000Z",
  respondBy: { conservative: "2026-12-25", latestLawful: "2026-12-28" },
};

describe("the mail to the controller", () => {
  test("says in Dutch what is asked, by whom and until when", () => {
    const mail = controllerMail(overChristmas, "nl", publicUrl);
    expect(mail).toMatchObject({ reference: overChristmas.reference, type: "request", language: "nl" });
    expect(mail.subject).toBe("Verzoek van een betrokkene: inzage, wissing");
    const text = textOf(mail);
    for (const line of [
      `Kenmerk: ${overChristmas.reference}`,
      "Ontvangen: woensdag 25 november 2026 om 11:15 (Nederlandse tijd)",
      "Antwoord uiterlijk op: vrijdag 25 december 2026",
      "Laatste dag volgens Verordening 1182/71: maandag 28 december 2026",
      "Recht: inzage (artikel 15 AVG)",
      "Recht: wissing (artikel 17 AVG)",
      "Naam: Noor de Vries",
      "E-mail: noor@example.org",
      "Klantnummer: 4711",
      "Taal van de verzoeker: Nederlands",
      "> Ik wil weten welke gegevens u van mij heeft.",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });

  test("says the same in English", () => {
    const mail = controllerMail(overChristmas, "en", publicUrl);
    expect(mail.subject).toBe("Request of a data subject: access, erasure");
    const text = textOf(mail);
    expect(text).toMatch(/^Answer by: Friday,? 25 December 2026$/m);
    expect(text).toMatch(/^Last day under Regulation 1182\/71: Monday,? 28 December 2026$/m);
    expect(text).toMatch(/^Right: access \(GDPR article 15\)$/m);
    expect(text).toMatch(/^Language of the person: Dutch$/m);
  });

  test("names every right, that without an article too", () => {
    const text = textOf(controllerMail(requestCase({ rights: rightKeys }), "en", publicUrl));
    expect(text.match(/^Right: .+$/gm)).toHaveLength(rightKeys.length);
    expect(text).toMatch(/^Right: withdrawal of consent \(GDPR article 7\(3\)\)$/m);
    expect(text).toMatch(/^Right: other$/m);
  });

  test("is answered to the data subject, or to the representative, who is named", () => {
    expect(controllerMail(requestCase(), "nl", publicUrl).replyTo).toBe("noor@example.org");
    const represented = controllerMail(requestCase({ representative: lawyer }), "nl", publicUrl);
    expect(represented.replyTo).toBe("bakker@advocaat.example");
    const text = textOf(represented);
    for (const line of [
      "E-mail: noor@example.org",
      "Vertegenwoordiger: Mr. Bakker",
      "E-mail: bakker@advocaat.example",
      "Hoedanigheid: advocaat",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });

  test("says so when there is no message", () => {
    const { message: _, ...silent } = requestCase().submission;
    const text = textOf(controllerMail({ ...requestCase(), submission: silent }, "en", publicUrl));
    expect(text).toContain("No message was written with the request.");
  });

  test("says that nobody checked who asks", () => {
    expect(textOf(controllerMail(requestCase(), "en", publicUrl))).toContain("was not checked");
  });

  test("has one attachment, named after the reference", () => {
    const mail = controllerMail(requestCase(), "nl", publicUrl);
    expect(mail.attachments).toEqual([
      {
        filename: `${requestCase().reference}.json`,
        contentType: "application/json",
        content: expect.any(String),
      },
    ]);
    expect(JSON.parse(mail.attachments?.[0]?.content ?? "")).toMatchObject({
      reference: requestCase().reference,
    });
  });

  // C5
  test("shows a look-alike domain with its ASCII form, and answers to that", () => {
    const mail = controllerMail(
      requestCase({ dataSubject: { ...person, email: "noor@аpple.example" } }),
      "en",
      publicUrl,
    );
    expect(textOf(mail).split("\n")).toContain("E-mail: noor@аpple.example (noor@xn--pple-43d.example)");
    expect(mail.replyTo).toBe("noor@xn--pple-43d.example");
  });

  test("shows an ASCII address once, however its domain is written", () => {
    const mail = controllerMail(
      requestCase({ dataSubject: { ...person, email: "Noor@EXAMPLE.org" } }),
      "en",
      publicUrl,
    );
    expect(textOf(mail).split("\n")).toContain("E-mail: Noor@EXAMPLE.org");
    expect(mail.replyTo).toBe("Noor@example.org");
  });

  // C3, C4, C7
  test.each([
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ['"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'],
    ["{{constructor}} %s $&", "{{constructor}} %s $&"],
    ["invoice\u202Efdp.exe", "invoice⟨U+202E⟩fdp.exe"],
  ])("shows %j as text", (hostile, shown) => {
    const mail = controllerMail(
      requestCase({
        organisation: hostile,
        dataSubject: { ...person, name: hostile, identifiers: [{ type: "other", value: hostile }] },
        representative: { ...lawyer, name: hostile, capacity: hostile },
        message: hostile,
      }),
      "nl",
      publicUrl,
    );
    expect(textOf(mail).split(shown)).toHaveLength(7);
    expect(htmlOf(mail)).not.toMatch(/<script|<img|\u202E/);
    expect(mail.subject).toBe("Verzoek van een betrokkene: inzage, wissing");
  });

  // C1
  test("keeps a message that pretends to be ours inside its quote", () => {
    const message = "Beste,\n\nBericht\n-------\r\nKenmerk: DSR-0000-0000-0000\rAntwoord uiterlijk op: nooit";
    const text = textOf(controllerMail(requestCase({ message }), "nl", publicUrl));
    expect(text.match(/^Kenmerk: .*/gm)).toEqual([`Kenmerk: ${requestCase().reference}`]);
    expect(text.match(/^Antwoord uiterlijk op: .*/gm)).toEqual([
      "Antwoord uiterlijk op: dinsdag 22 december 2026",
    ]);
    expect(text.split("\n")).toContain("> Kenmerk: DSR-0000-0000-0000");
  });
});

describe("the mail to the desk", () => {
  test("hands over the organisation in the person's own words, and the rest", () => {
    const { controllerId: _, ...asked } = requestCase({ organisation: "Bakkerij om de hoek" }).submission;
    const mail = deskMail({ ...requestCase(), controller: null, submission: asked }, "nl", publicUrl);
    expect(mail).toMatchObject({
      type: "desk",
      subject: "Verzoek zonder bekende organisatie",
      replyTo: person.email,
    });
    expect(textOf(mail).split("\n")).toContain("Organisatie, in eigen woorden: Bakkerij om de hoek");
    expect(textOf(mail)).toContain("> Ik wil weten welke gegevens u van mij heeft.");
    expect(mail.attachments).toHaveLength(1);
  });
});

describe("the acknowledgement", () => {
  test.each(["nl", "en"] as const)("says in %s with whom the request is and until when", (language) => {
    const mail = acknowledgementMail({ ...overChristmas, language });
    expect(mail).toMatchObject({ type: "acknowledgement", language, reference: overChristmas.reference });
    expect(textOf(mail)).toContain("Voorbeeld B.V.");
    expect(textOf(mail)).toContain(overChristmas.reference);
    expect(textOf(mail)).toMatch(/(Antwoord uiterlijk op|Answer by): \D+ 25 december 2026/i);
    expect(textOf(mail)).toMatch(/1182\/71: \D+ 28 december 2026/i);
  });

  test("of a request that went to the desk names nobody", () => {
    const text = textOf(acknowledgementMail({ ...requestCase({}, "en"), controller: null }));
    expect(text).not.toContain("Voorbeeld");
    expect(text).toContain("privacy desk");
  });

  test("holds nothing that opens the request", () => {
    const written = JSON.stringify(acknowledgementMail(requestCase()));
    expect(written).not.toMatch(/[0-9A-HJKMNP-TV-Z]{26}/);
    expect(written).not.toContain(requestCase().receiptHash);
  });

  // B12
  test("is the same whatever the submitter typed", () => {
    const canary = fc.stringMatching(/^canary[a-z<>&"' :/.]{0,40}$/);
    const typed = fc.record<Partial<Submission>>({
      organisation: canary,
      message: canary,
      dataSubject: fc.record({
        name: canary,
        email: fc.constantFrom("canary@buy.example", "canary@münchen.example"),
        identifiers: fc.array(fc.record({ type: fc.constant("other" as const), value: canary })),
      }),
      representative: fc.option(
        fc.record({ name: canary, email: fc.constant("canary@buy.example"), capacity: canary }),
        { nil: undefined },
      ),
      rights: fc.subarray([...rightKeys], { minLength: 1 }),
    });
    fc.assert(
      fc.property(typed, ({ representative, ...changes }) => {
        const request = requestCase({ ...changes, ...(representative && { representative }) });
        const mail = acknowledgementMail(request);
        expect(mail).toEqual(acknowledgementMail(requestCase()));
        expect(JSON.stringify(mail)).not.toContain("canary");
      }),
    );
  });

  test("has no attachment and asks for no answer", () => {
    expect(Object.keys(acknowledgementMail(requestCase())).toSorted()).toEqual([
      "blocks",
      "language",
      "reference",
      "subject",
      "type",
    ]);
  });
});
