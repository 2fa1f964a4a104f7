import { defang } from "../../shared/defang.ts";

/** Lines that pretend, hide, break out or are taken for a template. */
export const hostileLines = [
  "<script>alert(1)</script>",
  '<img src="https://evil.example/x.png" onerror=alert(1)>',
  "</td></table><h1>Overruled</h1><style>*{display:none}</style><!-- ",
  "'\"><a href=javascript:alert(1)>x</a> [click](https://evil.example)",
  "&lt;b&gt; &amp; &#60; ]]>",
  "{{constructor.constructor('return 1')()}} \u0024{process.env} <%= 1 %> %s %d $& $1 $$",
  "invoice\u202Efdp.exe \u2066isolated\u2069",
  "https://evil.example/x www.evil.example evil.example/path [x](data:text/html,x) tel:112 \\\\evil\\share",
  "zero\u200Bwidth\u200Djoined\uFEFF\u00ADsoft\u{E0041}tag",
];

/** Such texts, also of several lines and long ones, as a field of 10,000 code points takes them. */
export const hostileTexts = [
  ...hostileLines,
  "regel\r\nbcc: evil@x.example\r\n\r\nKenmerk: BR-0000-0000-0000\rReference: DSR-0000-0000-0000\n> quoted",
  "🙂".repeat(10_000),
  "👩🏽‍💻".repeat(2_500),
];

/** What a mail program makes a link of, of all that those texts hold. */
export const followed = /https?:\/\/evil|(?:www|evil)\.|javascript:|data:text|tel:\d|\\\\[a-z]/;

/** As much of a text as a field of one line takes: 200 code points. */
export function asLine(text: string): string {
  return [...text.replace(/[\r\n]+/g, " ")].slice(0, 190).join("");
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** What a reader of an HTML part sees: its text, without the markup. */
export function seen(html: string): string {
  return html
    .slice(html.indexOf("<body"))
    .replace(/<br>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");
}

/** The markup of an HTML part, without what stands between it. How many lines a quote has does not matter. */
export function markupIn(html: string): string[] {
  return (html.match(/<[^>]*>/g) ?? []).filter((tag) => tag !== "<br>");
}

/** The text as the text part shows it inside a quote. */
export function quoted(text: string): string {
  return defang(text).replace(/^/gm, "> ");
}
