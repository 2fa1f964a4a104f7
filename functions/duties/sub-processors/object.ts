import { hashKey } from "../../../shared/codes.ts";
import type { Controller } from "../../../shared/controller.ts";
import { longDate } from "../../../shared/dates.ts";
import type { Language, Translated } from "../../../shared/language.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { addEntry } from "../add-entry.ts";
import type { Duties } from "../duties.ts";
import { letterEntry } from "../letter-case.ts";
import {
  type ChangeDossier,
  changeSchemas,
  type Objection,
  type ObjectionEntry,
  objectionsIn,
} from "./change-case.ts";
import { deskLetter, objectionLetter } from "./change-letters.ts";
import { isInTime, type ObjectionPeriod, objectionPeriod } from "./objection-period.ts";

/** How many objections one controller can make to one change: each is a mail to the desk and one to the controller. */
const mostObjections = 10;

const lastDayText: Translated<(day: string) => string> = {
  nl: (day) => `De laatste dag was ${day}.`,
  en: (day) => `The last day was ${day}.`,
};

/** On which day the period ended, as a sentence. */
export function lastDaySentence({ lastDay }: ObjectionPeriod, language: Language): string {
  return lastDayText[language](longDate(lastDay, language));
}

/** An objection as it was sent: `key` makes a second sending harmless, and `language` is that of whoever sends it. */
export type SentObjection = { reference: string; objection: Objection; key: string; language: Language };

/**
 * Records a controller's objection to a change, tells the desk and confirms it to the controller. The period is that of
 * the moment: it begins when the announcement is delivered.
 * @throws Refusal `not_found`; `objection_too_late`, with the last day; `idempotency_key_reused`; `too_many_updates`;
 * `not_stored`
 */
export async function objectTo(
  controller: Controller,
  sent: SentObjection,
  duties: Duties,
): Promise<ObjectionEntry> {
  const keyHash = hashKey(sent.reference, sent.key);
  const sentBefore = (dossier: ChangeDossier) => objectionsIn(dossier).find((one) => one.keyHash === keyHash);
  const after = await addEntry(
    duties.table,
    sent.reference,
    changeSchemas,
    (dossier) =>
      repeated(sentBefore(dossier), sent.objection) ??
      nextObjection(dossier, controller, sent, keyHash, duties),
  );
  const entry = sentBefore(after);
  if (!entry) throw new Error("the objection was not added");
  log("DUTY_RECORDED", { reference: sent.reference, controllerId: controller.id, sequence: entry.sequence });
  return entry;
}

function repeated(before: ObjectionEntry | undefined, objection: Objection): ObjectionEntry | undefined {
  if (!before) return undefined;
  const isSame =
    before.name === objection.name &&
    before.capacity === objection.capacity &&
    before.arguments === objection.arguments;
  if (!isSame) throw new Refusal("idempotency_key_reused");
  return before;
}

function nextObjection(
  dossier: ChangeDossier,
  controller: Controller,
  { reference, objection, language }: SentObjection,
  keyHash: string,
  { now, privacyDesk }: Duties,
): ObjectionEntry {
  const at = now();
  const period = objectionPeriod(dossier.deliveries);
  if (period && !isInTime(period, at)) {
    throw new Refusal("objection_too_late", { because: lastDaySentence(period, language) });
  }
  if (objectionsIn(dossier).length >= mostObjections) throw new Refusal("too_many_updates");
  const receivedAt = at.toISOString();
  const objected = { ...objection, at: receivedAt, lastDay: period?.lastDay };
  const letters = [
    deskLetter(dossier.case, objected, dossier.entries.length + 1),
    objectionLetter(dossier.case, objected, { privacyDesk }, controller.language),
  ];
  return {
    kind: "sub-processor-change-entry",
    ...letterEntry(dossier, { reference, at, by: "link", letters }),
    move: "objection",
    register: "objection",
    receivedAt,
    keyHash,
    ...objection,
    ...(period && { period }),
  };
}
