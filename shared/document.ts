import { defang } from "./defang.ts";
import { visible } from "./visible.ts";

/**
 * The content of a mail or a page, once for all the ways of writing it. What a person typed may stand anywhere: each way
 * shows it as text. A `quote` is in a stranger's words: no part of it becomes a link. An `action` is the link to the one
 * thing that the reader can do.
 */
export type Block =
  | { heading: string }
  | { paragraph: string }
  | { facts: readonly (readonly [label: string, value: string])[] }
  | { list: readonly string[] }
  | { quote: string }
  | { action: { label: string; url: string } };

/** The action of following a link; none where there is no link. */
export function actionTo(label: string, url: string | undefined): Block[] {
  return url === undefined ? [] : [{ action: { label, url } }];
}

/** Blocks as plain text. */
export function toText(blocks: readonly Block[]): string {
  return `${blocks.map(blockToText).join("\n\n")}\n`;
}

function blockToText(block: Block): string {
  if ("heading" in block)
    return `${visible(block.heading)}\n${"-".repeat([...visible(block.heading)].length)}`;
  if ("paragraph" in block) return visible(block.paragraph);
  if ("facts" in block)
    return block.facts.map(([label, value]) => `${visible(label)}: ${visible(value)}`).join("\n");
  if ("list" in block) return block.list.map((item) => `- ${visible(item)}`).join("\n");
  // Mail programs make a link of an address that stands alone on its line.
  if ("action" in block) return `${block.action.label}:\n${block.action.url}`;
  return defang(block.quote).replace(/^/gm, "> ");
}
