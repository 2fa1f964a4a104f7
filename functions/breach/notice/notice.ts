import type { Delivery } from "../../../shared/delivery.ts";
import type { Moment } from "../../../shared/flow.ts";
import type { Language } from "../../../shared/language.ts";
import { bestRung, rungsOf } from "../../../shared/rungs.ts";
import type { BreachCase } from "../breach.ts";
import { changedFacts } from "../facts/changes.ts";
import { type Answer, answerOf, type FactName, personRows } from "../facts/say-fact.ts";
import type { Facts } from "../report.ts";
import { authoritySheet, type SheetAnswer } from "./authority-sheet.ts";
import { type Notice, noticeId } from "./chain.ts";
import { type NoticeClock, noticeClock } from "./notice-clock.ts";
import { noticeTexts } from "./notice-texts.ts";

/** One of the seven things that article 7.3 of the agreement lists, with what is known about it. */
export type NoticeItem = { label: string; answers: readonly Answer[] };

/** What one notice says to one controller; its mail and its attachment tell the same. */
export type NoticeContent = {
  of: BreachCase;
  notice: Notice;
  language: Language;
  items: readonly NoticeItem[];
  sheet: readonly SheetAnswer[];
  /** The facts that have changed since the notice before; undefined in a first one. */
  changed: readonly FactName[] | undefined;
  /** The newest of what was written with it, as many as fit, oldest first; and how many older ones do not. */
  notes: readonly string[];
  notesLeftOut: number;
  contact: NonNullable<Facts["contact"]>;
  /** How long a controller has to notify the authority. */
  hours: number;
  /** Absent where the notice is withdrawn: then there is nothing to notify. */
  clock: NoticeClock | undefined;
};

/** What a notice says when it is written at this moment. */
export function noticeContent(
  of: BreachCase,
  notice: Notice,
  language: Language,
  { deliveries, now }: Moment,
  hours: number,
): NoticeContent {
  const { round, previous } = notice;
  const notes = fitting(round.notes);
  const contact = round.facts.contact ?? of.report.contact;
  return {
    of,
    notice,
    language,
    items: sevenItems({ ...round.facts, contact }, language),
    sheet: authoritySheet(round, language),
    changed: previous && changedFacts(previous.facts, round.facts),
    notes,
    notesLeftOut: round.notes.length - notes.length,
    contact,
    hours,
    clock:
      round.type === "withdrawn"
        ? undefined
        : translated(noticeClock(earlierNotices(notice, deliveries), now, hours), hours, language),
  };
}

/** How the notices before this one to the same controller fared, the first one first. */
export function earlierNotices(
  { number, controller }: Notice,
  deliveries: Moment["deliveries"],
): (Delivery | undefined)[] {
  return Array.from({ length: number - 1 }, (_, n) =>
    bestRung(rungsOf(noticeId({ number: n + 1, controller }), deliveries)),
  );
}

/** Which facts tell about each of the seven items, in the order of article 7.3. */
const itemFacts: readonly (readonly FactName[])[] = [
  ["discoveredAt", "startedAt", "endedAt", "ongoing", "nature", "incidentKind", "description"],
  ["cause"],
  ["consequences"],
  ["proposedSolution"],
  ["measuresTaken"],
  ["contact"],
  ["informed"],
];

function sevenItems(facts: Facts, language: Language): NoticeItem[] {
  return noticeTexts[language].items.map((label, n) => ({
    label,
    answers: (itemFacts[n] ?? []).flatMap((name) => answersOf(name, facts, language)),
  }));
}

function answersOf(name: FactName, facts: Facts, language: Language): Answer[] {
  if (name !== "contact" || !facts.contact) return [answerOf(name, facts, language)];
  return personRows(facts.contact, language).map(([label, value]) => ({ label, value, isTyped: false }));
}

/** The derivation of `breachDeadline` in the words of a language; rules and results stay. */
function translated(clock: NoticeClock, hours: number, language: Language): NoticeClock {
  const said = noticeTexts[language].clock.steps(hours);
  return { ...clock, steps: clock.steps.map((step, n) => ({ ...step, text: said[n] ?? step.text })) };
}

/** How many characters of notes one notice carries: anybody can add to a report that waits, as often as they like. */
const notesLimit = 50_000;

/** What a note takes at least, with what stands around it. */
const leastNote = 200;

/** The newest notes, as many as fit together. */
function fitting(notes: readonly string[]): readonly string[] {
  let room = notesLimit;
  const last = notes.findLastIndex((note) => {
    room -= Math.max(note.length, leastNote);
    return room < 0;
  });
  return notes.slice(last + 1);
}
