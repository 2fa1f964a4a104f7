import { latin1 } from "./signatures.ts";

/** The bytes that no text has (WHATWG, "MIME Sniffing", "binary data byte"). */
const binary: ReadonlySet<number> = new Set(
  [...Array(0x20).keys()].filter((byte) => ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)),
);

/** Whether the bytes are a text, of whatever encoding that keeps ASCII as it is: what Excel saves is not always UTF-8. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => binary.has(byte));
}

/** The types of texts that cannot be told apart by their bytes: what was announced does. */
const sameBytes: readonly (string | undefined)[] = ["text/plain", "text/csv"];

/** How many bytes of a text are looked at for what it begins with. */
const headBytes = 1_024;

/** What a text begins with that is run where it is opened: scripts, shortcuts, what a server would run. */
const runs = /^(?:#!|@echo\s|\[InternetShortcut\]|\[Desktop Entry\]|Windows Registry Editor|REGEDIT4)/i;

/** What a web page holds, wherever in its beginning (WHATWG, "MIME Sniffing", section 7.1). */
const webPage = /<(?:!doctype\s+html|html|head|body|script|iframe|hta:application|\?php|%)[\s>@=]/i;

/** What makes XML act where it is opened: scripts, drawings with them, what changes it to another document. */
const acting = ["<svg", ":svg", "<script", ":script", "<html", ":html", "<?xml-stylesheet", "<!ENTITY"];

/** The 68 bytes of the test file for scanners (EICAR, "Anti-Malware Testfile"), apart, so that no scanner finds them here. */
const testFile = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** The type of a text, and whether it can act where it is opened. */
export function inspectText(
  bytes: Uint8Array,
  announcedType: string | undefined,
): { contentType: string; isDangerous: boolean } {
  const head = latin1(bytes, 0, headBytes)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  if (/^<\?xml\s/i.test(head)) return inspectXml(bytes, head);
  if (/^<svg[\s>]/i.test(head)) return { contentType: "image/svg+xml", isDangerous: true };
  const isMail = announcedType === "message/rfc822" && /^[!-9;-~]+:[ \t]/.test(head);
  // A mail may well hold a web page; whoever opens it does so in a mail program.
  if (isMail) return { contentType: "message/rfc822", isDangerous: false };
  if (webPage.test(head)) return { contentType: "text/html", isDangerous: true };
  const isDangerous = runs.test(head) || head.startsWith(testFile);
  const contentType = sameBytes.includes(announcedType) ? announcedType : "text/plain";
  return { contentType: contentType ?? "text/plain", isDangerous };
}

function inspectXml(bytes: Uint8Array, head: string): { contentType: string; isDangerous: boolean } {
  const isDrawing = /<(?:[\w-]+:)?svg[\s>]/i.test(head);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    contentType: isDrawing ? "image/svg+xml" : "application/xml",
    isDangerous: acting.some((text) => buffer.includes(text)),
  };
}
