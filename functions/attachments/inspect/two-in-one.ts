import { latin1 } from "./signatures.ts";
import { endsAsZip, isZip } from "./zip.ts";

/** Within how many bytes programs look for what a file begins with. */
const headBytes = 1_024;

/** What a browser takes for the beginning of a page, and a server for that of a program, wherever it stands. */
const page = /<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)[\s>]/i;

/** An image whose measures are the beginning of a comment or of an assignment in JavaScript. */
const scripted = /^(?:GIF8[79]a(?:\/\*|=[!-~])|\xff\xd8\xff[\xe0-\xef]\/\*)/;

/**
 * Whether the bytes can be read as two types at once: as a PDF that begins later, as an archive at the end of something
 * else, as a page or a script in what is none.
 * @param contentType of which type they are otherwise
 */
export function isTwoInOne(bytes: Uint8Array, contentType: string | undefined): boolean {
  const head = latin1(bytes, 0, headBytes);
  if (head.indexOf("%PDF-") > 0) return true;
  if (!isZip(bytes) && endsAsZip(bytes)) return true;
  const isWritten = contentType === undefined || /^(?:text|message)\/|\+?xml$/.test(contentType);
  return !isWritten && (page.test(head) || scripted.test(head));
}
