import type { Call } from "../../../shared/http/door.ts";

/**
 * Whether a form was sent by a page of somebody else (W3C, Fetch Metadata Request Headers). What it holds then, its key
 * before all, was not chosen by us or by the reader: whoever knows the key knows the receipt code that it makes.
 */
export function isFromElsewhere({ headers }: Pick<Call, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
