import { longDate } from "../../shared/dates.ts";
import type { RequestCase } from "../request/request.ts";
import type { View } from "./layout.ts";

/** By when a controller has to answer: the cautious date, and the other one where it differs. */
export function respondFacts(
  { conservative, latestLawful }: RequestCase["respondBy"],
  { language, texts: { status } }: View,
): [label: string, value: string][] {
  const cautious: [string, string] = [status.respondBy, longDate(conservative, language)];
  return latestLawful === conservative
    ? [cautious]
    : [cautious, [status.latestLawful, longDate(latestLawful, language)]];
}
