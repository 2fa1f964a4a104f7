import { visible } from "../../../shared/visible.ts";
import { section } from "../output.ts";
import type { Found } from "./findings.ts";

const mostShown = 20;

/** Findings for people under a title, a line each, the first of many; an empty text where there are none. */
export function findingsText(title: string, { list, count }: Found): string {
  if (count === 0) return "";
  const shown = list.slice(0, mostShown).map(({ message }) => visible(message).replaceAll("\n", " "));
  const more = count > shown.length ? [`and ${count - shown.length} more`] : [];
  return section(title, [...shown, ...more].join("\n"));
}
