import { longInstant } from "../../../shared/dates.ts";
import { actionTo, type Block } from "../../../shared/document.ts";
import type { Language } from "../../../shared/language.ts";
import { answerBlocks, soleAnswerBlocks, typedBlocks } from "../facts/answer-blocks.ts";
import { labels } from "../facts/labels.ts";
import { answerOf } from "../facts/say-fact.ts";
import type { NoticeContent } from "./notice.ts";
import { noticeTexts } from "./notice-texts.ts";

/** What it is about, what the controller can do and by when, and which notice of the chain it is. */
export function openingBlocks(
  { of, notice, clock, language }: NoticeContent,
  acknowledge: string | undefined,
): Block[] {
  const texts = noticeTexts[language];
  const { number, round, controller } = notice;
  return [
    { heading: texts.heading(round.type, number) },
    ...(round.type === "withdrawn" ? withdrawal(round.because, language) : []),
    { paragraph: texts.intro(round.type) },
    ...actionTo(texts.acknowledge, acknowledge),
    ...(clock ? [{ paragraph: texts.notifyBy(longInstant(clock.conservative, language)) }] : []),
    { paragraph: texts.questions },
    {
      facts: [
        [labels[language].reference, of.reference],
        [texts.labels.number, String(number)],
        [texts.labels.type, texts.types[round.type]],
        [texts.labels.controller, `${controller.name} (${controller.id})`],
        [labels[language].receivedAt, longInstant(of.receivedAt, language)],
      ],
    },
  ];
}

function withdrawal(because: string | undefined, language: Language): Block[] {
  const texts = noticeTexts[language];
  if (because === undefined) return [{ paragraph: texts.withdrawn }];
  return [{ paragraph: `${texts.withdrawn} ${texts.because}` }, ...typedBlocks(because, language)];
}

/** What is told otherwise than in the notice before, with its old and its new value. */
export function changeBlocks({ notice, changed, language }: NoticeContent): Block[] {
  const { number, round, previous } = notice;
  if (!previous || !changed) return [];
  const texts = noticeTexts[language];
  const oldAndNew = changed.flatMap((name) =>
    [
      { verb: texts.was, facts: previous.facts },
      { verb: texts.is, facts: round.facts },
    ].map(({ verb, facts }) => {
      const answer = answerOf(name, facts, language);
      return { ...answer, label: `${answer.label}, ${verb}` };
    }),
  );
  return [
    { heading: texts.changed(number - 1) },
    ...(changed.length === 0 ? [{ paragraph: texts.unchanged }] : answerBlocks(oldAndNew, language)),
  ];
}

/** What was written with the notice. */
export function noteBlocks({ notes, notesLeftOut, language }: NoticeContent): Block[] {
  if (notes.length + notesLeftOut === 0) return [];
  const texts = noticeTexts[language];
  return [
    { heading: texts.notes },
    ...(notesLeftOut === 0 ? [] : [{ paragraph: texts.notesLeftOut(notesLeftOut) }]),
    ...notes.flatMap((note) => typedBlocks(note, language)),
  ];
}

/** That what follows is no longer so, where the notices are withdrawn. */
export function earlierTold({ notice, language }: NoticeContent): Block[] {
  const { heading, explanation } = noticeTexts[language].earlierTold;
  return notice.round.type === "withdrawn" ? [{ heading }, { paragraph: explanation }] : [];
}

/** The seven items; none is ever left out. */
export function itemBlocks({ items, language }: NoticeContent): Block[] {
  return items.flatMap(({ label, answers }, n): Block[] => {
    const heading = { heading: `${n + 1}. ${label}` };
    const [answer] = answers;
    if (answer && answers.length === 1) return [heading, ...soleAnswerBlocks(answer, language)];
    return [heading, ...answerBlocks(answers, language)];
  });
}

/** The answers for the authority's form, each marked with where it comes from. */
export function sheetBlocks({ sheet, language }: NoticeContent): Block[] {
  const { heading, intro, legend } = noticeTexts[language].sheet;
  const marked = sheet.map((answer) => ({
    ...answer,
    label: `${answer.question} ${answer.label} [${answer.status}]`,
  }));
  return [
    { heading },
    { paragraph: intro },
    { facts: Object.entries(legend) },
    ...answerBlocks(marked, language),
  ];
}

/** The controller's own period, with its derivation; none where there is nothing to notify. */
export function clockBlocks({ clock, language, hours }: NoticeContent): Block[] {
  if (!clock) return [];
  const texts = noticeTexts[language].clock;
  return [
    { heading: texts.heading },
    { paragraph: texts.starts(hours) },
    {
      paragraph: texts.basis[clock.basis](longInstant(clock.countedFrom, language), clock.countedFromNotice),
    },
    {
      facts: [
        [texts.conservative, longInstant(clock.conservative, language)],
        [texts.latestLawful, longInstant(clock.latestLawful, language)],
      ],
    },
    { paragraph: texts.decides },
    { paragraph: `${texts.derivation}:` },
    {
      facts: [
        ...clock.steps.map(({ rule, text, result }): [string, string] => [rule, `${text} ${result}`]),
        [texts.holidays, clock.holidays],
      ],
    },
  ];
}
