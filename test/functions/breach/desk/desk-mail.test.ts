import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BreachCase, BreachEntry } from "../../../../functions/breach/breach.ts";
import { deskAdditionMail, deskMail, deskReminderMail } from "../../../../functions/breach/desk/desk-mail.ts";
import { standingOf } from "../../../../functions/breach/standing.ts";
import { toText } from "../../../../shared/document.ts";
import type { Mail } from "../../../../shared/mail/mail.ts";
import { breachCase, history, report } from "../../../support/breaches.ts";
import { markupIn } from "../../../support/hostile-texts.ts";
import { anyFacts, hostileTexts, longTexts } from "../facts/any-facts.ts";
import { htmlOf } from "../notice/notices.ts";

const textOf = ({ blocks }: Mail) => toText(blocks);
const { reference } = breachCase();
const { reporterId: _, ...unvouched } = breachCase({ began: "held" });
const stranger: BreachCase = unvouched;
const addition = { vouched: false, changes: { cause: "Een inbraak." }, note: "Ik weet meer.", final: true };

function reportMail(of: BreachCase, ...entries: Partial<BreachEntry>[]): Mail {
  const known = history(of, ...entries);
  return deskMail(known, standingOf(known));
}

function additionMail(of: BreachCase, ...entries: Partial<BreachEntry>[]): Mail {
  const known = history(of, ...entries);
  const [added] = known.entries.slice(-1);
  if (!added) throw new Error("no entry");
  return deskAdditionMail(known, standingOf(known), added);
}

describe("the mail to the desk about a report that waits", () => {
  test("is in Dutch and answered to the reporter, in ASCII", () => {
    const reporter = { name: "S", email: "s@bücher.example" };
    expect(reportMail({ ...stranger, report: report({ reporter }) })).toMatchObject({
      reference,
      type: "desk",
      language: "nl",
      subject: "Een melding van een datalek wacht op u",
      replyTo: "s@xn--bcher-kva.example",
    });
  });

  // B1
  test.each<[string, BreachCase, string[]]>([
    ["nobody vouches for it", stranger, ["noCode"]],
    [
      "it is suspected",
      breachCase({ began: "held", report: report({ occurrence: "suspected" }) }),
      ["suspected"],
    ],
    [
      "its organisation is unknown",
      breachCase({ report: report({ organisation: "De bakker" }) }),
      ["organisation"],
    ],
    [
      "all of that",
      { ...stranger, report: report({ occurrence: "suspected", organisation: "De bakker" }) },
      ["suspected", "noCode", "organisation"],
    ],
  ])("says why it waits: %s", (_, of, why) => {
    const sentences = {
      suspected: "De melder noemt het een vermoeden.",
      noCode: "Er kwam geen geldige melderscode mee.",
      organisation: "De melder noemt een organisatie in eigen woorden.",
    };
    const text = textOf(reportMail(of));
    for (const [name, sentence] of Object.entries(sentences))
      expect(text.includes(sentence)).toBe(why.includes(name));
  });

  test("says whether anything has gone to the controllers", () => {
    const organisation = report({ organisation: "De bakker" });
    expect(textOf(reportMail(stranger))).toContain(
      "Er is nog niets naar de verwerkingsverantwoordelijken gegaan.",
    );
    for (const told of [
      reportMail(breachCase({ report: organisation })),
      reportMail({ ...stranger, report: organisation }, { move: "confirm", by: "desk" }),
    ])
      expect(textOf(told)).toContain("De verwerkingsverantwoordelijken hieronder krijgen al bericht.");
  });

  test("gives the whole report, who made it and about whom", () => {
    const lines = textOf(reportMail(stranger)).split("\n");
    for (const line of [
      `Kenmerk: ${reference}`,
      "Naam: Sanne Bakker",
      "E-mail: sanne@subprocessor.example",
      "Organisatie van de melder: Subprocessor B.V.",
      "Id van de bekende melder: geen, er kwam geen geldige melderscode mee",
      "Is het zeker: vastgesteld",
      "Verwerkingsverantwoordelijke: Voorbeeld B.V. (voorbeeld-bv)",
      "Verwerkingsverantwoordelijke: Example Ltd (example-ltd)",
      "Soort incident: e-mail aan een verkeerde ontvanger",
      "> Een verkeerd adres uit de lijst met suggesties.",
      "Gevolgen: nog niet bekend",
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.join("\n")).toContain("niet gecontroleerd");
  });

  test("names the code that came with it, and that nobody known was named", () => {
    const of = breachCase({ began: "held", controllers: [], report: report({ organisation: "De bakker" }) });
    const lines = textOf(reportMail(of)).split("\n");
    expect(lines).toContain("Id van de bekende melder: reporter0001");
    expect(lines).toContain("Organisatie, in eigen woorden: De bakker");
    expect(lines).toContain("Verwerkingsverantwoordelijke: geen genoemd");
  });

  test("gives the commands to decide", () => {
    const lines = textOf(reportMail(stranger)).split("\n");
    for (const line of [
      `Bekijken: npx meldpunt breaches show ${reference}`,
      `Bevestigen en laten uitgaan: npx meldpunt breaches confirm ${reference} --revision 0`,
      `Afwijzen: npx meldpunt breaches dismiss ${reference} --because "…" --revision 0`,
      `Een verwerkingsverantwoordelijke toewijzen: npx meldpunt breaches assign ${reference} --controller ID`,
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("offers nothing to confirm where only an organisation is to be found, or nobody is to be told", () => {
    const of = breachCase({ report: report({ organisation: "De bakker" }) });
    expect(textOf(reportMail(of))).not.toContain("breaches confirm");
    expect(textOf(reportMail(of, addition))).toContain(`breaches confirm ${reference} --revision 1`);
    const toNobody = reportMail({ ...of, began: "held", controllers: [] });
    expect(textOf(toNobody)).not.toContain("breaches confirm");
  });
});

describe("the mail to the desk about an addition", () => {
  test("shows what was added, and the report it belongs to", () => {
    const mail = additionMail(breachCase(), addition);
    expect(mail).toMatchObject({ type: "desk", subject: "Een aanvulling op een datalekmelding wacht op u" });
    const text = textOf(mail);
    expect(text).toContain("hoort geen geldige melderscode");
    expect(text).toContain(
      "De aanvulling\n-------------\n\nBinnengekomen: zondag 22 november 2026 om 12:15 (Nederlandse tijd)\n\nOorzaak:\n\n> Een inbraak.\n\nToelichting:\n\n> Ik weet meer.\n\nVolgens de melder is dit de laatste aanvulling.\n",
    );
    expect(text).toContain(`breaches confirm ${reference} --revision 1\n`);
  });

  test("shows the facts as they would be told", () => {
    const before = { vouched: false, changes: { consequences: "Spam." } };
    const text = textOf(additionMail(breachCase(), before, addition));
    const whole = text.slice(text.indexOf("Wat er is gemeld"));
    expect(whole).toContain("zo gaat het uit als u bevestigt.");
    expect(whole).toContain("Oorzaak:\n\n> Een inbraak.\n");
    expect(whole).toContain("Gevolgen:\n\n> Spam.\n");
    expect(textOf(reportMail(stranger))).not.toContain("zo gaat het uit");
  });

  test("says that the report itself waits too, where it does", () => {
    expect(textOf(additionMail(stranger, addition))).toContain("U beslist over alles samen.");
  });

  test("may be a note alone", () => {
    const text = textOf(additionMail(breachCase(), { vouched: false, changes: {}, note: "Alleen dit." }));
    expect(text).toContain("Toelichting:\n\n> Alleen dit.\n");
    expect(text).not.toContain("Volgens de melder");
  });
});

describe("a reminder says who hears nothing for as long as it waits", () => {
  const untold = "horen de verwerkingsverantwoordelijken niets over dit datalek";
  const additions = "horen de verwerkingsverantwoordelijken niet wat er is aangevuld";
  const organisation = "hoort die organisatie niets over dit datalek";
  const unknown = breachCase({ report: report({ organisation: "De bakker" }) });

  test.each<[string, BreachCase, Partial<BreachEntry>[], string[]]>([
    ["all of them, of a report that is held", { ...unknown, began: "held" }, [addition], [untold]],
    ["of an addition, those who were told", breachCase(), [addition], [additions]],
    ["the organisation that is unknown", unknown, [], [organisation]],
    ["both", unknown, [addition], [additions, organisation]],
    ["nobody, once it is decided", breachCase(), [addition, { move: "release", by: "desk" }], []],
  ])("%s", (_, of, entries, said) => {
    const known = history(of, ...entries);
    const text = textOf(
      deskReminderMail(known, standingOf(known), of.receivedAt, new Date("2026-11-22T15:16:00Z")),
    );
    for (const sentence of [untold, additions, organisation])
      expect(text.includes(sentence)).toBe(said.includes(sentence));
  });
});

test("a reminder says how long it has waited, and gives the commands again, with nothing that was typed", () => {
  const known = history({ ...stranger, report: report({ description: "canary" }) });
  const mail = deskReminderMail(
    known,
    standingOf(known),
    known.case.receivedAt,
    new Date("2026-11-22T15:16:00Z"),
  );
  expect(mail).toMatchObject({ type: "desk", subject: "Herinnering: een datalekmelding wacht op u" });
  const text = textOf(mail);
  expect(text).toContain("sinds zondag 22 november 2026 om 11:15 (Nederlandse tijd). Dat is 5 uur.");
  expect(text).toContain(`npx meldpunt breaches show ${reference}`);
  expect(text).not.toContain("canary");
});

// C3, C4, C7
test.each(hostileTexts)("%j stays a text in the mails to the desk", (hostile) => {
  const line = hostile.replace(/[\r\n]/g, " ");
  const mails = (typed: string, inLine: string) => {
    const reporter = { name: inLine, email: "s@subprocessor.example", phone: inLine, organisation: inLine };
    const facts = Object.fromEntries(longTexts.map((name) => [name, typed]));
    const of = { ...stranger, report: report({ ...facts, reporter, organisation: inLine }) };
    return [reportMail(of), additionMail(of, { vouched: false, changes: facts, note: typed })];
  };
  const tags = (mail: Mail) => markupIn(htmlOf(mail));
  expect(mails(hostile, line).map(tags)).toEqual(mails("x", "x").map(tags));
  for (const mail of mails(hostile, line)) {
    expect(htmlOf(mail) + textOf(mail)).not.toContain("\u202E");
    expect(textOf(mail).match(/^Kenmerk: .*/gm)).toEqual([`Kenmerk: ${reference}`]);
  }
});

test("any report and any addition make a mail", () => {
  fc.assert(
    fc.property(anyFacts, (changes) => {
      expect(textOf(additionMail(stranger, { vouched: false, changes, note: "n" }))).not.toMatch(/undefined/);
    }),
  );
});
