import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Termination } from "../../../functions/termination/agreement.ts";
import { terminationHandOverSchema } from "../../../functions/termination/termination-hand-over.ts";
import { terminationMail } from "../../../functions/termination/termination-mail.ts";
import { terminationNotices } from "../../../functions/termination/termination-texts.ts";
import { toText } from "../../../shared/document.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { toHtml } from "../../../shared/mail/to-html.ts";
import { history, termination } from "./terminations.ts";

const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const isHandOver = ajv.compile(jsonSchema(terminationHandOverSchema));

const situation = { publicUrl: "https://api.example", earliest: new Date("2027-01-31T23:00:00.000Z") };
const withdrawal = { move: "withdraw", at: "2026-12-01T09:00:00.000Z" } as const;
const textOf = ({ blocks }: Mail) => toText(blocks);
const announced = (changes: Partial<Termination> = {}, language: "nl" | "en" = "nl") =>
  terminationMail(history(termination(changes)), "termination", language, situation);
const attached = ({ handOver }: Mail) => JSON.parse(JSON.stringify(handOver ?? null));

// F18
describe("the mail that tells a controller that its data will be destroyed", () => {
  test("says in Dutch when, how that was found, what, and what to do if it is a mistake", () => {
    const mail = announced();
    expect(mail).toMatchObject({ reference: "AGR-7K3M-9QXT-2W5R", type: "termination", language: "nl" });
    expect(mail.subject).toBe("Einde van de overeenkomst: uw gegevens worden vernietigd");
    const lines = textOf(mail).split("\n");
    for (const line of [
      "Organisatie: Voorbeeld B.V. (voorbeeld-bv)",
      "Er wordt niets vernietigd vóór maandag 1 februari 2027 om 00:00 (Nederlandse tijd).",
      "Laatste dag van de overeenkomst: donderdag 31 december 2026",
      "Eén kalendermaand later, gelezen van datum tot datum: zondag 31 januari 2027",
      "Alles hoort vernietigd te zijn vóór: maandag 8 februari 2027 om 00:00 (Nederlandse tijd)",
      "Bestanden (data/controllers/voorbeeld-bv/): alles wat daar staat, met alle versies en onvoltooide uploads",
      "Herstelgegevens van de database: leeg binnen 7 dagen na de vernietiging (zo lang kan de database worden teruggezet naar hoe zij was)",
      "Na de vernietiging bewaren wij alleen nog het volgende, 5 jaar lang. Daarna verwijderen wij ook dat.",
    ]) {
      expect(lines).toContain(line);
    }
    expect(textOf(mail)).toContain("niets vernietigd binnen 7 dagen nadat Amazon SES, ");
    expect(textOf(mail)).toContain(
      "De overeenkomst daarover eindigt. Na afloop vernietigen wij die gegevens",
    );
    expect(textOf(mail)).toContain("Dat kan door deze mail te beantwoorden.");
    expect(textOf(mail)).toContain(
      "In elk geval tot maandag 1 februari 2027 om 00:00 (Nederlandse tijd) sturen wij verzoeken van betrokkenen aan u door",
    );
  });

  test("says on top until when it can be stopped", () => {
    const [, , objection] = announced().blocks;
    expect(objection).toEqual({
      paragraph: expect.stringMatching(
        /^Klopt dit niet, .* vóór maandag 1 februari 2027 om 00:00 \(Nederlandse tijd\)\. Dat kan door deze mail/,
      ),
    });
  });

  test("says the same in English", () => {
    const text = textOf(announced({ keptYears: 1 }, "en"));
    expect(text).toMatch(/^Nothing is destroyed before Monday,? 1 February 2027 at 00:00 \(Dutch time\)\.$/m);
    expect(text).toMatch(/^One calendar month later, read from date to date: Sunday,? 31 January 2027$/m);
    expect(text).toContain("for 1 year.");
    expect(text).not.toMatch(/vernietig|dagen/);
  });

  test.each([
    ["2026-11-21", "is geëindigd. Wij vernietigen", "has ended. We destroy"],
    ["2026-11-22", "eindigt. Na afloop vernietigen", "ends. Afterwards we destroy"],
  ])("says of an agreement whose last day is %s that it %s", (lastDay, dutch, english) => {
    // On the clocks of Amsterdam this is 22 November.
    const terminatedAt = "2026-11-21T23:30:00.000Z";
    expect(textOf(announced({ lastDay, terminatedAt }))).toContain(dutch);
    expect(textOf(announced({ lastDay, terminatedAt }, "en"))).toContain(english);
  });

  test("says what is not searched", () => {
    for (const [language, words] of [
      ["nl", "Vrije tekst wordt niet doorzocht"],
      ["en", "Free text is not searched"],
    ] as const) {
      const mail = announced({}, language);
      expect(textOf(mail)).toContain(words);
      expect(attached(mail)).toMatchObject({ notSearched: ["free_text"] });
    }
  });

  // F1, F2
  test.each([
    [
      "date_to_date",
      "2027-01-31",
      "2027-02-28",
      /de volgende maand heeft geen dag 31 .*: zondag 28 februari 2027/,
    ],
    ["date_to_date", "2028-02-29", "2028-03-29", /van datum tot datum: woensdag 29 maart 2028/],
    ["full_calendar_month", "2026-12-15", "2027-01-31", /de eerste hele maand, .*: zondag 31 januari 2027/],
  ] as const)("says how the month was read: %s after %s", (reading, lastDay, computedDay, words) => {
    expect(textOf(announced({ reading, lastDay, computedDay, dueDay: computedDay }))).toMatch(words);
  });

  // F19
  test("names the places that cannot be destroyed as things are, and why", () => {
    const excluded = [{ bucket: "not-ours", prefix: "x/", reason: "unknown_bucket" as const }];
    const mail = announced({ excluded });
    expect(textOf(mail)).toContain("Wat wij zoals het nu is niet kunnen vernietigen");
    expect(textOf(mail)).toContain(
      "not-ours/x/: niet aangeraakt: dit is geen bucket waarin wij mogen verwijderen",
    );
    expect(attached(mail).excluded).toEqual(excluded);
    expect(textOf(announced({ excluded }, "en"))).toContain("What we cannot destroy as things are");
    expect(textOf(announced())).not.toContain("niet kunnen vernietigen");
    expect(attached(announced()).excluded).toEqual([]);
  });

  test("says which day was agreed instead, and quotes why", () => {
    const agreed = { destroyAfter: "2027-03-01", because: "Overdracht\nduurt langer.", dueDay: "2027-03-01" };
    const text = textOf(announced(agreed));
    expect(text).toContain("Anders overeengekomen; in plaats daarvan geldt: maandag 1 maart 2027");
    expect(text).toContain("Reden van de afwijkende dag:\n\n> Overdracht\n> duurt langer.");
    expect(textOf(announced())).not.toContain("Anders overeengekomen");
  });

  test("goes by the later day where the due day is over before seven days have passed", () => {
    const late = { ...situation, earliest: new Date("2027-03-08T12:00:00.000Z") };
    const mail = terminationMail(history(), "termination", "nl", late);
    expect(textOf(mail)).toContain("weten vóór maandag 8 maart 2027 om 13:00 (Nederlandse tijd)");
    expect(attached(mail)).toMatchObject({ earliest: "2027-03-08T12:00:00.000Z" });
  });

  test("that could only be sent after a withdrawal says that first", () => {
    const [, first = {}] = terminationMail(
      history(termination(), withdrawal),
      "termination",
      "nl",
      situation,
    ).blocks;
    expect(JSON.stringify(first)).toContain("ingetrokken op dinsdag 1 december 2026");
  });
});

describe("the reminder", () => {
  test("says it all again, but promises no further week", () => {
    const mail = terminationMail(history(), "reminder", "nl", situation);
    expect(mail.subject).toBe("Herinnering: uw gegevens worden binnenkort vernietigd");
    expect(textOf(mail)).toContain("Bestanden (data/controllers/voorbeeld-bv/)");
    expect(textOf(mail)).not.toContain("binnen 7 dagen nadat Amazon SES");
  });
});

describe("the mail about a withdrawal", () => {
  const mail = terminationMail(history(termination(), withdrawal), "withdrawal", "nl", situation);

  test("says when it was withdrawn, and that nothing was and nothing will be destroyed", () => {
    expect(textOf(mail)).toContain("ingetrokken op dinsdag 1 december 2026 om 10:00 (Nederlandse tijd)");
    expect(textOf(mail)).toContain("Er is niets vernietigd, en er wordt niets vernietigd.");
    expect(textOf(mail)).toContain("U hoeft niets te doen.");
    expect(attached(mail)).toMatchObject({ notice: "withdrawal", withdrawnAt: withdrawal.at });
  });

  test("is not written of a termination that stands", () => {
    expect(() => terminationMail(history(), "withdrawal", "nl", situation)).toThrow();
  });
});

describe("every such mail", () => {
  const all = terminationNotices.flatMap((notice) =>
    (["nl", "en"] as const).map((language) =>
      terminationMail(history(termination(), withdrawal), notice, language, situation),
    ),
  );

  test("carries the same as JSON, in the form of the published schema", () => {
    for (const mail of all) {
      const handOver = attached(mail);
      expect(isHandOver(handOver) ? [] : isHandOver.errors).toEqual([]);
      expect(handOver.$schema).toBe("https://api.example/schemas/termination-1.json");
      expect(handOver.steps.map(({ result }: { result: string }) => result)).toEqual([
        "2026-12-31",
        "2027-01-31",
        "2027-01-31T23:00:00.000Z",
        "2027-02-07T23:00:00.000Z",
      ]);
    }
  });

  test("says nothing of who recorded the termination, nor of the store", () => {
    for (const mail of all) expect(JSON.stringify(mail)).not.toMatch(/arn:|pendingShard|"v":/);
  });

  // C4
  test("shows as text what an operator typed", () => {
    const because = '<script>alert("x")</script>';
    const mail = announced({ destroyAfter: "2027-03-01", because });
    expect(toHtml(mail.subject, "nl", mail.blocks)).not.toContain("<script>");
    expect(attached(mail).agreed).toEqual({ day: "2027-03-01", because });
  });
});
