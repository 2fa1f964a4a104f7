import { visible } from "./visible.ts";

/**
 * A text that a stranger typed, made visible, and so that no mail program makes a link of any part of it:
 * `https://evil.example/x` becomes `hxxps://evil[.]example/x`, `javascript:x` becomes `javascript[:]x`. Mail addresses
 * stay, so that people can be answered. In doubt a name with a dot in it counts as a link: mail programs go by the
 * top-level domains there are, and of those there are ever more.
 */
export function defang(text: string): string {
  return visible(text)
    .replace(/http(?=s?:\/\/)/gi, "hxxp")
    .replace(authority, withoutDots)
    .replace(colon, "[:]")
    .replace(networkPath, "[\\\\]")
    .replace(addressOrName, (found, after: string | undefined) =>
      isAddress(found, after) || !isHost(found) ? found : withoutDots(found),
    );
}

/** The host that a scheme leads to, with what stands beside it (RFC 3986 section 3.2). */
const authority = /(?<=[a-z0-9+.-]:\/\/)[^\s/?#\\]+/gi;

/** Schemes that lead somewhere, or do something, with nothing but a colon. */
const schemes = [
  ...["https?", "ftp", "file", "about", "view-source", "news", "nntp", "magnet", "intent"],
  ...["javascript", "vbscript", "data", "blob", "cid", "mid", "search-ms", "ms-[a-z-]{1,40}"],
  ...["mailto", "tel", "sms", "callto", "facetime", "sips?", "skype", "xmpp", "whatsapp", "tg"],
].join("|");

/** The colon after one of those, and after any scheme that leads to a host. */
const colon = new RegExp(
  String.raw`(?<=(?<![a-z0-9])(?:${schemes})):(?=\S)|(?<=[a-z0-9+.-])(?<!hxxps?):(?=\/\/)`,
  "gi",
);

/** What Windows takes for a folder on another machine, and signs in to. */
const networkPath = /\\\\(?=[\p{L}\p{N}])/gu;

/** A mail address, or a name with whatever dots are in it; and what would make a longer link of it. */
const addressOrName = /[\p{L}\p{M}\p{N}._+-]+(?:@[\p{L}\p{M}\p{N}.-]+)?([/\\]|:\d)?/gu;

function isAddress(found: string, after: string | undefined): boolean {
  return after === undefined && /^[A-Za-z0-9._+-]+@/.test(found);
}

/** Without the dots between two parts of a name; those that stand in brackets stay. */
function withoutDots(name: string): string {
  return name.replace(/(?<=[^.])\.(?<!\[\.(?=\]))(?=[^.])/g, "[.]");
}

/** Whether a mail program may take this for the name of a host. */
function isHost(name: string): boolean {
  const labels = name.split(/\.+/);
  return labels.some((label, n) => {
    const before = labels[n - 1] ?? "";
    return label !== "" && before !== "" && (/(?:www|ftp)$/i.test(before) || isTopLevel(label));
  });
}

function isTopLevel(label: string): boolean {
  const [word] = /^(?:xn--[a-z0-9]+|[\p{L}\p{M}]{2,})(?![\p{L}\p{M}\p{N}])/iu.exec(label) ?? [];
  return word !== undefined && !ordinary.has(word.toLowerCase());
}

/**
 * What often follows a dot without a space, in Dutch and in English, and is no top-level domain (IANA, "Root Zone
 * Database"): how a sentence begins, parts of names, and kinds of files.
 */
const ordinary: ReadonlySet<string> = new Set([
  ..."ik wij zij ze hij het dit dat deze die een mijn wat hoe wie waar daar dan als maar en ook op graag".split(
    " ",
  ),
  ..."the this that they what how and but please".split(" "),
  ..."van den der ten".split(" "),
  ..."pdf doc docx xls xlsx csv txt jpg jpeg png".split(" "),
]);
