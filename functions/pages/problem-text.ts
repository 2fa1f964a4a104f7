import type { Refusal } from "../../shared/refusal.ts";

/** A title, and what there is to say. */
export type ProblemText = { title: string; text: string };

/** What to say of a refusal; without one, or without words of its own, that something unexpected went wrong. */
export function problemText(
  texts: Readonly<Record<string, ProblemText>> & { unexpected: ProblemText },
  refusal: Refusal | undefined,
): ProblemText {
  return texts[refusal?.reason ?? "unexpected"] ?? texts.unexpected;
}
