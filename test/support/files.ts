/** A file that somebody attaches: what it is called, the type that is said of it, and its bytes. */
export type SampleFile = { filename: string; contentType: string; bytes: Buffer };

/** A document of one empty page, that says this in a comment. */
export function pdf(saying = "volmacht"): Buffer {
  return Buffer.from(
    `%PDF-1.4\n% ${saying}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
  );
}

/** The smallest picture that browsers show as a GIF, with a text behind it. */
export function gif(then = ""): Buffer {
  const picture = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  return Buffer.concat([picture, Buffer.from(then)]);
}

/** An archive with one file of this name, stored as it is (APPNOTE.TXT, 4.3). */
export function zip(name: string, content = "x"): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(name + content)]);
  const version = Buffer.from([20, 0]);
  const rest = Buffer.alloc(14);
  const central = Buffer.concat([Buffer.from("PK\u0001\u0002"), version, fields, rest, Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from("PK\u0005\u0006"), end]);
}

/** A document, called as such. */
export function sampleFile(changes: Partial<SampleFile> = {}): SampleFile {
  return { filename: "volmacht.pdf", contentType: "application/pdf", bytes: pdf(), ...changes };
}
