import type { NoticeTexts } from "./notice-texts.ts";

const levels = { 1: "low", 2: "medium", 3: "high", 4: "very high" } as const;

export const en: NoticeTexts = {
  subject: "Data breach: notice from your processor",
  heading: (type, number) =>
    ({
      initial: "There is a data breach",
      follow_up: `Data breach: follow-up (notice ${number})`,
      concluding: `Data breach: concluding notice (notice ${number})`,
      withdrawn: `Data breach: notice withdrawn (notice ${number})`,
    })[type],
  types: {
    initial: "initial notice",
    follow_up: "follow-up",
    concluding: "concluding notice",
    withdrawn: "withdrawal",
  },
  labels: { number: "Notice", type: "Type of notice", controller: "Controller" },
  intro: (type) =>
    `We process personal data on your behalf. You are the controller.${type === "withdrawn" ? "" : " Below is what we know about the breach."}`,
  acknowledge: "Confirm that you have read this notice",
  notifyBy: (at) =>
    `Do you have to notify the supervisory authority of this breach? The period for that runs, counted cautiously, until ${at}. How that was computed is at the end of this mail.`,
  questions: "Do you have questions? Reply to this mail. Your reply goes to the contact.",
  withdrawn: "We withdraw our earlier notices of this breach.",
  because: "The reason:",
  changed: (before) => `What changed since notice ${before}`,
  unchanged: "What is recorded has not changed.",
  was: "was",
  is: "is now",
  notes: "Written with this notice",
  notesLeftOut: (count) =>
    count === 1
      ? "There is 1 more note, from before, that does not fit in this mail. You can ask the contact for it."
      : `There are ${count} more notes, from before, that do not fit in this mail. You can ask the contact for them.`,
  earlierTold: {
    heading: "What we told you before",
    explanation:
      "All that follows is what we told you before about this breach. With this notice we withdraw it.",
  },
  items: [
    "That there was a breach",
    "The (alleged) cause",
    "The consequence known or expected",
    "The (proposed) solution",
    "The measures already taken",
    "Contact details for follow-up",
    "Who has been informed",
  ],
  sheet: {
    heading: "Answers for the notification form",
    intro:
      "These answers stand in the order of the questionnaire of the Dutch supervisory authority (Autoriteit Persoonsgegevens, edition of August 2022). Its form may differ. Numbers are those of the whole breach, not only of your organisation. The answers are ready to copy.",
    legend: {
      RECORDED: "as it was told to us",
      DERIVED: "derived by us from what was told",
      MISSING: "not yet known",
    },
    noticeType: "Type of notification",
    severity: "Severity of the consequences",
    severitySuggestion: ({ score, category }) =>
      `Only a suggestion: ${levels[score]}. The most sensitive data that is named (${category}) has base score ${score} of 4 for the data processing context in ENISA's methodology of 2013. How easily data subjects can be identified and what exactly happened do not count in it. You assess the severity.`,
    subjectsInformed: "Have the data subjects been informed",
    notAsFarAsRecorded: "no, as far as we were told",
  },
  clock: {
    heading: "Your own period",
    starts: (hours) =>
      `For a notification to the supervisory authority there is a period of ${hours} hours (GDPR article 33). It starts when our first notice reached you. If you knew of the breach before that, it started when you did.`,
    basis: {
      sending: (at) => `That moment is not yet known while we write this. So we count from sending: ${at}.`,
      first_notice_accepted: (at, notice) =>
        `We do not know for certain when notice ${notice} reached you. So we count from when it was sent: ${at}.`,
      first_notice_delivered: (at, notice) =>
        `Your mail server took notice ${notice}. We count from that moment: ${at}.`,
    },
    decides:
      "The cautiously counted date is the safest. You decide whether you notify the supervisory authority and whether you inform the data subjects.",
    conservative: "End, counted cautiously",
    latestLawful: "End under Regulation 1182/71",
    derivation: "How this was computed",
    steps: (hours) => [
      "The moment from which we count, in UTC.",
      `Exactly ${hours} hours later, through weekends and holidays.`,
      "The hour of the event does not count: the first full hour begins.",
      `The end of ${hours} full hours, through weekends and holidays.`,
    ],
    holidays: "List of holidays",
  },
  handOver: "The attachment holds the same data in JSON, for your own system to read.",
};
