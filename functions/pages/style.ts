import { createHash } from "node:crypto";
import { markup, markupOf } from "../../shared/markup.ts";

/**
 * The one stylesheet of all pages. System fonts and colours, so that forced colours, dark mode and zoom are the reader's
 * own; widths in rem and one column, so that 320 CSS pixels are enough (WCAG 2.2, 1.4.10).
 */
const css = markup`
:root { color-scheme: light dark; --link: #0b4f9e; --line: #5c6670; --soft: #eef2f6; --error: #b3131d; --go: #0b5a2b; --on-go: #fff; --focus: #ffbf00; }
@media (prefers-color-scheme: dark) {
  :root { --link: #8ec5ff; --line: #9aa5b1; --soft: #23282e; --error: #ff9b9b; --go: #7fdca0; --on-go: #06210f; --focus: #ffd34d; }
}
* { box-sizing: border-box; }
html { background: Canvas; color: CanvasText; font: 100%/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
body { margin: 0; }
header, main, footer { max-width: 42rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; justify-content: space-between; align-items: center; border-bottom: 3px solid var(--line); }
header a:first-of-type { font-weight: bold; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; }
footer ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a, button, input, select, textarea { scroll-margin: 1rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 6px Canvas, 0 0 0 8px CanvasText; }
main:focus-visible { outline-offset: -3px; box-shadow: none; }
.skip, .default { position: absolute; left: 0; top: 0; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.skip:focus { clip-path: none; width: auto; height: auto; padding: 0.75rem 1rem; background: Canvas; z-index: 1; }
header a, footer a { padding: 0.4rem 0; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; }
.field { margin: 0 0 1.75rem; }
.wrong { border-left: 5px solid var(--error); padding-left: 1rem; }
label, legend { font-weight: bold; display: block; }
.hint, .optional { color: GrayText; color: color-mix(in srgb, CanvasText 75%, Canvas); font-weight: normal; }
.hint { display: block; margin: 0.1rem 0; }
.problem { display: block; color: var(--error); font-weight: bold; margin: 0.25rem 0; }
input, select, textarea { font: inherit; color: CanvasText; background: Canvas; border: 2px solid var(--line); border-radius: 3px; padding: 0.5rem; margin-top: 0.4rem; max-width: 100%; min-height: 2.75rem; }
input, select, textarea { width: 100%; }
input.short { width: 12rem; }
.wrong input, .wrong select, .wrong textarea { border-color: var(--error); }
.option { display: flex; gap: 0.75rem; align-items: flex-start; padding: 0.35rem 0; }
.option input { width: 1.75rem; min-height: 1.75rem; height: 1.75rem; flex: none; margin: 0; accent-color: var(--link); }
.option label { font-weight: normal; padding-top: 0.1rem; }
button, .button { font: inherit; font-weight: bold; display: inline-block; cursor: pointer; color: var(--on-go); background: var(--go); border: 2px solid var(--go); border-radius: 3px; padding: 0.65rem 1.25rem; min-height: 2.75rem; text-decoration: none; }
button.plain { text-align: start; font-weight: normal; color: var(--link); background: none; border-color: transparent; padding: 0.4rem 0; text-decoration: underline; text-underline-offset: 0.15em; }
button.second { color: var(--link); background: none; border-color: var(--link); }
.summary { border: 4px solid var(--error); padding: 0.25rem 1.25rem; margin: 1.5rem 0; }
.summary h2 { margin: 0.75rem 0 0.5rem; }
.note { background: var(--soft); border-left: 5px solid var(--line); padding: 0.75rem 1rem; margin: 1rem 0; }
summary { cursor: pointer; padding: 0.25rem 0; margin-bottom: 0.75rem; }
summary h2 { display: inline; }
details { margin: 2rem 0; }
dl { margin: 1rem 0; }
dt { font-weight: bold; margin-top: 0.75rem; }
dd { margin: 0; }
li { margin: 0.3rem 0; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
.cards { list-style: none; padding: 0; }
.cards li { margin: 0 0 1.5rem; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.5rem 0; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { button, .button, .note { border: 2px solid ButtonText; } }
@media print {
  header button, header [lang], footer, .actions, .skip, .default, .screen { display: none; }
  header, main { max-width: none; padding: 0; }
}
`;

/** The stylesheet in its element. */
export const style = markup`<style>${css}</style>`;

/**
 * What a page may do: show this stylesheet and send its forms to us; no script, nothing from elsewhere, in nobody's frame
 * (W3C, Content Security Policy Level 3).
 * @param forms an origin that its forms may be sent to besides, or led on to
 */
export function pagePolicy(...forms: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    "img-src data:",
    ["form-action 'self'", ...forms].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const styleHash = `sha256-${createHash("sha256").update(markupOf(css)).digest("base64")}`;
