import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acknowledgementMail } from "../../../functions/breach/acknowledgement-mail.ts";
import { toText } from "../../../shared/document.ts";
import { breachCase, report } from "../../support/breaches.ts";
import { longTexts } from "./facts/any-facts.ts";

const publicUrl = "https://api.example";
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const status = `https://api.example/status/BR-1/${token}?lang=nl`;
const textOf = (of = breachCase()) => toText(acknowledgementMail(of, publicUrl, status).blocks);

describe("the acknowledgement to a reporter", () => {
  test.each([
    ["nl", "confirmed", "Uw melding gaat meteen naar de organisaties"],
    ["nl", "held", "Uw melding ligt bij onze medewerkers voor datalekken."],
    ["en", "confirmed", "Your report goes at once to the organisations"],
    ["en", "held", "Your report is with our breach desk."],
  ] as const)("says in %s what happens to a report that began %s", (language, began, sentence) => {
    const of = breachCase({ language, began });
    expect(acknowledgementMail(of, publicUrl)).toMatchObject({
      type: "acknowledgement",
      language,
      reference: of.reference,
    });
    expect(textOf(of)).toContain(sentence);
  });

  test("says that the organisation in the reporter's own words is looked up, where one was named", () => {
    const of = breachCase({ language: "en", report: report({ organisation: "the baker" }) });
    expect(textOf(of)).toContain(
      "You named an organisation in your own words. Our breach desk finds out which one it is.",
    );
    expect(textOf(breachCase({ language: "en" }))).not.toContain("own words");
  });

  test("links to the status, and says what the link and the code are good for", () => {
    const { reference } = breachCase();
    const lines = textOf().split("\n");
    expect(lines.slice(lines.indexOf("Bekijk hoe het met uw melding staat:"), -1)[1]).toBe(status);
    expect(lines).toContain(`Kenmerk: ${reference}`);
    expect(lines).toContain("Bij ons gemeld: zondag 22 november 2026 om 11:15 (Nederlandse tijd)");
    expect(textOf()).toContain("Voor de link hierboven hebt u geen code nodig.");
    expect(textOf()).toMatch(
      /^Bij het melden kreeg u .* vult u haar aan .*, op https:\/\/api\.example\/status$/m,
    );
  });

  test("holds nothing that opens the report but its link", () => {
    const written = JSON.stringify(acknowledgementMail(breachCase(), publicUrl, status));
    expect(written.match(/[0-9A-HJKMNP-TV-Z]{26}/g)).toEqual([token]);
    expect(written).not.toContain(breachCase().receiptHash);
  });

  // B12
  test("is the same whatever the reporter typed, and names no controller", () => {
    const canary = fc.stringMatching(/^canary[a-z<>&"' :/.]{0,40}$/);
    fc.assert(
      fc.property(canary, (typed) => {
        const email = "canary@buy.example";
        const reported = report({
          ...Object.fromEntries(longTexts.map((name) => [name, typed])),
          organisation: typed,
          contact: { name: typed, email, phone: typed },
          reporter: { name: typed, email, phone: typed, organisation: typed },
        });
        const mail = acknowledgementMail(breachCase({ report: reported }), publicUrl, status);
        const other = breachCase({ report: report({ organisation: "another" }) });
        expect(mail).toEqual(acknowledgementMail(other, publicUrl, status));
        expect(JSON.stringify(mail)).not.toMatch(/canary|Voorbeeld|Example Ltd/);
      }),
    );
  });

  test("has no attachment and asks for no answer", () => {
    expect(Object.keys(acknowledgementMail(breachCase(), publicUrl)).toSorted()).toEqual([
      "blocks",
      "language",
      "reference",
      "subject",
      "type",
    ]);
  });
});
