const escaped = Symbol("escaped");

/** Markup in which every value is escaped. Only the `html` template makes it: the symbol is not exported. */
export type Html = { readonly [escaped]: string };

type Content = string | number | Html | readonly Content[];

/**
 * A template for HTML and XML: the literal parts are markup, every value between them is text and is escaped,
 * unless it is itself `Html`. Write attribute values in double quotes.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { [escaped]: String.raw({ raw: literals }, ...values.map(toMarkup)) };
}

/** The markup itself, for the body of an answer. */
export function markupOf(content: Html): string {
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

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
