/** An element of an XML text: its place in it from `from` to `to`, and what it holds. */
export type XmlElement = {
  name: string;
  from: number;
  to: number;
  /** Where its closing tag stands. */
  contentTo: number;
  children: XmlElement[];
  /** What stands in it besides other elements, unescaped. */
  text: string;
};

/** Not an XML text with one element in which all others lie. */
export class UnreadableXml extends Error {
  override name = "UnreadableXml";
}

/** A comment, a CDATA section or an instruction; or a tag, whose `empty` is the slash of an element that ends with it. */
const markup =
  /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?<close>\/?)(?<name>[^\s<>/!?"'=]+)(?:[^<>"']|"[^"<]*"|'[^'<]*')*?(?<empty>\/?)>/sy;

/**
 * The outermost element of an XML text, with the places of all others: so that some can be taken out or put in and
 * every other byte stays as it is. CDATA sections are passed over; document types are refused.
 * @throws UnreadableXml
 */
export function parseXml(xml: string): XmlElement {
  const document: XmlElement = {
    name: "",
    from: 0,
    to: xml.length,
    contentTo: xml.length,
    children: [],
    text: "",
  };
  const open = [document];
  let read = 0;
  for (let from = xml.indexOf("<"); from >= 0; from = xml.indexOf("<", read)) {
    markup.lastIndex = from;
    const match = markup.exec(xml);
    if (!match) throw new UnreadableXml("a tag does not end");
    const { close = "", name = "", empty = "" } = match.groups ?? {};
    const to = from + match[0].length;
    const inner = innermost(open);
    inner.text += unescapeXml(xml.slice(read, from));
    read = to;
    if (name === "") continue;
    if (close) {
      if (inner.name !== name || open.length === 1) throw new UnreadableXml("the tags do not match");
      Object.assign(inner, { to, contentTo: from });
      open.pop();
      continue;
    }
    const element: XmlElement = { name, from, to, contentTo: to, children: [], text: "" };
    inner.children.push(element);
    if (!empty) open.push(element);
  }
  document.text += unescapeXml(xml.slice(read));
  const [root, ...others] = document.children;
  const isOne = root && others.length === 0 && open.length === 1 && document.text.trim() === "";
  if (!isOne) throw new UnreadableXml("not one element");
  return root;
}

function innermost(open: readonly XmlElement[]): XmlElement {
  const inner = open.at(-1);
  if (!inner) throw new UnreadableXml("the tags do not match");
  return inner;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g,
    (all, hex, decimal, name) => {
      if (name !== undefined) return entities[name] ?? all;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );
}

/** A text as it stands in an element, if all its characters are such that XML can have. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
