import { defang } from "../defang.ts";
import type { Block } from "../document.ts";
import type { Language } from "../language.ts";
import { type Markup, markup, markupOf } from "../markup.ts";
import { visible } from "../visible.ts";

/** On every table, because a mail program in quirks mode lets none of it through to the cells. */
const text =
  "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere;word-break:break-word";

/** Both the colours of a page: a mail program may be dark around it. Those that darken mails take them as a pair. */
const light = "background:#ffffff;color:#1a1a1a";

/** Improvements only: the mail is readable without. */
const styles = markup`<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.mail{background:#121212!important;color:#f2f2f2!important}}
@media (max-width:480px){.fact,.fact th,.fact td{display:block;width:auto}.fact th{padding:4px 0 0!important}}
</style>`;

/**
 * The HTML part of a mail: one column of tables with inline styles, which is what all mail programs show (Outlook for
 * Windows lays out as Word does, Gmail drops `html`, `body` and at times `style`). No remote content, no script.
 */
export function toHtml(title: string, language: Language, blocks: readonly Block[]): string {
  return markupOf(markup`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${visible(title)}</title>
${styles}
</head>
<body class="mail" style="margin:0;${light}">
<table class="mail" role="presentation" lang="${language}" dir="ltr" align="center" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;max-width:640px;margin:0 auto;${light};${text}"><tr><td style="padding:16px">
${blocks.map(
  (block, n) => markup`${blockToHtml(block, n === 0)}
`,
)}</td></tr></table>
</body>
</html>
`);
}

function blockToHtml(block: Block, isFirst: boolean): Markup {
  if ("heading" in block) return headingToHtml(visible(block.heading), isFirst);
  if ("paragraph" in block) return markup`<p style="margin:0 0 16px">${visible(block.paragraph)}</p>`;
  if ("list" in block) {
    const items = block.list.map(
      (item) => markup`<li dir="auto" style="margin:0 0 4px">${visible(item)}</li>`,
    );
    return markup`<ul style="margin:0 0 16px;padding:0 0 0 24px">${items}</ul>`;
  }
  if ("action" in block) return actionToHtml(block.action);
  if ("quote" in block) return quoteToHtml(defang(block.quote));
  return markup`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;margin:0 0 16px;${text}">${block.facts.map(factToHtml)}</table>`;
}

function headingToHtml(heading: string, isFirst: boolean): Markup {
  return isFirst
    ? markup`<h1 style="font-size:24px;line-height:1.25;margin:0 0 16px">${heading}</h1>`
    : markup`<h2 style="font-size:18px;line-height:1.25;margin:32px 0 8px">${heading}</h2>`;
}

function factToHtml([label, value]: readonly [string, string]): Markup {
  return markup`<tr class="fact"><th scope="row" width="40%" style="text-align:left;vertical-align:top;padding:4px 12px 4px 0">${visible(label)}</th><td dir="auto" style="vertical-align:top;padding:4px 0">${visible(value)}</td></tr>
`;
}

/** Outlook for Windows pads a cell but no link; elsewhere the padding of the link is a part of what can be pressed. */
function actionToHtml({ label, url }: { label: string; url: string }): Markup {
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${text}"><tr><td bgcolor="#1f66c1" style="background:#1f66c1;border-radius:4px;padding:4px 8px"><a href="${url}" style="display:inline-block;padding:8px 12px;color:#ffffff;font-weight:bold;text-decoration:none">${label}</a></td></tr></table>
<p style="font-size:14px;margin:8px 0 24px">${url}</p>`;
}

/** Word knows no `white-space`, hence the breaks; elsewhere it keeps the spaces of what was typed. */
function quoteToHtml(quote: string): Markup {
  const lines = quote.split("\n").map((line, n) => (n === 0 ? line : markup`<br>${line}`));
  return markup`<blockquote dir="auto" style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #767676;white-space:pre-wrap">${lines}</blockquote>`;
}
