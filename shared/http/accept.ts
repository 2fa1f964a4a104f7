import type { Call } from "./door.ts";

/** What a caller says of a media type: how much it is wanted, and how precisely that is said; -1 where it is not. */
type Weight = { quality: number; precision: number };

/**
 * Whether the caller would rather have HTML than JSON (RFC 9110, section 12.5.1), as browsers say and programs do not:
 * whoever takes anything at all gets JSON. Where both are wanted alike, the one that is named more precisely wins.
 * Parameters of media types mean nothing here.
 */
export function wantsHtml({ headers }: Pick<Call, "headers">): boolean {
  const ranges = (headers.accept ?? "").split(",").map(readRange);
  const html = weigh("text/html", ranges);
  const others = ["application/json", "application/problem+json"].map((type) => weigh(type, ranges));
  return html.quality > 0 && others.every((other) => outweighs(html, other));
}

type Range = { type: string; quality: number };

function readRange(range: string): Range {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { type, quality: /^[01](\.\d{0,3})?$/.test(weight) ? Math.min(Number(weight), 1) : 0 };
}

function weigh(type: string, ranges: readonly Range[]): Weight {
  const patterns = ["*/*", type.replace(/\/.*/, "/*"), type];
  const found = patterns.map((pattern) => ranges.find((range) => range.type === pattern));
  const precision = found.findLastIndex(Boolean);
  return { quality: found[precision]?.quality ?? 0, precision };
}

function outweighs(one: Weight, other: Weight): boolean {
  if (one.quality !== other.quality) return one.quality > other.quality;
  return one.precision > other.precision;
}
