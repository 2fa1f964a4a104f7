import { defang } from "../../../shared/defang.ts";
import type { Block } from "../../../shared/document.ts";
import type { Language } from "../../../shared/language.ts";
import { isMailAddress, legibleAddress } from "../../../shared/mail-address.ts";
import { visible } from "../../../shared/visible.ts";
import { labels } from "./labels.ts";
import type { Answer } from "./say-fact.ts";

/**
 * How much of a typed text a mail shows, in UTF-16 units of what is visible: more than any text of 10,000 code points
 * without hidden characters has. Those grow ninefold when they are made visible, and SES takes at most 10 MB.
 */
const longest = 20_000;

/** Answers under their labels. What somebody typed stands in a quote, so that no line of it passes for one of ours. */
export function answerBlocks(answers: readonly Answer[], language: Language): Block[] {
  const blocks: Block[] = [];
  let rows: [string, string][] = [];
  for (const { label, value, isTyped } of answers) {
    if (isTyped && value !== undefined) {
      if (rows.length > 0) blocks.push({ facts: rows });
      rows = [];
      blocks.push({ paragraph: `${label}:` }, ...typedBlocks(value, language));
    } else rows.push(factRow(label, value ?? labels[language].notYetKnown));
  }
  return rows.length > 0 ? [...blocks, { facts: rows }] : blocks;
}

/** One line, which somebody may have typed; an address to be answered at stays as it is. */
export function factRow(label: string, value: string): [string, string] {
  const [first = ""] = value.split(" ", 1);
  const isAddress = isMailAddress(first) && legibleAddress(first) === value;
  return [label, isAddress ? value : defang(value)];
}

/** What somebody typed, as a quote. */
export function typedBlocks(typed: string, language: Language): Block[] {
  const shown = visible(typed);
  if (shown.length <= longest) return [{ quote: shown }];
  // A cut through a surrogate pair leaves half of it: that half goes too.
  const whole = shown.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
  return [{ quote: whole }, { paragraph: labels[language].cut }];
}

/** The answer to a question that stands above it as a heading. */
export function soleAnswerBlocks({ value, isTyped }: Answer, language: Language): Block[] {
  if (value !== undefined && isTyped) return typedBlocks(value, language);
  return [{ paragraph: value ?? labels[language].notYetKnown }];
}
