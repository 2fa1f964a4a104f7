/** A part of an archive as it stands in it: the name of an entry and its bytes, neither compressed. */
type Entry = readonly [name: string, content?: string];

/** Bytes, one for each character of a text in Latin-1. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

/** A ZIP archive of entries that are stored as they are. */
export function zipOf(...entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content = "x"] of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([bytesOf("PK\x03\x04"), common, bytesOf(name + content)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([bytesOf("PK\x01\x02\x14\x00"), common, rest, bytesOf(name)]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, bytesOf("PK\x05\x06"), end]);
}

/**
 * The same archive with the end of ZIP64 (PKWARE, "APPNOTE.TXT", sections 4.3.14 to 4.3.16): only that says where the
 * directory is.
 */
export function zip64Of(zip: Buffer): Buffer {
  const at = zip.length - 22;
  const record = Buffer.alloc(56);
  record.write("PK\x06\x06", "latin1");
  record.writeBigUInt64LE(44n, 4);
  for (const place of [24, 32]) record.writeBigUInt64LE(BigInt(zip.readUInt16LE(at + 10)), place);
  record.writeBigUInt64LE(BigInt(zip.readUInt32LE(at + 12)), 40);
  record.writeBigUInt64LE(BigInt(zip.readUInt32LE(at + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", "latin1");
  locator.writeBigUInt64LE(BigInt(at), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.write("PK\x05\x06\0\0\0\0", "latin1");
  end.writeUInt16LE(0, 20);
  return Buffer.concat([zip.subarray(0, at), record, locator, end]);
}

/** The same archive with a comment. */
export function withComment(zip: Buffer, comment: Buffer): Buffer {
  const commented = Buffer.concat([zip, comment]);
  commented.writeUInt16LE(comment.length, zip.length - 2);
  return commented;
}

/** A document of Microsoft's Office of today, with these entries besides. */
export function officeFile(main: string, ...entries: readonly Entry[]): Buffer {
  return zipOf(["[Content_Types].xml", "<Types/>"], ["_rels/.rels", "<Relationships/>"], [main], ...entries);
}

/** A document of OpenDocument, with these entries besides. */
export function openDocument(kind: string, ...entries: readonly Entry[]): Buffer {
  return zipOf(["mimetype", `application/vnd.oasis.opendocument.${kind}`], ["content.xml"], ...entries);
}

const office = "application/vnd.openxmlformats-officedocument";

/** The beginning of a file of every type that is taken. */
export const samples: Readonly<Record<string, Buffer>> = {
  "application/pdf": bytesOf("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
  "image/jpeg": bytesOf("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"),
  "image/png": bytesOf(
    "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00",
  ),
  "image/gif": bytesOf("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"),
  "image/webp": bytesOf("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00"),
  "image/heic": bytesOf("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
  "image/tiff": bytesOf("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00"),
  "text/plain": bytesOf("Goedendag,\r\n\r\nhierbij de lijst.\r\n"),
  "text/csv": bytesOf("naam;plaats\r\nN. de Vries;Den Bosch\r\nCaf\xe9 Noir;Ede\r\n"),
  "message/rfc822": bytesOf(
    "Received: from a.example\r\nFrom: n@example.org\r\n\r\n<html><body>Hallo</body></html>\r\n",
  ),
  [`${office}.wordprocessingml.document`]: officeFile("word/document.xml"),
  [`${office}.spreadsheetml.sheet`]: officeFile("xl/workbook.xml"),
  [`${office}.presentationml.presentation`]: officeFile("ppt/presentation.xml"),
  "application/vnd.oasis.opendocument.text": openDocument("text"),
  "application/vnd.oasis.opendocument.spreadsheet": openDocument("spreadsheet"),
  "application/zip": zipOf(["lijst.csv"], ["foto.jpg"]),
};
