import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspect } from "../../../../functions/attachments/inspect/inspect.ts";
import { findings } from "../../../../shared/attachments/attachment.ts";
import { takenTypes } from "../../../../shared/attachments/types.ts";
import { eicar } from "../../../support/eicar.ts";
import { bytesOf, officeFile, openDocument, samples, withComment, zip64Of, zipOf } from "./sample-files.ts";

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

describe("a file of a type that is taken", () => {
  test.each(takenTypes)("of %s is known by its bytes, and there is nothing to say of it", async (type) => {
    expect(await inspect(samples[type] ?? Buffer.alloc(0), type)).toEqual({
      contentType: type,
      findings: [],
    });
  });

  test.each(takenTypes.filter((type) => !/^(?:text|message)\//.test(type)))(
    "of %s needs no announcement",
    async (type) => {
      expect(await inspect(samples[type] ?? Buffer.alloc(0))).toEqual({ contentType: type, findings: [] });
    },
  );

  test("and that is a text is plain where nothing else was announced", async () => {
    for (const type of ["text/plain", "text/csv", "message/rfc822"]) {
      const bytes = bytesOf("From: n@example.org\r\n\r\nHallo\r\n");
      expect(await inspect(bytes)).toEqual({ contentType: "text/plain", findings: [] });
      expect((await inspect(bytes, type)).contentType).toBe(type);
    }
  });

  test("is none of a mail without the head of one", async () => {
    const found = await inspect(bytesOf("Hallo\r\n"), "message/rfc822");
    expect(found).toEqual({ contentType: "text/plain", findings: ["mismatch"] });
  });

  // D4
  test("is one that was announced as another", async () => {
    for (const type of takenTypes.filter((one) => one !== "application/pdf")) {
      const found = await inspect(samples["application/pdf"] ?? Buffer.alloc(0), type);
      expect(found).toEqual({ contentType: "application/pdf", findings: ["mismatch"] });
    }
  });
});

describe("a file that can act where it is opened", () => {
  // D4
  test.each([
    ["a program of Windows", bytesOf("MZ\x90\x00\x03\x00\x00\x00")],
    ["a program of Linux", bytesOf("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00")],
    ["a program of macOS", bytesOf("\xcf\xfa\xed\xfe\x07\x00\x00\x01\x03\x00\x00\x00")],
    ["a program of Java", bytesOf("\xca\xfe\xba\xbe\x00\x00\x00\x41\x00\x10")],
    ["a shortcut of Windows", bytesOf("L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F")],
    ["a script", bytesOf("#!/bin/sh\nrm -rf /\n")],
    ["a batch file", bytesOf("@echo off\r\ndel *.*\r\n")],
    ["a shortcut to the web", bytesOf("[InternetShortcut]\r\nURL=https://evil.example/\r\n")],
    ["a web page", bytesOf("\n<!DOCTYPE html>\n<p>Hallo</p>\n")],
    ["a web page after a byte order mark", bytesOf("\xef\xbb\xbf <html><body></body></html>")],
    ["a script of a web page", bytesOf("naam;<script>alert(1)</script>\r\n")],
    ["a program for PHP", bytesOf("<?php system($_GET['c']); ?>")],
    ["a drawing", bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ["a drawing in XML", bytesOf('<?xml version="1.0"?>\n<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>')],
    ["XML with a script", bytesOf(`<?xml version="1.0"?><a>${" ".repeat(5_000)}<h:script/></a>`)],
    ["a document of Rich Text", bytesOf("{\\rtf1\\ansi{\\object\\objemb}}")],
    ["one that only Word takes for Rich Text", bytesOf("{\\rt\\object}")],
    ["a program of PostScript", bytesOf("%!PS-Adobe-3.0\nshowpage\n")],
    ["a document of the old Office", bytesOf(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${"\x00".repeat(64)}`)],
    ["a document with macros", officeFile("word/document.xml", ["word/vbaProject.bin"])],
    ["a sheet with macros of 1992", officeFile("xl/workbook.xml", ["xl/macrosheets/sheet1.xml"])],
    ["a document with controls", officeFile("word/document.xml", ["word/activeX/activeX1.bin"])],
    ["an OpenDocument with macros", openDocument("text", ["Basic/Standard/Module1.xml"])],
    ["an archive of Java", zipOf(["META-INF/MANIFEST.MF"], ["A.class"])],
    ["an app of Android", zipOf(["AndroidManifest.xml"], ["classes.dex"])],
    ["an archive with a program", zipOf(["lijst.csv"], ["factuur.pdf.exe"])],
  ])("is said to be one: %s", async (_, bytes) => {
    expect((await inspect(bytes)).findings).toContain("dangerous");
  });

  const many = Array.from({ length: 10_001 }, (_, n) => [`${n}`, ""] as const);
  /** An archive without any entry: the end of one, and nothing else. */
  const empty = zipOf();
  const endOf = (zip: Buffer) => zip.length - empty.length;
  const beforeEnd = (zip: Buffer, between: Buffer) =>
    Buffer.concat([zip.subarray(0, endOf(zip)), between, zip.subarray(endOf(zip))]);
  /** With an end that tells something else of the directory. */
  const telling = (zip: Buffer, told: { count?: number; size?: number; start?: number }) => {
    const [at, changed] = [endOf(zip), Buffer.from(zip)];
    if (told.count !== undefined) changed.writeUInt16LE(told.count, at + 10);
    if (told.size !== undefined) changed.writeUInt32LE(told.size, at + 12);
    if (told.start !== undefined) changed.writeUInt32LE(told.start, at + 16);
    return changed;
  };
  /** With what ZIP64 has before the end as the comment of its last entry. */
  const locatedInComment = (zip: Buffer) => {
    const locator = Buffer.concat([bytesOf("PK\x06\x07"), Buffer.alloc(16)]);
    const size = zip.readUInt32LE(endOf(zip) + 12) + locator.length;
    const changed = telling(beforeEnd(zip, locator), { size });
    changed.writeUInt16LE(locator.length, zip.lastIndexOf("PK\x01\x02") + 32);
    return changed;
  };

  // D4
  test.each<[string, (zip: Buffer) => Buffer]>([
    ["that ends as ZIP64 does", zip64Of],
    ["that programs may take for one of ZIP64", locatedInComment],
    ["with other bytes before its end", (zip) => beforeEnd(zip, Buffer.alloc(4))],
    ["with other bytes after its end", (zip) => Buffer.concat([zip, Buffer.alloc(40)])],
    ["with the end of another in its comment", (zip) => withComment(zip, empty)],
    [
      "with an end in its comment that does not fit",
      (zip) => withComment(zip, Buffer.concat([empty, Buffer.alloc(9)])),
    ],
    ["with more entries than are looked at", () => zipOf(...many, ["kwaad.exe"])],
    ["with so many entries that are harmless", () => zipOf(...many)],
    ["that says that it has no entry", (zip) => telling(zip, { count: 0, size: 0, start: endOf(zip) })],
    ["that says that it has fewer entries than it lists", (zip) => telling(zip, { count: 3 })],
    ["that says that it has more entries than it lists", (zip) => telling(zip, { count: 5 })],
    ["whose directory is not where it says", (zip) => telling(zip, { start: 0 })],
    ["whose directory is of another length than it says", (zip) => telling(zip, { size: 65 })],
    ["whose directory begins before it says", (zip) => telling(zip, { size: 65, start: endOf(zip) - 65 })],
    ["without a directory", (zip) => zip.subarray(0, 60)],
  ])("may be an archive that nobody sees through: one %s", async (_, change) => {
    for (const last of ["word/vbaProject.bin", "word/media/foto.png"]) {
      const bytes = change(officeFile("word/document.xml", [last]));
      expect((await inspect(bytes)).findings).toContain("dangerous");
    }
  });

  // D4
  test("stays one whatever the end of its directory tells", async () => {
    const docm = officeFile("word/document.xml", ["word/vbaProject.bin"]);
    const changes = fc.array(fc.tuple(fc.integer({ min: endOf(docm), max: docm.length - 1 }), fc.nat(255)));
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const bytes = Buffer.from(docm);
        for (const [at, byte] of changed) bytes[at] = byte;
        expect((await inspect(bytes)).findings).toContain("dangerous");
      }),
    );
  });

  test("is no archive with a comment, or without any entry, or with another archive in it", async () => {
    const inner = zipOf(["lijst.csv"]).toString("latin1");
    for (const bytes of [
      withComment(zipOf(["lijst.csv"]), bytesOf("Hallo")),
      empty,
      zipOf(["in.zip", inner]),
    ]) {
      expect(await inspect(bytes)).toEqual({ contentType: "application/zip", findings: [] });
    }
  });

  // D6
  test("is the test file for scanners", async () => {
    expect((await inspect(Buffer.from(eicar), "text/plain")).findings).toEqual(["dangerous"]);
    expect(
      (await inspect(Buffer.concat([Buffer.from(eicar), bytesOf("\r\n")]), "text/plain")).findings,
    ).toEqual(["dangerous"]);
  });

  test("is no page or table with a sign that is less than another", async () => {
    const table = bytesOf("naam;leeftijd\r\nNoor <n@example.org>;<18\r\n");
    expect((await inspect(table, "text/csv")).findings).toEqual([]);
  });

  test("with macros is still of its type", async () => {
    const bytes = officeFile("xl/workbook.xml", ["xl/vbaProject.bin"]);
    expect(await inspect(bytes, xlsx)).toEqual({ contentType: xlsx, findings: ["dangerous"] });
  });
});

describe("a file that can be read as two types", () => {
  const pdf = samples["application/pdf"] ?? Buffer.alloc(0);
  const zip = zipOf(["kwaad.txt"]);

  // D4
  test.each([
    ["a PDF before an archive", Buffer.concat([pdf, zip])],
    ["an image before an archive", Buffer.concat([samples["image/jpeg"] ?? pdf, zip])],
    [
      "an image before an archive with a comment",
      Buffer.concat([samples["image/png"] ?? pdf, withComment(zip, pdf)]),
    ],
    [
      "an image before an archive and something else",
      Buffer.concat([samples["image/png"] ?? pdf, zip, Buffer.alloc(9)]),
    ],
    ["a PDF before an archive of ZIP64", Buffer.concat([pdf, zip64Of(zip)])],
    [
      "a PDF before an archive of ZIP64 and something else",
      Buffer.concat([pdf, zip64Of(zip), bytesOf("\n")]),
    ],
    [
      "a PDF before an archive with other bytes in it",
      Buffer.concat([pdf, zip.subarray(0, -22), pdf, zip.subarray(-22)]),
    ],
    ["a text before an archive", Buffer.concat([bytesOf("Hallo\n"), zip])],
    ["an archive with a PDF in its beginning", zipOf(["a", "%PDF-1.7\n"])],
    ["a PDF after something else", Buffer.concat([bytesOf("Hallo\n"), pdf])],
    ["an image that is a script", bytesOf("GIF89a/*\x01\x00\x80\x00\x00*/=1;alert(1)")],
    ["an image that is an assignment", bytesOf("GIF89a=1;alert(1)")],
    ["an image whose first part is a comment", bytesOf("\xff\xd8\xff\xe0/*JFIF*/=1;alert(1)")],
    ["an image with a page in its beginning", bytesOf("\xff\xd8\xff\xe0\x00\x10JFIF\x00<html><script >")],
    ["a PDF with a program for PHP", bytesOf("%PDF-1.7\n<?php phpinfo();")],
  ])("is said to be one: %s", async (_, bytes) => {
    expect((await inspect(bytes)).findings).toContain("two-in-one");
  });

  test("is not one that only mentions an archive", async () => {
    const bytes = Buffer.concat([pdf, bytesOf("PK\x05\x06 is how an archive ends"), Buffer.alloc(40)]);
    expect((await inspect(bytes)).findings).toEqual([]);
  });

  test("stays one whatever is put between the two", async () => {
    const between = fc.uint8Array({ maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("application/pdf", "image/gif", "image/jpeg"),
        between,
        async (type, some) => {
          const bytes = Buffer.concat([samples[type] ?? pdf, some, zip]);
          const found = await inspect(bytes, type);
          expect(found.contentType).toBe(type);
          expect(found.findings).toContain("two-in-one");
        },
      ),
    );
  });
});

describe("a file of no type that is taken", () => {
  test.each([
    ["a film", bytesOf(`\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom${"\x00".repeat(40)}`), "video/mp4"],
    ["XML", bytesOf('<?xml version="1.0"?><a>1</a>'), "application/xml"],
    ["an archive of another kind", bytesOf("7z\xbc\xaf\x27\x1c\x00\x04"), "application/x-7z-compressed"],
    [
      "a slide show of OpenDocument",
      openDocument("presentation"),
      "application/vnd.oasis.opendocument.presentation",
    ],
  ])("is named, and said to be none: %s", async (_, bytes, contentType) => {
    expect(await inspect(bytes)).toEqual({ contentType, findings: ["unknown"] });
    expect((await inspect(bytes, "application/pdf")).findings).toEqual(["mismatch", "unknown"]);
  });

  test("has no name where nobody knows it", async () => {
    expect(await inspect(bytesOf("\x00\x01\x02\x03"), "application/pdf")).toEqual({ findings: ["unknown"] });
  });
});

describe("looking at a file", () => {
  test("never fails, whatever its bytes, and says each thing once", async () => {
    const any = fc.uint8Array({ maxLength: 600 });
    const beginnings = fc.constantFrom(
      ...Object.values(samples),
      bytesOf("ID3\x03\x00\x00"),
      bytesOf("\x1f\x8b\x08"),
    );
    const cut = fc
      .tuple(beginnings, any, fc.nat(80))
      .map(([head, rest, length]) => Buffer.concat([head.subarray(0, length), rest]));
    const announced = fc.option(fc.constantFrom(...takenTypes), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.oneof(any, cut), announced, async (bytes, type) => {
        const found = await inspect(bytes, type);
        expect(findings.filter((finding) => found.findings.includes(finding))).toEqual(found.findings);
      }),
      { numRuns: 500 },
    );
  });

  test("never fails on an archive of which any byte is another", async () => {
    const whole = officeFile("word/document.xml", ["word/vbaProject.bin"], ["docProps/app.xml"]);
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length));
    await fc.assert(
      fc.asyncProperty(changed, async ([at, byte, length]) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        await expect(inspect(bytes, docx)).resolves.toBeDefined();
        await expect(inspect(bytes.subarray(0, length), docx)).resolves.toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  // D5
  test("unpacks no archive: what an entry would become does not matter", async () => {
    const bomb = gzipSync(Buffer.alloc(8_000_000));
    const bytes = zipOf(["[Content_Types].xml", bomb.toString("latin1")], ["word/document.xml"]);
    bytes.writeUInt16LE(8, 8);
    expect(await inspect(bytes, docx)).toEqual({ contentType: docx, findings: [] });
    const names = zipOf(...Array.from({ length: 12_000 }, (_, n) => [`${n}`] as const));
    expect((await inspect(names)).contentType).toBe("application/zip");
    // Of what is compressed otherwise, no more than the beginning is ever looked at.
    expect(await inspect(bomb)).toEqual({ contentType: "application/gzip", findings: ["unknown"] });
    expect((await inspect(Buffer.concat([bytesOf("\xef\xbb\xbf"), bytes]))).findings).toContain("two-in-one");
  });

  test("leaves the bytes as they are", async () => {
    const bytes = Buffer.from(samples["image/jpeg"] ?? []);
    const before = Buffer.from(bytes);
    await inspect(bytes, "image/jpeg");
    expect(bytes.equals(before)).toBe(true);
  });
});
