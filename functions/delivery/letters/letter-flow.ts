import * as z from "zod/mini";
import type { Flow, WantedMail } from "../../../shared/flow.ts";
import { type Letter, letterFields, letterKinds } from "../../../shared/letter/letter.ts";
import { letterMail } from "../../../shared/letter/letter-mail.ts";
import { readRungId } from "../../../shared/rungs.ts";

const letterCase = z.object({
  v: z.literal(1),
  reference: z.string(),
  controllerId: z.string(),
  ...letterFields,
});
const letterEntry = z.object({ v: z.literal(1), ...letterFields });

/** A case of letters asks for each of them to be sent as it is written. Of what reaches no contact, the desk is told. */
const letterFlow: Flow = (item, entries) => {
  const { reference, controllerId, letters: first } = letterCase.parse(item);
  const all = [first, ...entries.map((entry) => letterEntry.parse(entry).letters)];
  const letters = new Map<string, Letter>(
    all.flatMap((some, n) => some.map((letter, m) => [`letter-${n}-${m}`, letter] as const)),
  );
  return {
    reference,
    wants: () => Array.from(letters, ([id, letter]) => wanted(id, letter, controllerId)),
    compose(delivery, { publicUrl }) {
      const letter = letters.get(readRungId(delivery.id).mailId);
      if (!letter) throw new Error("the case has no such letter");
      return letterMail(reference, letter, delivery, publicUrl);
    },
  };
};

/** The flow of every kind of case that brings letters. */
export const letterFlows: Readonly<Record<string, Flow>> = Object.fromEntries(
  letterKinds.map((kind) => [kind, letterFlow]),
);

function wanted(id: string, { to, type }: Letter, controllerId: string): WantedMail {
  if (to === "desk") return { id, type: "desk", to: { desk: "privacy" }, about: controllerId };
  return { id, type, to: { controllerId }, escalates: { desk: "privacy" } };
}
