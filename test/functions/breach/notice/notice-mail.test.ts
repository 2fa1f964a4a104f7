import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noticeContent } from "../../../../functions/breach/notice/notice.ts";
import { noticeMail } from "../../../../functions/breach/notice/notice-mail.ts";
import type { Facts, Report } from "../../../../functions/breach/report.ts";
import { toMime } from "../../../../functions/delivery/mime.ts";
import { breachCase, report } from "../../../support/breaches.ts";
import { markupIn } from "../../../support/hostile-texts.ts";
import { anyFacts, anyText, hostileTexts, longTexts } from "../facts/any-facts.ts";
import { content, htmlOf, mailOf, moment, noticeAbout, sent, textOf } from "./notices.ts";

const linesOf = (...args: Parameters<typeof mailOf>) => textOf(mailOf(...args)).split("\n");
const unknown = breachCase({
  report: {
    occurrence: "confirmed",
    controllerIds: ["voorbeeld-bv"],
    reporter: { name: "S", email: "s@subprocessor.example" },
    discoveredAt: "2026-11-22T08:30+01:00",
    description: "Weg.",
    contact: { name: "S", email: "s@subprocessor.example" },
  },
});

/** The headings of the seven items, in Dutch. */
const items = [
  "1. Dat er een datalek is geweest",
  "2. De (vermeende) oorzaak",
  "3. Het bekende of te verwachten gevolg",
  "4. De (voorgestelde) oplossing",
  "5. De maatregelen die al zijn genomen",
  "6. Contactgegevens voor de opvolging",
  "7. Wie er is geïnformeerd",
];

const whole: Partial<Report> = {
  consequences: "Ongewenste post.",
  proposedSolution: "Adressen controleren.",
  measuresTaken: "De ontvanger heeft het bestand gewist.",
  informed: [{ who: "data_subjects", at: "2026-11-22T09:00:00+01:00" }],
};

describe("the first notice", () => {
  test("says in Dutch what happened, to whom it is and of what report", () => {
    const mail = mailOf();
    expect(mail).toMatchObject({
      reference: breachCase().reference,
      type: "breach-notice",
      language: "nl",
      subject: "Datalek: bericht van uw verwerker",
      replyTo: "sanne@subprocessor.example",
      thread: [],
    });
    const lines = textOf(mail).split("\n");
    expect(lines[0]).toBe("Er is een datalek");
    for (const line of [
      `Kenmerk: ${breachCase().reference}`,
      "Soort bericht: eerste bericht",
      "Verwerkingsverantwoordelijke: Voorbeeld B.V. (voorbeeld-bv)",
      "Bij ons gemeld: zondag 22 november 2026 om 11:15 (Nederlandse tijd)",
      "Ontdekt: zondag 22 november 2026 om 08:30 (Nederlandse tijd)",
      "Aard van het datalek: vertrouwelijkheid",
      "Soort incident: e-mail aan een verkeerde ontvanger",
      "> Een bestand met contactgegevens is naar de verkeerde ontvanger gemaild.",
      "> Een verkeerd adres uit de lijst met suggesties.",
      "Naam: Sanne Bakker",
      "E-mail: sanne@subprocessor.example",
      "Telefoon: +31 20 123 45 67",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("says the same in English", () => {
    const mail = mailOf({ controllerId: "example-ltd", language: "en" });
    expect(mail).toMatchObject({ language: "en", subject: "Data breach: notice from your processor" });
    const lines = textOf(mail).split("\n");
    for (const line of [
      "There is a data breach",
      "Controller: Example Ltd (example-ltd)",
      "Nature of the breach: confidentiality",
      "Kind of incident: e-mail to a wrong recipient",
      "2. The (alleged) cause",
      "7. Who has been informed",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("names every one of the seven items, also where nothing is known yet", () => {
    for (const [language, notYetKnown] of [
      ["nl", "nog niet bekend"],
      ["en", "not yet known"],
    ] as const) {
      const text = textOf(mailOf({ of: unknown, language }));
      for (const n of [2, 3, 4, 5, 7])
        expect(text).toMatch(new RegExp(`^${n}\\. [^\n]+\n-+\n\n${notYetKnown}$`, "m"));
    }
  });

  test("says what is known of each of them", () => {
    const text = textOf(mailOf({ of: breachCase({ report: report(whole) }) }));
    for (const [item, said] of [
      [items[2], "> Ongewenste post."],
      [items[3], "> Adressen controleren."],
      [items[4], "> De ontvanger heeft het bestand gewist."],
      [items[6], "betrokkenen, zondag 22 november 2026 om 09:00 (Nederlandse tijd)"],
    ] as const) {
      expect(text).toContain(`${item}\n${"-".repeat(item?.length ?? 0)}\n\n${said}\n`);
    }
  });

  test("has the seven items, then the sheet, then the period", () => {
    const headings = mailOf().blocks.flatMap((block) => ("heading" in block ? [block.heading] : []));
    expect(headings).toEqual([
      "Er is een datalek",
      ...items,
      "Antwoorden voor het meldformulier",
      "Uw termijn",
    ]);
  });

  test("marks each answer of the sheet, and says what the marks mean", () => {
    const lines = linesOf({ of: breachCase({ report: report({ endedAt: "2026-11-22T09:00Z" }) }) });
    for (const line of [
      "RECORDED: zo aan ons opgegeven",
      "DERIVED: door ons afgeleid uit wat is opgegeven",
      "MISSING: nog niet bekend",
      "1.1 Soort melding [DERIVED]: eerste bericht",
      "4.1 Duurt het nog voort [DERIVED]: nee",
      "5.2 Soort incident [RECORDED]: e-mail aan een verkeerde ontvanger",
      "5.3 Beschrijving [RECORDED]:",
      "7.3 Aantal betrokkenen, ongeveer [MISSING]: nog niet bekend",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("says when the period starts, counts it from sending, and leaves the decision to the controller", () => {
    const text = textOf(mailOf());
    for (const said of [
      "Die begint wanneer ons eerste bericht u heeft bereikt. Wist u al eerder van het datalek?",
      "Daarom tellen wij vanaf het verzenden: zondag 22 november 2026 om 14:00 (Nederlandse tijd).",
      "Einde, voorzichtig geteld: woensdag 25 november 2026 om 14:00 (Nederlandse tijd)",
      "Einde volgens Verordening 1182/71: woensdag 25 november 2026 om 15:00 (Nederlandse tijd)",
      "U beslist of u het datalek meldt bij de toezichthouder en of u de betrokkenen informeert.",
      "R7: GDPR art. 33(1), 33(2): Precies 72 uur later, ook door weekenden en feestdagen heen. 2026-11-25T13:00:00.000Z",
      "Feestdagenlijst: NL-ATW",
    ]) {
      expect(text).toContain(said);
    }
    expect(textOf(mailOf({ hours: 96, language: "en" }))).toContain("a period of 96 hours");
  });

  test("says on top what to do and by when", () => {
    const link = "https://api.example/acknowledge/BR-1/notice-1-voorbeeld-bv/ABC?lang=nl";
    const { blocks } = noticeMail(content(), moment(), link);
    expect(blocks.slice(0, 5)).toEqual([
      { heading: "Er is een datalek" },
      { paragraph: expect.stringContaining("U bent de verwerkingsverantwoordelijke.") },
      { action: { label: "Bevestig dat u dit bericht hebt gelezen", url: link } },
      { paragraph: expect.stringContaining("tot woensdag 25 november 2026 om 14:00 (Nederlandse tijd)") },
      { paragraph: expect.stringContaining("Beantwoord dan deze mail.") },
    ]);
    expect(textOf(mailOf({ language: "en" }))).toMatch(
      /counted cautiously, until Wednesday,? 25 November 2026 at 14:00 \(Dutch time\)/,
    );
  });

  // C5
  test("is answered to the contact, in ASCII", () => {
    const contact = { name: "S", email: "s@аpple.example" };
    const mail = mailOf({ of: breachCase({ report: report({ contact }) }) });
    expect(mail.replyTo).toBe("s@xn--pple-43d.example");
    expect(textOf(mail).split("\n")).toContain("E-mail: s@аpple.example (s@xn--pple-43d.example)");
  });

  test("has the hand-over with it", () => {
    expect(mailOf().handOver).toMatchObject({ reference: breachCase().reference });
  });
});

describe("a follow-up", () => {
  const entries = [
    { note: "Zie ook\nhet logboek.", changes: { cause: "Een fout in de lijst.", ongoing: false } },
  ];

  test("shows first what has changed since the notice before: old value and new value", () => {
    const text = textOf(mailOf({ entries }));
    expect(text).toMatch(/^Datalek: aanvulling \(bericht 2\)$/m);
    expect(text.indexOf("Wat er is veranderd sinds bericht 1")).toBeLessThan(text.indexOf("1. Dat er"));
    expect(text).toContain("Duurt het nog voort, was: nog niet bekend\nDuurt het nog voort, is nu: nee\n");
    expect(text).toContain(
      "Oorzaak, was:\n\n> Een verkeerd adres uit de lijst met suggesties.\n\nOorzaak, is nu:\n\n> Een fout in de lijst.\n",
    );
    expect(text).toContain(
      "Toelichting bij dit bericht\n---------------------------\n\n> Zie ook\n> het logboek.\n",
    );
  });

  test("does not repeat as changed what an earlier one told", () => {
    const text = textOf(mailOf({ entries: [...entries, { changes: { consequences: "Spam." } }] }));
    expect(text).toContain("Wat er is veranderd sinds bericht 2");
    expect(text).not.toContain("Oorzaak, was");
    expect(text).toContain("Gevolgen, was: nog niet bekend");
  });

  test("says so when no fact has changed", () => {
    const text = textOf(mailOf({ entries: [{ changes: {}, note: "Nog niets nieuws." }] }));
    expect(text).toContain("De vastgelegde gegevens zijn niet veranderd.");
  });

  test("has the subject of the first notice and belongs to its thread, and to no other controller's", () => {
    const at = moment(
      sent(1, { messageId: "one" }),
      sent(2),
      sent(3, { messageId: "three" }),
      sent(1, { id: "notice-1-example-ltd", messageId: "theirs" }),
    );
    const mail = mailOf({ entries: [{ note: "2" }, { note: "3" }, { note: "4" }], at });
    expect(mail.subject).toBe(mailOf().subject);
    expect(mail.thread).toEqual(["one", "three"]);
  });

  test("names the first and the ten latest mails of a long thread", () => {
    const numbers = Array.from({ length: 30 }, (_, n) => n + 1);
    const at = moment(...numbers.map((number) => sent(number, { messageId: `id-${number}` })));
    const thread = (updates: number) =>
      mailOf({ entries: numbers.slice(0, updates).map((n) => ({ note: `${n}` })), at }).thread;
    expect(thread(30)).toEqual(["id-1", ...numbers.slice(-10).map((number) => `id-${number}`)]);
    expect(thread(11)).toEqual(numbers.slice(0, 11).map((number) => `id-${number}`));
  });

  test("counts the period from the delivery of the first notice, and says so", () => {
    const delivered = sent(1, { state: "delivered", deliveredAt: "2026-11-22T10:16:00.000Z" });
    const text = textOf(mailOf({ entries, at: moment(delivered) }));
    expect(text).toContain(
      "Uw mailserver heeft bericht 1 aangenomen. Wij tellen vanaf dat tijdstip: zondag 22 november 2026 om 11:16",
    );
    expect(text).toContain("Einde, voorzichtig geteld: woensdag 25 november 2026 om 11:16");
  });

  test("says that the delivery of the first notice is not known while it is not", () => {
    const accepted = sent(1, { state: "accepted", acceptedAt: "2026-11-22T10:15:02.000Z" });
    expect(textOf(mailOf({ entries, at: moment(accepted) }))).toContain(
      "Wij weten niet zeker wanneer bericht 1 u heeft bereikt.",
    );
  });
});

test("a concluding notice is called that", () => {
  const lines = linesOf({
    entries: [{ move: "conclude", changes: { measuresTaken: "Klaar." } }],
    language: "en",
  });
  expect(lines[0]).toBe("Data breach: concluding notice (notice 2)");
  expect(lines).toContain("1.1 Type of notification [DERIVED]: concluding notice");
  expect(lines).toContain("Measures taken, was: not yet known");
});

describe("a withdrawn notice", () => {
  const entries = [{ move: "withdraw" as const, because: "Het was een oefening." }];

  test("says why", () => {
    const text = textOf(mailOf({ entries }));
    expect(text).toMatch(/^Datalek: bericht ingetrokken \(bericht 2\)$/m);
    expect(text).toContain(
      "trekken onze eerdere berichten over dit datalek in. De reden:\n\n> Het was een oefening.\n",
    );
  });

  test("has the seven items as what had been told before, and no period", () => {
    const text = textOf(mailOf({ entries }));
    expect(text).toContain("Wat wij u eerder hebben verteld\n");
    const told = text.indexOf("Wat wij u eerder hebben verteld");
    for (const item of items) expect(text.indexOf(item)).toBeGreaterThan(told);
    expect(text).not.toMatch(/Uw termijn|Einde|toezichthouder\?|U beslist|Hieronder staat wat wij/);
    expect(textOf(mailOf())).not.toContain("eerder hebben verteld");
  });

  test("says the same in English", () => {
    const text = textOf(mailOf({ entries, language: "en" }));
    expect(text).toContain("With this notice we withdraw it.");
    expect(text).not.toMatch(/Your own period|Below is what we know/);
  });
});

describe("whatever was reported", () => {
  const anyNotice = fc.record({
    before: fc.option(anyFacts, { nil: undefined }),
    after: anyFacts,
    notes: fc.array(anyText, { maxLength: 3 }),
    language: fc.constantFrom("nl" as const, "en" as const),
  });

  test("a notice has the seven items in their order, each with an answer", () => {
    fc.assert(
      fc.property(anyNotice, ({ before, after, notes }) => {
        const notice = noticeAbout(before, after, "follow_up", notes);
        const { blocks } = noticeMail(noticeContent(breachCase(), notice, "nl", moment(), 72), moment());
        const at = items.map((item) =>
          blocks.findIndex((block) => "heading" in block && block.heading === item),
        );
        expect(at).toEqual(at.toSorted((a, b) => a - b));
        for (const n of at) expect(blocks[n + 1]).not.toHaveProperty("heading");
      }),
    );
  });

  test("no notice names another controller, in the mail or beside it", () => {
    const others = fc.array(fc.stringMatching(/^other-[a-z]{8}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anyFacts, others, (facts, ids) => {
        const of = breachCase({
          controllers: [
            { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
            ...ids.map((id) => ({ id, name: `Naam van ${id}` })),
          ],
          report: report({ organisation: "other-organisation", controllerIds: ["voorbeeld-bv", ...ids] }),
        });
        const update = { changes: facts, note: "Meer." };
        for (const entries of [[], [update], [update, { move: "withdraw" as const, because: "Nee." }]]) {
          const mail = mailOf({ of, entries });
          expect(JSON.stringify(mail) + textOf(mail) + htmlOf(mail)).not.toContain("other-");
        }
        const [first = ""] = ids;
        const alone = { ...of, controllers: of.controllers.slice(0, 1) };
        expect(mailOf({ of }).blocks).toEqual(mailOf({ of: alone }).blocks);
        expect(JSON.stringify(mailOf({ of, controllerId: first }))).not.toContain("voorbeeld-bv");
      }),
    );
  });

  // C3, C4, C7
  test.each(hostileTexts)("%j stays a text", (hostile) => {
    const changes = Object.fromEntries(longTexts.map((name) => [name, hostile]));
    const line = hostile.replace(/[\r\n]/g, " ");
    const contact = { name: line, email: "s@subprocessor.example", phone: line };
    const mail = mailOf({
      entries: [
        { changes: { ...changes, contact }, note: hostile },
        { move: "withdraw", because: hostile },
      ],
    });
    const plain = mailOf({
      entries: [
        { changes: { ...Object.fromEntries(longTexts.map((name) => [name, "x"])), contact }, note: "x" },
        { move: "withdraw", because: "x" },
      ],
    });
    expect(markupIn(htmlOf(mail))).toEqual(markupIn(htmlOf(plain)));
    expect(htmlOf(mail) + textOf(mail)).not.toMatch(/\u202E/);
    expect(mail.subject).toBe(plain.subject);
  });

  // C1
  test("no line that somebody typed passes for one of ours", () => {
    fc.assert(
      fc.property(anyNotice, ({ before, after, notes, language }) => {
        const injected = "\nKenmerk: BR-0000-0000-0000\r1. Dat er een datalek is geweest\r\nReference: X";
        const typed = (facts: Facts): Facts => ({
          ...facts,
          ...Object.fromEntries(longTexts.map((name) => [name, `${facts[name] ?? ""}${injected}`])),
        });
        const notice = noticeAbout(before && typed(before), typed(after), "follow_up", [...notes, injected]);
        const mail = noticeMail(noticeContent(breachCase(), notice, language, moment(), 72), moment());
        expect(textOf(mail).match(/^(Kenmerk|Reference): .*/gm)).toEqual([
          expect.stringContaining(breachCase().reference),
        ]);
        expect(textOf(mail)).not.toMatch(/^1\. Dat er een datalek is geweest\n(?!-)/m);
      }),
    );
  });
});

describe("the largest report", () => {
  const sesLimit = 10_000_000;
  const mailWith = (typed: string) => {
    const facts: Facts = {
      ...Object.fromEntries(longTexts.map((name) => [name, typed])),
      contact: { name: "x".repeat(200), email: "s@subprocessor.example" },
    };
    const before = Object.fromEntries(longTexts.map((name) => [name, `.${typed.slice(2)}`]));
    const notes = Array.from({ length: 100 }, () => typed);
    const notice = noticeAbout(before, facts, "follow_up", notes);
    return noticeMail(noticeContent(breachCase(), notice, "nl", moment(), 72), moment());
  };

  // C9, C10
  test.each([
    ["letters", "a".repeat(10_000)],
    ["quotes between ideographs", '"漢字漢'.repeat(2_500)],
    ["emoji", "🙂".repeat(10_000)],
    ["combining marks", `e${"\u0301".repeat(9_999)}`],
    ["tag characters", "\u{E0041}".repeat(10_000)],
    ["joiners", "👩\u200D".repeat(5_000)],
    ["line breaks", `x${"\n".repeat(9_998)}x`],
  ])("of %s is a mail that SES takes", async (_, typed) => {
    const raw = await toMime(mailWith(typed), {
      from: "meldpunt@processor.example",
      to: "privacy@voorbeeld.example",
      region: "eu-central-1",
    });
    expect(raw.byteLength).toBeLessThan(sesLimit);
  });

  test("says how many notes do not fit, before those that do", () => {
    const text = textOf(mailWith("a".repeat(10_000)));
    expect(text).toContain(
      "\n\nEr zijn nog 95 toelichtingen, van eerder, die niet in deze mail passen. U kunt ze opvragen bij de contactpersoon.\n\n> a",
    );
  });

  test("says so of a single note", () => {
    const notes = Array.from({ length: 6 }, () => "a".repeat(10_000));
    const single = (language: "nl" | "en") => {
      const notice = noticeAbout({}, {}, "follow_up", notes);
      return textOf(noticeMail(noticeContent(breachCase(), notice, language, moment(), 72), moment()));
    };
    expect(single("nl")).toContain("Er is nog 1 toelichting, van eerder, die niet in deze mail past.");
    expect(single("en")).toContain("There is 1 more note, from before, that does not fit in this mail.");
  });

  test("is shown whole where nothing in it hides, else cut, which is said", () => {
    const cut = "De tekst gaat verder, maar past niet in deze mail.";
    expect(textOf(mailWith("🙂".repeat(10_000)))).not.toContain(cut);
    const text = textOf(mailWith("\u{E0041}".repeat(10_000)));
    expect(text).toContain(cut);
    expect(text.isWellFormed()).toBe(true);
  });
});
