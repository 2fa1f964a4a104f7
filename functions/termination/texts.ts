import type { Translated } from "../../shared/language.ts";
import type { keptParts, notSearchedParts } from "./certificate-schema.ts";
import type { StoreName } from "./destruction-plan.ts";
import { en } from "./texts.en.ts";
import { nl } from "./texts.nl.ts";

/** The words that the mails about the end of an agreement and the certificate share. */
export type TerminationTexts = {
  labels: { reference: string; controller: string };
  /** The steps from the agreement's last day to the dates of the destruction. */
  steps: {
    heading: string;
    lastDay: string;
    sameDate: string;
    /** The next month has no such day. */
    noSuchDate: (day: number) => string;
    fullMonth: string;
    agreed: string;
    notBefore: string;
    by: string;
  };
  because: string;
  /** Of each store its name, and what of it is deleted or why it is not empty at once. */
  stores: Readonly<Record<StoreName, { name: string; about: string }>>;
  emptying: { heading: string; intro: string };
  kept: {
    heading: string;
    parts: Readonly<Record<(typeof keptParts)[number], readonly [string, string]>>;
    /** What is kept for longer than these. */
    evidence: string;
  };
  notSearched: Readonly<Record<(typeof notSearchedParts)[number], string>>;
  handOver: string;
};

export const terminationTexts: Translated<TerminationTexts> = { nl, en };
