import { malformedXml } from "./s3-error.ts";

/** An element: its name, its elements, and the text that stands directly in it. */
export type XmlElement = { name: string; children: XmlElement[]; text: string };

const tokens =
  /<!\[CDATA\[(?<data>[\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/(?<close>[\w:.-]+)\s*>|<(?<open>[\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/?)>|(?<text>[^<]+)/y;

// XML 1.0, production 2: most control characters cannot be in a document, not even as references.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const named = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }));

/**
 * Reads an XML 1.0 document in UTF-8. Attributes are passed over; a document type is not taken.
 * @throws S3Error `MalformedXML`
 */
export function parseXml(bytes: Buffer): XmlElement {
  const source = decodeUtf8(bytes).replace(/\r\n?/g, "\n");
  if (forbidden.test(source)) throw malformedXml();
  const document: XmlElement = { name: "", children: [], text: "" };
  const open = [document];
  const pattern = new RegExp(tokens);
  while (pattern.lastIndex < source.length) {
    const found = pattern.exec(source)?.groups;
    const parent = open.at(-1);
    if (!found || !parent) throw malformedXml();
    if (found.open !== undefined) {
      const element = { name: found.open, children: [], text: "" };
      parent.children.push(element);
      if (found.empty === "") open.push(element);
    } else if (found.close !== undefined) {
      if (parent === document || open.pop()?.name !== found.close) throw malformedXml();
    } else {
      parent.text += found.data ?? unescapeText(found.text ?? "");
    }
  }
  const [root, ...more] = document.children;
  if (!root || more.length > 0 || open.length > 1 || document.text.trim() !== "") throw malformedXml();
  return root;
}

/**
 * The elements in an element that have a name.
 * @param allowed which names may be in it at all.
 * @throws S3Error `MalformedXML` for another name.
 */
export function childrenOf(element: XmlElement, name: string, allowed: readonly string[]): XmlElement[] {
  if (element.children.some((child) => !allowed.includes(child.name))) throw malformedXml();
  return element.children.filter((child) => child.name === name);
}

/**
 * The text of the one element of that name in an element; undefined without one.
 * @throws S3Error `MalformedXML` when there are several, or when it is no text.
 */
export function textOf(element: XmlElement, name: string): string | undefined {
  const [found, ...more] = element.children.filter((child) => child.name === name);
  if (more.length > 0 || (found && found.children.length > 0)) throw malformedXml();
  return found?.text;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformedXml();
  }
}

function unescapeText(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (_, reference: string) => {
    const [, hexadecimal, decimal] = reference.match(/^#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i) ?? [];
    const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal ?? Number.NaN);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : named.get(reference.slice(0, -1));
    if (character === undefined || !reference.endsWith(";") || forbidden.test(character))
      throw malformedXml();
    return character;
  });
}
