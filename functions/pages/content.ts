import type { Block } from "../../shared/document.ts";
import { type Markup, markup } from "../../shared/markup.ts";
import { visible } from "../../shared/visible.ts";

/** Blocks as the content of a page. */
export function toContent(blocks: readonly Block[]): Markup {
  return markup`${blocks.map(
    (block) => markup`${blockToMarkup(block)}
`,
  )}`;
}

function blockToMarkup(block: Block): Markup {
  if ("heading" in block) return markup`<h2>${visible(block.heading)}</h2>`;
  if ("paragraph" in block) return markup`<p>${visible(block.paragraph)}</p>`;
  if ("list" in block) return markup`<ul>${block.list.map((item) => markup`<li>${visible(item)}</li>`)}</ul>`;
  if ("action" in block)
    return markup`<p class="actions"><a class="button" href="${block.action.url}">${block.action.label}</a></p>`;
  if ("quote" in block) return markup`<blockquote dir="auto">${visible(block.quote)}</blockquote>`;
  const rows = block.facts.map(
    ([label, value]) => markup`<dt>${visible(label)}</dt><dd dir="auto">${visible(value)}</dd>`,
  );
  return markup`<dl>${rows}</dl>`;
}
