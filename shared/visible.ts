/**
 * The text with every character made visible that would change how its neighbours are read, or that hides: controls,
 * directional overrides and isolates, zero-width and tag characters, fillers and loose variation selectors (Unicode
 * TR36, "Unicode Security Considerations"). Each is shown as its code point, as in `⟨U+202E⟩`. Line breaks and tabs
 * stay, and so does what joins and colours an emoji (UTS51).
 */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(keptOrHidden, (found, kept?: string) => kept ?? named(found));
}

const pictograph = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?`;
const emoji = String.raw`${pictograph}(?:\u200D${pictograph})*|[0-9#*]\uFE0F\u20E3`;
const hidden = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
const keptOrHidden = new RegExp(String.raw`([\n\t]|${emoji})|${hidden}`, "gu");

function named(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  return `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
