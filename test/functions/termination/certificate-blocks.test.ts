import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Termination } from "../../../functions/termination/agreement.ts";
import { certificateDocument } from "../../../functions/termination/certificate.ts";
import { certificateBlocks } from "../../../functions/termination/certificate-blocks.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import { isComplete, remainReasons } from "../../../functions/termination/remains.ts";
import { toText } from "../../../shared/document.ts";
import type { Language } from "../../../shared/language.ts";
import { anyOutcome } from "./any-outcome.ts";
import { destroyed, history, outcome, place, termination } from "./terminations.ts";

function documentOf(of: Outcome, changes: Partial<Termination> = {}) {
  const told = history(termination(changes), ...destroyed, {
    move: isComplete(of) ? "certify" : "report",
    outcome: of,
  });
  const [, , entry] = told.entries;
  if (!entry) throw new Error("there is no third entry");
  return certificateDocument(told, entry);
}

const textOf = (of: Outcome, language: Language = "nl", changes: Partial<Termination> = {}) =>
  toText(certificateBlocks(documentOf(of, changes), language));

const { emptyAt: _, ...unverified } = place();

describe("the certificate", () => {
  test("says in Dutch what was destroyed, when, and how that is known", () => {
    const lines = textOf(outcome()).split("\n");
    for (const line of [
      "Verklaring van vernietiging",
      "Kenmerk: AGR-7K3M-9QXT-2W5R",
      "Organisatie: Voorbeeld B.V. (voorbeeld-bv)",
      "Geen verzoeken meer aangenomen sinds: maandag 1 februari 2027 om 00:00 (Nederlandse tijd)",
      "Aantallen: volledig geteld",
      "Laatste dag van de overeenkomst: donderdag 31 december 2026",
      "Eén kalendermaand later, gelezen van datum tot datum: zondag 31 januari 2027",
      "Plaats: data/controllers/voorbeeld-bv/",
      "Verwijderde versies van bestanden: 12",
      "Verwijderde verwijdermarkeringen: 3",
      "Afgebroken onvoltooide uploads: 1",
      "Omvang in bytes: 45678",
      "Levenscyclusregels: ingesteld",
      "Vastgesteld dat er niets meer stond: maandag 1 februari 2027 om 01:03 (Nederlandse tijd)",
      "Verwijderd van verzoeken van betrokkenen en de mails daarover: 9",
      "Herstelgegevens van de database: leeg uiterlijk maandag 8 februari 2027 om 01:04 (Nederlandse tijd) (zo lang kan de database worden teruggezet naar hoe zij was)",
      "Wij bewaren alleen nog het volgende, tot zondag 1 februari 2032 om 01:04 (Nederlandse tijd). Daarna verwijderen wij ook dat.",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("says the same in English", () => {
    const text = textOf(outcome(), "en");
    expect(text).toMatch(/^Certificate of destruction$/m);
    expect(text).toMatch(/^Deleted versions of files: 12$/m);
    expect(text).toMatch(
      /^Verified that nothing was left: Monday,? 1 February 2027 at 01:03 \(Dutch time\)$/m,
    );
    expect(text).toMatch(/^We keep only the following, until Sunday,? 1 February 2032/m);
    expect(text).not.toMatch(/uiterlijk|vernietig/);
  });

  test("says that counts are the least where a run was cut short", () => {
    const text = textOf(outcome({ countsAreExact: false }));
    expect(text).toContain("Aantallen: ten minste: een deel van het werk is onderbroken");
    expect(text).toContain("Verwijderde versies van bestanden: ten minste 12\n");
    expect(text).toContain("verklaringen, subverwerkers, instructies, bijstand en audits: ten minste 5\n");
  });

  // F19
  test("says that S3 may have deleted a part by the lifecycle rules, where they lay there at midnight", () => {
    const overnight = place({ begunAt: "2027-01-31T23:59:00.000Z" });
    const text = textOf(outcome({ objects: [overnight], countsAreExact: false }));
    expect(text).toContain(
      "Aantallen: ten minste: een deel van het werk is onderbroken, of S3 kan een deel zelf",
    );
    expect(text).toContain(
      "Levenscyclusregels: ingesteld; S3 kan op grond daarvan zelf een deel hebben verwijderd, dat niet is meegeteld\n",
    );
    expect(textOf(outcome({ objects: [overnight] }), "en")).toContain(
      "Lifecycle rules: set; S3 may have deleted a part itself by them, which was not counted\n",
    );
  });

  // F19
  test("claims nothing of what was not searched: the organisation's name in free text", () => {
    const text = textOf(outcome());
    expect(text).toContain("doorzocht op het id van uw organisatie. Onder dat id stond daarin niets meer");
    expect(text).toContain(
      "Vrije tekst wordt niet doorzocht: verzoeken waarin iemand een organisatie in eigen woorden",
    );
    expect(text).not.toContain("niets meer over uw organisatie");
    expect(textOf(outcome(), "en")).toContain("Free text is not searched: requests in which a person named");
  });

  test("says that it went on without the lifecycle rules, and why", () => {
    const rules = (changes: object) =>
      /^Levenscyclusregels: .*$/m.exec(textOf(outcome({ objects: [place(changes)] })))?.[0];
    expect(rules({ net: "full" })).toBe(
      "Levenscyclusregels: niet ingesteld: de bucket had al zoveel regels als S3 toelaat",
    );
    expect(rules({ net: "denied", netRefusal: "AccessDenied" })).toBe(
      "Levenscyclusregels: niet ingesteld: S3 weigerde ze (AccessDenied)",
    );
  });

  test("quotes why another day was agreed", () => {
    const agreed = { destroyAfter: "2027-03-01", because: "Overdracht\nduurt langer." };
    expect(textOf(outcome(), "nl", agreed)).toContain("> Overdracht\n> duurt langer.\n");
  });
});

describe("the report", () => {
  // F8, F16
  test("begins with what was not destroyed, and says why in words", () => {
    const objects = [{ ...unverified, left: { AccessDenied: 2, Strange: 1 }, replicas: ["kopie"] }];
    const text = textOf(outcome({ objects }));
    expect(text).toMatch(/^Vernietiging niet voltooid\n/);
    expect(text).toMatch(
      /^Bestanden \(data\/controllers\/voorbeeld-bv\/\): niet verwijderd: 2; S3 verbood het \(AccessDenied\), .*Object Lock.*legal hold.*MFA delete/m,
    );
    expect(text).toMatch(/^Bestanden \(data\/controllers\/voorbeeld-bv\/\): niet verwijderd: 1; Strange$/m);
    expect(text).toMatch(/^Bestanden \(kopie\): hiernaar zijn of worden bestanden gekopieerd/m);
    expect(text.indexOf("Wat niet is vernietigd")).toBeLessThan(text.indexOf("Kenmerk"));
    expect(text).not.toContain("Verklaring van vernietiging\n---");
  });

  test.each([
    [1, "1 zaak, omdat S3 de bestanden daarbij niet", "1 case, because S3 does not delete its files"],
    [2, "2 zaken, omdat S3 de bestanden daarbij niet", "2 cases, because S3 does not delete their files"],
  ])("counts the cases whose files are left: %d", (filesLeft, dutch, english) => {
    const { emptyAt: _, ...records } = outcome().records;
    const of = outcome({ records: { ...records, filesLeft } });
    expect(textOf(of)).toContain(`Database: niet verwijderd: ${dutch} verwijdert\n`);
    expect(textOf(of, "en")).toContain(`Database: not deleted: ${english}\n`);
  });

  test("does not blame a lock where S3 only refused to list", () => {
    const text = textOf(outcome({ objects: [{ ...unverified, unlisted: "AccessDenied" }] }), "en");
    expect(text).toContain("not known what is still there: S3 would not show it (AccessDenied)");
    expect(text).not.toContain("Object Lock");
  });
});

// F19
describe("the text claims nothing that is not verified", () => {
  const count = (text: string, line: RegExp) => text.match(line)?.length ?? 0;
  const about = (of: Outcome, claims: (text: string, document: ReturnType<typeof documentOf>) => void) =>
    claims(textOf(of), documentOf(of));

  test("of a place without a list that found nothing", () => {
    fc.assert(
      fc.property(anyOutcome, (of) =>
        about(of, (text, { objects }) => {
          const open = objects.filter(({ verifiedEmptyAt }) => verifiedEmptyAt === null).length;
          expect(count(text, /^Vastgesteld dat er niets meer stond: nog niet vastgesteld$/gm)).toBe(open);
          expect(count(text, /^Vastgesteld dat er niets meer stond: /gm)).toBe(objects.length);
        }),
      ),
    );
  });

  test("of the table without a scan that found nothing, nor of what empties itself after it", () => {
    fc.assert(
      fc.property(anyOutcome, (of) =>
        about(of, (text, { records, emptying }) => {
          const isVerified = records.verifiedEmptyAt !== null;
          expect(text.includes("stond daarin niets meer")).toBe(isVerified);
          expect(count(text, /: leeg uiterlijk /g)).toBe(emptying.length);
        }),
      ),
    );
  });

  test("of anything that is left: each has its line", () => {
    fc.assert(
      fc.property(anyOutcome, fc.constantFrom("nl" as const, "en" as const), (of, language) => {
        const { notDestroyed, type } = documentOf(of);
        const text = textOf(of, language);
        for (const { where, code, count: left } of notDestroyed) {
          for (const fact of [where, code, left]) if (fact !== null) expect(text).toContain(String(fact));
        }
        expect(text.startsWith(language === "nl" ? "Verklaring" : "Certificate")).toBe(
          type === "certificate",
        );
      }),
    );
  });

  test("for whatever reason it is left", () => {
    const document = documentOf(outcome({ objects: [unverified] }));
    if (document.type !== "destruction-report") throw new Error("this is no report");
    for (const reason of remainReasons) {
      const notDestroyed = [{ of: "objects" as const, where: "here/", reason, code: "Code", count: 7 }];
      for (const language of ["nl", "en"] as const) {
        const text = toText(certificateBlocks({ ...document, notDestroyed }, language));
        expect(text).toMatch(/ \(here\/\): .{20}/);
      }
    }
  });
});
