const escaped = Symbol("escaped");

/** Markup in which every value is escaped. Only the `markup` template makes it: the symbol is not exported. */
export type Markup = { readonly [escaped]: string };

type Content = string | number | Markup | readonly Content[];

/**
 * A template for HTML and XML: the literal parts are markup, every value between them is text and is escaped,
 * unless it is itself `Markup`. Write attribute values in double quotes.
 */
export function markup(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { [escaped]: String.raw({ raw: literals }, ...values.map(toMarkup)) };
}

/** The markup itself, for the body of an answer. */
export function markupOf(content: Markup): string {
  return content[escaped];
}

function toMarkup(content: Content): string {
  if (typeof content === "string" || typeof content === "number") return escapeText(String(content));
  return escaped in content ? content[escaped] : content.map(toMarkup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// A carriage return would be read as a line feed, and most control characters may not stand for themselves.
const special = /[&<>"']|[^\P{Cc}\t\n\u007f-\u009f]/gu;

function escapeText(text: string): string {
  return text.replace(special, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`);
}
