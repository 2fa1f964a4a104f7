import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deskMail, deskReminderMail } from "../../../functions/request/desk/desk-mail.ts";
import { handOver } from "../../../functions/request/hand-over.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import { acknowledgementMail, controllerMail } from "../../../functions/request/request-mail.ts";
import { rightKeys } from "../../../functions/request/rights.ts";
import { type Submission, submissionSchema } from "../../../functions/request/submission.ts";
import { defang } from "../../../shared/defang.ts";
import { toText } from "../../../shared/document.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { toHtml } from "../../../shared/mail/to-html.ts";
import { freeTexts } from "../../support/free-texts.ts";
import { asLine, followed, hostileTexts, markupIn, quoted, seen } from "../../support/hostile-texts.ts";
import { assigned, closed, unassignedCase } from "../../support/requests.ts";
import { requestCase } from "../../support/submissions.ts";

const publicUrl = "https://api.example";
const textOf = ({ blocks }: Mail) => toText(blocks);
const htmlOf = (mail: Mail) => toHtml(mail.subject, mail.language, mail.blocks);
const person = { name: "Noor de Vries", email: "noor@example.org" };
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const status = `https://api.example/status/DSR-1/${token}?lang=nl`;
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

  test("has the hand-over with it", () => {
    expect(controllerMail(requestCase(), "nl", publicUrl).handOver).toEqual(
      handOver(requestCase(), publicUrl),
    );
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

  test("says on top what to do and by when", () => {
    const link = "https://api.example/acknowledge/DSR-1/request/ABC?lang=nl";
    const [heading, intro, action, answer] = controllerMail(overChristmas, "nl", publicUrl, link).blocks;
    expect([heading, action]).toEqual([
      { heading: "Een betrokkene doet bij u een verzoek" },
      { action: { label: "Bevestig dat u dit verzoek hebt gelezen", url: link } },
    ]);
    expect(intro).toHaveProperty("paragraph");
    expect(answer).toEqual({
      paragraph:
        "Antwoord de verzoeker uiterlijk op vrijdag 25 december 2026. Dat kan door deze mail te beantwoorden.",
    });
    expect(textOf(controllerMail(overChristmas, "en", publicUrl, link))).toContain(
      `Confirm that you have read this request:\n${link}\n`,
    );
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
    const mail = deskMail({ ...requestCase(), controller: null, submission: asked }, publicUrl);
    expect(mail).toMatchObject({
      type: "desk",
      subject: "Verzoek zonder bekende organisatie",
      replyTo: person.email,
    });
    expect(textOf(mail).split("\n")).toContain("Organisatie, in eigen woorden: Bakkerij om de hoek");
    expect(textOf(mail)).toContain("> Ik wil weten welke gegevens u van mij heeft.");
    expect(mail.handOver).toMatchObject({ organisation: "Bakkerij om de hoek" });
  });

  test("says what the desk can type, on top", () => {
    const { reference } = unassignedCase();
    const [, intro, commands] = deskMail(unassignedCase(), publicUrl).blocks;
    expect(intro).toHaveProperty("paragraph");
    expect(commands).toEqual({
      facts: [
        ["Bekijken", `npx meldpunt requests show ${reference}`],
        ["Toewijzen en doorsturen", `npx meldpunt requests assign ${reference} --controller ID`],
        ["Afsluiten: de verzoeker leest waarom", `npx meldpunt requests close ${reference} --because "…"`],
      ],
    });
  });

  test("reminds it without telling again what was submitted", () => {
    const mail = deskReminderMail(unassignedCase());
    const text = textOf(mail);
    expect(mail).toMatchObject({ type: "desk", replyTo: person.email });
    expect(text).toContain("sinds zondag 22 november 2026 om 11:15 (Nederlandse tijd)");
    expect(text).toContain(`npx meldpunt requests assign ${unassignedCase().reference} --controller ID`);
    for (const typed of ["Noor", "4711", "de bakker", "Ik wil weten"]) expect(text).not.toContain(typed);
    expect(mail.handOver).toBeUndefined();
  });
});

describe("every text in somebody's own words", () => {
  /** Each of them another, so that one that is missing is missed. */
  const typedWith = (hostile: string) => {
    const line = (mark: string) => `${mark} ${asLine(hostile)}`;
    const email = "{{a}}&'$1`|x@xn--pple-43d.example";
    return {
      organisation: line("a"),
      "dataSubject.name": line("b"),
      "dataSubject.email": `1${email}`,
      "dataSubject.identifiers[].value": line("c"),
      "representative.name": line("d"),
      "representative.email": `2${email}`,
      "representative.capacity": line("e"),
      message: hostile,
    };
  };
  const caseWith = (hostile: string) => {
    const typed = typedWith(hostile);
    return requestCase({
      organisation: typed.organisation,
      dataSubject: {
        name: typed["dataSubject.name"],
        email: typed["dataSubject.email"],
        identifiers: [{ type: "other", value: typed["dataSubject.identifiers[].value"] }],
      },
      representative: {
        name: typed["representative.name"],
        email: typed["representative.email"],
        capacity: typed["representative.capacity"],
      },
      message: typed.message,
    });
  };

  test("is among those below, but for the id of a controller that we know", () => {
    expect(freeTexts(jsonSchema(submissionSchema))).toEqual(["controllerId", ...Object.keys(typedWith(""))]);
  });

  // C3, C4, C7, C9
  test.each(hostileTexts.map((text) => [text.slice(0, 60), text]))("is shown as text: %j", (_, hostile) => {
    expect(submissionSchema.safeParse(caseWith(hostile).submission).success).toBe(true);
    const { message, ...lines } = typedWith(hostile);
    const toController = (language: "nl" | "en") => (of: RequestCase) =>
      controllerMail(of, language, publicUrl);
    for (const write of [
      toController("nl"),
      toController("en"),
      (of: RequestCase) => deskMail(of, publicUrl),
    ]) {
      const mail = write(caseWith(hostile));
      const html = seen(htmlOf(mail));
      for (const line of Object.values(lines)) {
        expect(textOf(mail)).toContain(`: ${defang(line)}\n`);
        expect(html).toContain(defang(line));
      }
      expect(textOf(mail)).toContain(`\n\n${quoted(message)}\n\n`);
      expect(html).toContain(defang(message));
      for (const part of [textOf(mail), html]) expect(part).not.toMatch(followed);
      const harmless = write(caseWith("harmless"));
      expect(markupIn(htmlOf(mail))).toEqual(markupIn(htmlOf(harmless)));
      expect(mail.subject).toBe(harmless.subject);
    }
  });
});

describe("the acknowledgement", () => {
  test.each(["nl", "en"] as const)("says in %s with whom the request is and until when", (language) => {
    const mail = acknowledgementMail({ ...overChristmas, language }, publicUrl);
    expect(mail).toMatchObject({ type: "acknowledgement", language, reference: overChristmas.reference });
    expect(textOf(mail)).toContain("Voorbeeld B.V.");
    expect(textOf(mail)).toContain(overChristmas.reference);
    expect(textOf(mail)).toMatch(/(Antwoord uiterlijk op|Answer by): \D+ 25 december 2026/i);
    expect(textOf(mail)).toMatch(/(feestdag valt|holidays): \D+ 28 december 2026/i);
  });

  test("links to the status, and says what the link and the code are good for", () => {
    const mail = acknowledgementMail(requestCase({}, "en"), publicUrl, status);
    const text = textOf(mail);
    expect(text).toContain(`Check the status of your request:\n${status}\n`);
    expect(text).toContain("You need no code for the link above.");
    expect(text).toMatch(/^When you made the request .* at https:\/\/api\.example\/status$/m);
    expect(textOf(acknowledgementMail(requestCase(), publicUrl, status))).toContain(
      `Bekijk hoe het met uw verzoek staat:\n${status}\n`,
    );
  });

  test("of a request that went to the desk names nobody", () => {
    const text = textOf(acknowledgementMail({ ...requestCase({}, "en"), controller: null }, publicUrl));
    expect(text).not.toContain("Voorbeeld");
    expect(text).toContain("privacy desk");
  });

  test.each([
    ["nl", "Wij sturen uw verzoek door", "Wij hebben uw verzoek afgesloten"],
    ["en", "We are forwarding your request", "We have closed your request"],
  ] as const)(
    "says in %s what the desk did, and why it closed a request",
    (language, forwarding, closing) => {
      const found = {
        ...unassignedCase(language),
        controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      };
      const forwarded = acknowledgementMail(found, publicUrl, status, assigned());
      expect(forwarded.subject).toBe(forwarding);
      expect(textOf(forwarded)).toContain("Voorbeeld B.V.");
      const ended = acknowledgementMail(unassignedCase(language), publicUrl, status, closed());
      expect(ended.subject).toBe(closing);
      expect(textOf(ended)).toContain(closed().because);
      expect(textOf(ended)).not.toContain("december");
      for (const mail of [forwarded, ended]) {
        expect(mail.type).toBe("acknowledgement");
        expect(textOf(mail)).toContain(status);
        for (const typed of ["Noor", "4711", "de bakker"]) expect(textOf(mail)).not.toContain(typed);
      }
    },
  );

  test("holds nothing that opens the request but its link", () => {
    const written = JSON.stringify(acknowledgementMail(requestCase(), publicUrl, status));
    expect(written.match(/[0-9A-HJKMNP-TV-Z]{26}/g)).toEqual([token]);
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
        const mail = acknowledgementMail(request, publicUrl, status);
        expect(mail).toEqual(acknowledgementMail(requestCase(), publicUrl, status));
        expect(JSON.stringify(mail)).not.toContain("canary");
      }),
    );
  });

  test("has no attachment and asks for no answer", () => {
    expect(Object.keys(acknowledgementMail(requestCase(), publicUrl, status)).toSorted()).toEqual([
      "blocks",
      "language",
      "reference",
      "subject",
      "type",
    ]);
  });
});
