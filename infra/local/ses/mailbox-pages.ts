import { type Markup, markup, markupOf } from "../../../shared/markup.ts";
import type { StoredMail } from "./stored-mail.ts";

/**
 * What a mailbox page may do. A mail's HTML inherits it in its frame: no script, nothing from elsewhere, no form.
 */
export const mailboxPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The list of all mails, newest first. `mails` comes oldest first. */
export function mailboxPage(mails: readonly StoredMail[]): string {
  const rows = mails.toReversed().map(
    (mail) => markup`<tr>
<td><a href="${path(mail)}"><bdi>${subject(mail)}</bdi></a></td>
<td><bdi>${recipients(mail)}</bdi></td><td><bdi>${typeOf(mail)}</bdi></td><td>${time(mail.at)}</td></tr>`,
  );
  const table = markup`<div tabindex="0" role="region" aria-label="Mails"><table>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Type</th><th scope="col">Sent (UTC)</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const empty = markup`<p>No mail yet. Every mail that Meldpunt sends on this machine appears here, newest first:
to controllers, to data subjects and to the desks. Nothing leaves this machine.</p>`;
  return page("Local mailbox", markup`<h1>Local mailbox</h1>${mails.length > 0 ? table : empty}`);
}

/** One mail: who and when, its text, its HTML, its attachments and its headers. */
export function messagePage(mail: StoredMail): string {
  const headers = mail.headers.map(([name, value]) => markup`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`);
  return page(
    subject(mail),
    markup`<p><a href="/">All mails</a></p>
<h1><bdi>${subject(mail)}</bdi></h1>
<dl><dt>From</dt><dd><bdi>${mail.from}</bdi></dd><dt>To</dt><dd><bdi>${recipients(mail)}</bdi></dd>
<dt>Sent (UTC)</dt><dd>${time(mail.at)}</dd></dl>
${mail.body.text === "" ? [] : markup`<h2>Text</h2><pre>${mail.body.text}</pre>`}
${mail.body.html === "" ? [] : markup`<h2>HTML</h2>${htmlFrame(mail.body.html)}`}
${mail.attachments.length === 0 ? [] : markup`<h2>Attachments</h2>${attachmentList(mail)}`}
<h2>Headers</h2><dl>${headers}</dl><p><a href="${path(mail)}/raw">The whole message as sent</a></p>`,
  );
}

// Links open a page of their own, outside the sandbox: those in a mail of ours lead back to Meldpunt.
function htmlFrame(mailHtml: string): Markup {
  return markup`<iframe title="HTML part of the mail" sandbox="allow-popups allow-popups-to-escape-sandbox"
srcdoc="${`<base target="_blank">${mailHtml}`}"></iframe>`;
}

function attachmentList(mail: StoredMail): Markup {
  const items = mail.attachments.map(({ filename, contentType, content }, index) => {
    const name = filename || `attachment ${index + 1}`;
    return markup`<li><a href="${path(mail)}/attachments/${index + 1}"><bdi>${name}</bdi></a>
<bdi>${contentType}</bdi>, ${Buffer.byteLength(content, "base64")} bytes</li>`;
  });
  return markup`<ul>${items}</ul>`;
}

function path(mail: StoredMail): string {
  return `/messages/${mail.messageId}`;
}

function subject(mail: StoredMail): string {
  return mail.subject || "(no subject)";
}

function recipients({ destination }: StoredMail): string {
  return [...destination.to, ...destination.cc, ...destination.bcc].join(", ");
}

function typeOf(mail: StoredMail): string {
  return mail.headers.find(([name]) => name.toLowerCase() === "x-meldpunt-type")?.[1] ?? "";
}

function time(instant: string): Markup {
  return markup`<time datetime="${instant}">${instant.slice(0, 19).replace("T", " ")}</time>`;
}

function page(title: string, content: Markup): string {
  return markupOf(markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} - Meldpunt mailbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><main>${content}</main></body></html>
`);
}

const style = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 70rem; margin: auto; padding: 1rem }
div { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid GrayText }
dt { font-weight: bold }
dd { margin: 0 0 0.4rem; overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext }
time { white-space: nowrap }
iframe { width: 100%; height: 70vh; border: 1px solid GrayText; background: white; color-scheme: light }`;
