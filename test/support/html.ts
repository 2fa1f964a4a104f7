/** An element of a page, as a parser finds it. `text` is all the text in it. */
export type Element = { tag: string; attributes: ReadonlyMap<string, string>; text: string };

/** A page as a parser finds it: its elements in the order in which they begin. */
export type ParsedPage = readonly Element[];

const empty = ["meta", "link", "input", "br"];
const token =
  /<!doctype html>|<\/(?<end>[a-z]\w*)>|<(?<start>[a-z]\w*)(?<attributes>(?: [a-z-]+(?:="[^"<>]*")?)*)>|(?<text>[^<>]+)/y;

/**
 * Parses a page that is written as ours are: with every end tag, attributes in double quotes or without a value, and no
 * mark-up character that stands for itself. Throws at anything else: that is where text has become mark-up.
 */
export function parsePage(html: string): ParsedPage {
  const page: Element[] = [];
  const open: Element[] = [];
  for (let at = 0; at < html.length; ) {
    const inStyle = open.at(-1)?.tag === "style";
    const { groups = {}, length } = inStyle ? styleText(html, at) : nextToken(html, at);
    const { start, end, attributes = "", text } = groups;
    if (start !== undefined) {
      const element = { tag: start, attributes: readAttributes(attributes), text: "" };
      page.push(element);
      if (!empty.includes(start)) open.push(element);
    } else if (end !== undefined) {
      if (open.pop()?.tag !== end) throw new Error(`</${end}> ends what is not open`);
    } else if (text !== undefined) {
      const shown = inStyle ? text : decode(text);
      for (const element of open) element.text += element.text === "" ? atStart(element.tag, shown) : shown;
    }
    at += length;
  }
  if (open.length > 0) throw new Error(`not ended: ${open.map(({ tag }) => tag)}`);
  return page;
}

type Token = { groups?: Record<string, string | undefined>; length: number };

function nextToken(html: string, at: number): Token {
  token.lastIndex = at;
  const found = token.exec(html);
  if (!found) throw new Error(`no mark-up of ours: ${html.slice(at, at + 60)}`);
  return { groups: found.groups ?? {}, length: found[0].length };
}

function styleText(html: string, at: number): Token {
  const length = html.indexOf("</style>", at) - at;
  return length > 0 ? { groups: { text: html.slice(at, at + length) }, length } : nextToken(html, at);
}

function readAttributes(text: string): Map<string, string> {
  const found = [...text.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)];
  const attributes = new Map(found.map(([, name = "", value = ""]) => [name, decode(value)]));
  if (attributes.size < found.length) throw new Error(`an attribute twice: ${text}`);
  return attributes;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decode(text: string): string {
  if (text.includes("\r")) throw new Error("a carriage return would be read as a line feed");
  return text.replace(/&(?:#(\d+);|(amp|lt|gt|quot);)?/g, (found, code?: string, name?: string) => {
    const character = code === undefined ? entities[name ?? ""] : String.fromCodePoint(Number(code));
    if (character === undefined) throw new Error(`no entity: ${found}`);
    return character;
  });
}

/** A parser drops a line break right after the tag (HTML, "The textarea element"). */
function atStart(tag: string, text: string): string {
  return tag === "textarea" ? text.replace(/^\n/, "") : text;
}

/** The elements of that tag. */
export function elements(page: ParsedPage, tag: string): Element[] {
  return page.filter((element) => element.tag === tag);
}

/** The one element of that tag; with that name, where one is given. */
export function element(page: ParsedPage, tag: string, name?: string): Element {
  const found = elements(page, tag).filter(
    ({ attributes }) => name === undefined || attributes.get("name") === name,
  );
  const [one] = found;
  if (!one || found.length > 1) throw new Error(`${found.length} elements ${tag} ${name ?? ""}`);
  return one;
}
