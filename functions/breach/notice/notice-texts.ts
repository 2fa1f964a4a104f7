import type { Translated } from "../../../shared/language.ts";
import type { NoticeType } from "../standing.ts";
import type { sheetStatuses } from "./authority-sheet.ts";
import type { NoticeClock } from "./notice-clock.ts";
import { en } from "./notice-texts.en.ts";
import { nl } from "./notice-texts.nl.ts";
import type { Severity } from "./severity.ts";

/** What a breach notice says. Names, dates and what was reported are put in by the caller. */
export type NoticeTexts = {
  subject: string;
  heading: (type: NoticeType, number: number) => string;
  types: Readonly<Record<NoticeType, string>>;
  labels: { number: string; type: string; controller: string };
  intro: (type: NoticeType) => string;
  acknowledge: string;
  /** By when the controller has to notify the authority, if it has to. */
  notifyBy: (at: string) => string;
  questions: string;
  withdrawn: string;
  because: string;
  changed: (before: number) => string;
  unchanged: string;
  was: string;
  is: string;
  notes: string;
  notesLeftOut: (count: number) => string;
  /** Above the seven items of a withdrawn notice. */
  earlierTold: { heading: string; explanation: string };
  /** The seven things that article 7.3 of the data-processing agreement lists, in its order. */
  items: readonly [string, string, string, string, string, string, string];
  sheet: {
    heading: string;
    intro: string;
    legend: Readonly<Record<(typeof sheetStatuses)[number], string>>;
    noticeType: string;
    severity: string;
    severitySuggestion: (severity: Severity) => string;
    subjectsInformed: string;
    notAsFarAsRecorded: string;
  };
  clock: {
    heading: string;
    starts: (hours: number) => string;
    basis: Readonly<Record<NoticeClock["basis"], (countedFrom: string, notice: number) => string>>;
    decides: string;
    conservative: string;
    latestLawful: string;
    derivation: string;
    /** The steps of `breachDeadline`, in its order. */
    steps: (hours: number) => readonly string[];
    holidays: string;
  };
  handOver: string;
};

export const noticeTexts: Translated<NoticeTexts> = { nl, en };
