import { visible } from "../visible.ts";

/**
 * The content of a mail, once, for its text and its HTML part. What a person typed may stand anywhere: both ways of
 * writing show it as text.
 */
export type Block =
  | { heading: string }
  | { paragraph: string }
  | { facts: readonly (readonly [label: string, value: string])[] }
  | { quote: string };

/** The plain-text part. */
export function toText(blocks: readonly Block[]): string {
  return `${blocks.map(blockToText).join("\n\n")}\n`;
}

function blockToText(block: Block): string {
  if ("heading" in block)
    return `${visible(block.heading)}\n${"-".repeat([...visible(block.heading)].length)}`;
  if ("paragraph" in block) return visible(block.paragraph);
  if ("facts" in block) return block.facts.map(([label, value]) => `${label}: ${visible(value)}`).join("\n");
  return visible(block.quote).replace(/^/gm, "> ");
}

/** The HTML part: no remote content, no script, readable in light and dark. */
export function toHtml(title: string, language: string, blocks: readonly Block[]): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${toHtmlText(title)}</title></head>
<body style="font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;max-width:40em;margin:0 auto;padding:1em">
${blocks.map(blockToHtml).join("\n")}
</body>
</html>
`;
}

function blockToHtml(block: Block): string {
  if ("heading" in block)
    return `<h2 style="font-size:18px;margin:1.5em 0 .5em">${toHtmlText(block.heading)}</h2>`;
  if ("paragraph" in block) return `<p>${toHtmlText(block.paragraph)}</p>`;
  if ("quote" in block) {
    return `<blockquote style="margin:0;padding:0 1em;border-left:3px solid #767676;white-space:pre-wrap">${toHtmlText(block.quote)}</blockquote>`;
  }
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr><th style="text-align:left;vertical-align:top;padding:.2em 1em .2em 0">${toHtmlText(label)}</th>` +
      `<td style="padding:.2em 0">${toHtmlText(value)}</td></tr>`,
  );
  return `<table style="border-collapse:collapse">${rows.join("")}</table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function toHtmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
