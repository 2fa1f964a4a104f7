import type { Letter } from "../../shared/letter/letter.ts";
import { pendingSince } from "../../shared/pending.ts";

/** A letter to a controller, as a door writes it. */
export function letter(changes: Partial<Letter> = {}): Letter {
  return {
    to: "controller",
    type: "assistance",
    language: "nl",
    subject: "Wij hebben u geholpen",
    blocks: [
      { heading: "Wij hebben u geholpen" },
      { paragraph: "Dit is gedaan." },
      { list: ["een", "twee"] },
    ],
    ...changes,
  };
}

/** A case of letters as it is stored. */
export function letterCaseOf(reference: string, letters: readonly Letter[]) {
  const at = "2026-11-22T12:00:00.000Z";
  return {
    v: 1,
    kind: "assistance",
    reference,
    controllerId: "voorbeeld-bv",
    controllerName: "Voorbeeld B.V.",
    controllerVersion: 3,
    at,
    by: "arn:aws:iam::000000000000:user/operator",
    register: "assistance",
    receivedAt: at,
    letters,
    ...pendingSince(reference, new Date(at)),
  } as const;
}
