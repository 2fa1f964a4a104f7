import { nameCase, randomReference } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import type { Letter, LetterKind } from "../../shared/letter/letter.ts";
import { pendingSince } from "../../shared/pending.ts";
import { type CaseKind, referencePrefixes } from "../../shared/reference.ts";

/** Under which reference something is recorded, when, and by whom; the letters that it brings. */
export type Recording = { reference: string; at: Date; by: string; letters: readonly Letter[] };

/** The fields that every case of letters begins with; see `letterCaseFields`. */
export function letterCase<K extends LetterKind>(kind: K, controller: Controller, recording: Recording) {
  const { reference, at, by } = recording;
  return {
    v: 1 as const,
    kind,
    reference,
    controllerId: controller.id,
    controllerName: controller.name,
    controllerVersion: controller.version,
    at: at.toISOString(),
    by,
    register: kind,
    receivedAt: at.toISOString(),
    ...carried(recording),
  };
}

/** The fields of the next entry of a case of letters; see `letterEntryFields`. */
export function letterEntry(
  { case: of, entries }: { case: { controllerId: string }; entries: readonly unknown[] },
  recording: Recording,
) {
  const { reference, at, by } = recording;
  return {
    v: 1 as const,
    reference,
    sequence: entries.length + 1,
    controllerId: of.controllerId,
    at: at.toISOString(),
    by,
    ...carried(recording),
  };
}

function carried({ reference, at, letters }: Recording) {
  return { letters: [...letters], ...(letters.length > 0 && pendingSince(reference, at)) };
}

/**
 * The reference of what is recorded under a key, so that a repeated call meets what the first one recorded; without a key
 * a random one.
 */
export function referenceFor(kind: CaseKind, key: string | undefined): string {
  const prefix = referencePrefixes[kind];
  return key === undefined ? randomReference(prefix) : nameCase(prefix, "duties", key, 0).reference;
}
