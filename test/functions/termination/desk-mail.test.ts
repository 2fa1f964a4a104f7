import { describe, expect, test } from "vitest";
import type { TerminationEntry, TerminationHistory } from "../../../functions/termination/agreement.ts";
import {
  blocksForDesk,
  failedMail,
  incompleteMail,
  overdueMail,
  unreachedMail,
} from "../../../functions/termination/desk-mail.ts";
import { toText } from "../../../shared/document.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { destroyed, history, outcome, place, termination } from "./terminations.ts";

const textOf = ({ blocks }: Mail) => toText(blocks);
const last = ({ entries }: TerminationHistory): TerminationEntry => {
  const entry = entries.at(-1);
  if (!entry) throw new Error("there is no entry");
  return entry;
};
const { emptyAt: _, ...unverified } = place();
const failed = history(termination(), { move: "fail", reason: "TimeoutError" });
const reported = history(termination(), ...destroyed, {
  move: "report",
  outcome: outcome({ objects: [{ ...unverified, left: { AccessDenied: 2 } }] }),
});

const certified = history(termination(), ...destroyed, { move: "certify", outcome: outcome() });

describe("a mail to the privacy desk about the end of an agreement", () => {
  test.each([
    overdueMail(history(), undefined),
    failedMail(failed, last(failed)),
    incompleteMail(reported, last(reported)),
    unreachedMail(reported, last(reported)),
    unreachedMail(certified, last(certified)),
  ])("says of whom it is, how it stands and what to type: $subject", (mail) => {
    expect(mail).toMatchObject({ type: "desk", language: "nl", reference: "AGR-7K3M-9QXT-2W5R" });
    const text = textOf(mail);
    expect(text).toMatch(/^Kenmerk: AGR-7K3M-9QXT-2W5R$/m);
    expect(text).toMatch(/^Organisatie: Voorbeeld B\.V\. \(voorbeeld-bv\)$/m);
    expect(text).toMatch(/^Stand: .+$/m);
    expect(text).toMatch(/: npx meldpunt (destruction|agreements|controllers) [a-z-]+ voorbeeld-bv/);
    expect(text.indexOf("npx meldpunt")).toBeLessThan(text.indexOf("Kenmerk:"));
  });

  test("says since when it is overdue, and whether that is for want of the first mail", () => {
    expect(textOf(overdueMail(history(), "2027-01-30T00:00:00.000Z"))).toContain(
      "hadden op zaterdag 13 februari 2027 om 01:00 (Nederlandse tijd) vernietigd moeten zijn",
    );
    const waiting = "Zolang dat zo is, begint de vernietiging niet.";
    expect(textOf(overdueMail(history(), undefined))).toContain(waiting);
    expect(textOf(overdueMail(history(), "2026-11-22T10:15:02.000Z"))).not.toContain(waiting);
  });

  test("says with what error a run failed, or that it never came to its end", () => {
    expect(textOf(failedMail(failed, last(failed)))).toContain("Fout: TimeoutError\n");
    const cut = { ...last(failed), reason: "cut_short" };
    expect(textOf(failedMail(failed, cut))).toContain("Fout: afgebroken voordat het einde was bereikt\n");
  });

  // E9
  test("says which result did not arrive, and how to see it", () => {
    const certificate = unreachedMail(certified, last(certified));
    expect(certificate.subject).toBe("Een organisatie heeft haar verklaring van vernietiging niet gekregen");
    expect(textOf(certificate)).toContain(": npx meldpunt destruction certificate voorbeeld-bv\n");
    expect(textOf(unreachedMail(reported, last(reported)))).toContain(
      "Geen van de mails met het bericht dat de vernietiging niet is voltooid, is aangekomen.",
    );
  });

  // F8
  test("holds the report as the controller gets it", () => {
    const text = textOf(incompleteMail(reported, last(reported)));
    expect(text).toContain("Vernietiging niet voltooid\n---");
    expect(text).toContain("niet verwijderd: 2; S3 verbood het (AccessDenied)");
  });
});

// E9
describe("what the privacy desk has to know of a mail that reaches no contact", () => {
  const said = (...of: Parameters<typeof blocksForDesk>) => toText(blocksForDesk(...of));
  const noticed = "2027-01-30T11:00:00.000Z";
  const withdraw = "npx meldpunt agreements withdraw-termination voorbeeld-bv";

  test("is until when to tell the controller, and how to stop the destruction", () => {
    const text = said(history(), "termination", noticed);
    expect(text).toContain(
      "Vertel het haar binnen 7 dagen na deze mail, en in elk geval vóór zaterdag 6 februari 2027 om 12:00 (Nederlandse tijd)",
    );
    expect(text).toContain(withdraw);
    const reminded = said(history(), "reminder", "2026-11-22T10:16:00.000Z");
    expect(reminded).toContain("kan beginnen vanaf maandag 1 februari 2027 om 00:00 (Nederlandse tijd)");
    expect(reminded).toContain(withdraw);
  });

  test("is no way to stop it once it has begun, or was withdrawn", () => {
    const begun = said(history(termination(), ...destroyed), "termination", noticed);
    expect(begun).toContain("De vernietiging is begonnen op maandag 1 februari 2027");
    const withdrawn = said(history(termination(), { move: "withdraw" }), "withdrawal", noticed);
    expect(withdrawn).toContain("denkt zij dat haar gegevens worden vernietigd");
    for (const text of [begun, withdrawn]) expect(text).not.toContain(withdraw);
  });
});
