import { describe, expect, test } from "vitest";
import { attachmentLetters } from "../../../functions/attachments/attachment-letters.ts";
import { attachmentsHandOverSchema } from "../../../functions/attachments/attachments-hand-over.ts";
import { type Attachment, findings, scans } from "../../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../../shared/attachments/places.ts";
import { toText } from "../../../shared/document.ts";
import { letterSchema } from "../../../shared/letter/letter.ts";
import { attachment } from "../../support/attachments.ts";
import { followed, hostileLines } from "../../support/hostile-texts.ts";

const at = "2026-11-22T12:00:00.000Z";
const places: Record<CasePlace["kind"], CasePlace> = {
  request: { kind: "request", controllerId: "voorbeeld-bv" },
  breach: { kind: "breach" },
};

/** The mails about a file, in Dutch and in English. */
function letters(
  changes: Partial<Attachment> = {},
  kind: CasePlace["kind"] = "request",
  move: "attach" | "withhold" = "attach",
) {
  const file = { ...attachment(changes), at };
  const of = { reference: "DSR-7K3M-9QXT-2W5R", place: places[kind] };
  const [nl, en] = attachmentLetters({ of, move }, [file], file.id);
  if (!nl || !en) throw new Error("a language has no letter");
  return { nl, en };
}

/** The mail as it is read, in Dutch and in English. */
function texts(...asked: Parameters<typeof letters>) {
  const { nl, en } = letters(...asked);
  return { nl: toText(nl.blocks), en: toText(en.blocks) };
}

describe("the mail about a file", () => {
  test("says what came, when, what it is, how large, and its digest", () => {
    const { nl, en } = texts();
    for (const said of ["volmacht.pdf", "PDF", "123.456 bytes", "0f".repeat(32), "13:00"])
      expect(nl).toContain(said);
    for (const said of ["volmacht.pdf", "PDF", "123,456 bytes", "0f".repeat(32), "13:00"])
      expect(en).toContain(said);
    expect(nl).toContain("zondag 22 november 2026");
    expect(en).toContain("Sunday, 22 November 2026");
  });

  test("leads to the page that only it opens, and holds no file", () => {
    const { nl, en } = letters();
    expect(nl.link).toEqual({ page: "attachment", label: "Bestand bekijken en downloaden" });
    expect(en.link).toEqual({ page: "attachment", label: "View and download the file" });
    expect(letterSchema.parse(nl)).toEqual(nl);
  });

  test("has a subject of ours alone, which says what it belongs to", () => {
    expect(letters({ filename: "../../x" }).nl.subject).toBe("Bestand bij dit verzoek");
    expect(letters({}, "breach").nl.subject).toBe("Bestand bij deze melding");
    expect(letters({}, "breach").en.subject).toBe("File attached to this report");
  });

  test("says each thing that was found, and what the scan came to, in each language", () => {
    const plain = texts();
    for (const finding of findings) {
      const warned = texts({ findings: [finding] });
      expect(warned.nl).toContain("Let op");
      expect(warned.en).toContain("Be careful");
      expect(warned.nl.length).toBeGreaterThan(plain.nl.length + 40);
    }
    const said = scans.map((scan) => texts({ scan }).nl);
    expect(new Set(said).size).toBe(scans.length);
    expect(plain.nl).toContain("wij scannen bestanden niet op malware");
    expect(texts({ scan: "unscanned" }).en).toContain("the result of the scan did not come");
  });

  // D4
  test.each([...hostileLines, "x".repeat(300), "../../etc/passwd", "factuur.pdf.exe"])(
    "shows what the sender called it as text that leads nowhere: %j",
    (filename) => {
      const { nl } = letters({ filename });
      expect(toText(nl.blocks)).not.toMatch(followed);
      expect(toText(nl.blocks)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);
    },
  );

  test("says only what is known where the sender was not asked", () => {
    const { filename: _, announcedType: __, contentType: ___, ...file } = attachment();
    const of = { reference: "DSR-7K3M-9QXT-2W5R", place: places.request };
    const [nl] = attachmentLetters({ of, move: "attach" }, [{ ...file, at }], file.id);
    const text = toText(nl?.blocks ?? []);
    expect(text).not.toContain("volgens de afzender");
    expect(text).toContain("Type volgens de inhoud: onbekend");
    expect(nl?.handOver?.data).toMatchObject({ attachments: [{ filename: null, contentType: null }] });
  });

  // D6
  test("of one in which malware was found says that it is gone, and leads nowhere", () => {
    const { nl, en } = letters({ scan: "threat", findings: ["dangerous"] });
    expect(nl.subject).toBe("Bestand bij dit verzoek tegengehouden");
    expect(nl.link).toBeUndefined();
    expect(toText(nl.blocks)).toContain("Wij hebben het gewist: u kunt het niet downloaden.");
    expect(toText(en.blocks)).toContain("We deleted it: you cannot download it.");
    expect(toText(nl.blocks)).not.toContain("Hebt u het al gedownload?");
  });

  // D7
  test("of one in which malware was found later says what to do with what was downloaded", () => {
    const { nl, en } = texts({ scan: "threat" }, "breach", "withhold");
    expect(nl).toContain("alsnog malware gevonden");
    expect(nl).toContain("Hebt u het al gedownload?");
    expect(en).toContain("Did you download it already?");
  });

  test("lists all files for machines, as the published schema has it", () => {
    const files = [1, 2].map((number) => ({ ...attachment({ number, id: `00000000000${number}` }), at }));
    const of = { reference: "BR-7K3M-9QXT-2W5R", place: places.breach };
    const [nl] = attachmentLetters({ of, move: "attach" }, files, "000000000002");
    const sent = { $schema: "https://api.example/schemas/attachments-1.json", ...nl?.handOver?.data };
    expect(attachmentsHandOverSchema.parse(sent)).toEqual(sent);
    expect(sent).toMatchObject({
      attachments: [{ number: 1, size: 123_456, receivedAt: at }, { number: 2 }],
    });
  });

  test("is about a file of the case", () => {
    const of = { reference: "BR-7K3M-9QXT-2W5R", place: places.breach };
    expect(() => attachmentLetters({ of, move: "attach" }, [], "000000000002")).toThrow("no such file");
  });
});
