/** What files of a type begin with: bytes at places, each as text in Latin-1. */
type Signature = { type: string; at: readonly (readonly [offset: number, text: string])[] };

const signatures: readonly Signature[] = [
  { type: "application/pdf", at: [[0, "%PDF-"]] },
  { type: "image/jpeg", at: [[0, "\xff\xd8\xff"]] },
  { type: "image/png", at: [[0, "\x89PNG\r\n\x1a\n"]] },
  { type: "image/gif", at: [[0, "GIF87a"]] },
  { type: "image/gif", at: [[0, "GIF89a"]] },
  {
    type: "image/webp",
    at: [
      [0, "RIFF"],
      [8, "WEBP"],
    ],
  },
  ...["heic", "heix", "heim", "heis", "mif1", "msf1"].map((brand) => ({
    type: "image/heic",
    at: [[4, `ftyp${brand}`]] as const,
  })),
  { type: "image/tiff", at: [[0, "II*\0"]] },
  { type: "image/tiff", at: [[0, "MM\0*"]] },
  // Word needs no more of "{\rtf".
  { type: "application/rtf", at: [[0, "{\\rt"]] },
  { type: "application/postscript", at: [[0, "%!PS"]] },
  { type: "application/x-msdownload", at: [[0, "MZ"]] },
  { type: "application/java-vm", at: [[0, "\xca\xfe\xba\xbe"]] },
  { type: "application/x-mach-binary", at: [[0, "\xca\xfe\xba\xbf"]] },
];

/** The type whose files begin as these bytes do, of those that are taken and of some that can act; undefined for any other. */
export function readSignature(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 32);
  return signatures.find(({ at }) => at.every(([offset, text]) => head.startsWith(text, offset)))?.type;
}

/** A part of a file as text, one character for each byte. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", from, to);
}
