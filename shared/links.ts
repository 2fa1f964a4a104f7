import type { Delivery } from "./delivery.ts";
import { pagePaths } from "./routes.ts";

type Linked = Pick<Delivery, "reference" | "id" | "token" | "language">;

/** The delivery that brings the acknowledgement of a case to whoever submitted it. */
export const acknowledgementId = "acknowledgement";

/**
 * Where the reader of an acknowledgement sees how the case stands; undefined for a mail without a token.
 * @param publicUrl the root of the public API
 */
export function statusLink(publicUrl: string, { reference, token, language }: Linked): string | undefined {
  if (token === undefined) return undefined;
  return toUrl(publicUrl, pagePaths.caseStatus, { reference, token }, language);
}

/**
 * A page that only this mail opens, on which it is answered or brings a file; undefined for a mail without a token.
 * @param publicUrl the root of the public API
 */
export function pageLink(
  publicUrl: string,
  page: "acknowledge" | "statements" | "objection" | "attachment",
  { reference, id, token, language }: Linked,
): string | undefined {
  if (token === undefined) return undefined;
  return toUrl(publicUrl, pagePaths[page], { reference, delivery: id, token }, language);
}

/**
 * Where the sender of a file sees what became of it.
 * @param publicUrl the root of the public API
 */
export function uploadLink(
  publicUrl: string,
  { language, ...upload }: { reference: string; id: string; token: string; language: string },
): string {
  return toUrl(publicUrl, pagePaths.upload, upload, language);
}

function toUrl(
  publicUrl: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
  language: string,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
  return `${publicUrl}${filled}?lang=${language}`;
}
