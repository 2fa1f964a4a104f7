import { longInstant } from "../../shared/dates.ts";
import type { Block } from "../../shared/document.ts";
import type { Language } from "../../shared/language.ts";
import type { CertificateDocument } from "./certificate-schema.ts";
import { certificateTexts } from "./certificate-texts.ts";
import { derivationFacts } from "./derivation.ts";
import { placeText } from "./destruction-plan.ts";
import { terminationTexts } from "./texts.ts";

type Row = readonly [string, string];
type LifecycleRules = CertificateDocument["objects"][number]["lifecycleRules"];

/** A certificate or a report for people to read: it says what the document says, and nothing else. */
export function certificateBlocks(document: CertificateDocument, language: Language): Block[] {
  const texts = certificateTexts[language];
  const { type, controller, noLongerNamed } = document;
  return [
    { heading: texts.subject[type] },
    { paragraph: texts.opening[type](controller.name) },
    ...remainBlocks(document, language),
    { facts: courseRows(document, language) },
    ...dateBlocks(document, language),
    ...objectBlocks(document, language),
    ...recordBlocks(document, language),
    ...(noLongerNamed.length === 0
      ? []
      : [
          { heading: texts.noLongerNamed.heading },
          { paragraph: texts.noLongerNamed.text },
          { facts: noLongerNamed.map((where): Row => [texts.objects.place, where]) },
        ]),
    ...emptyingBlocks(document, language),
    ...keptBlocks(document, language),
  ];
}

function remainBlocks({ notDestroyed }: CertificateDocument, language: Language): Block[] {
  const { heading, of: stores, codes, reasons } = certificateTexts[language].remains;
  if (notDestroyed.length === 0) return [];
  const rows = notDestroyed.map(({ of, where, reason, code, count }): Row => {
    const store = stores[of];
    const why = reason === "refused" && code !== null && Object.hasOwn(codes, code) ? codes[code] : code;
    return [where === null ? store : `${store} (${where})`, reasons[reason](why ?? "", count ?? 0)];
  });
  return [{ heading }, { facts: rows }];
}

function courseRows(document: CertificateDocument, language: Language): Row[] {
  const { labels } = terminationTexts[language];
  const { course } = certificateTexts[language];
  const { controller, destruction, countsAreExact } = document;
  const isVerified = [document.records, ...document.objects].some(
    ({ verifiedEmptyAt }) => verifiedEmptyAt !== null,
  );
  return [
    [labels.reference, document.reference],
    [labels.controller, `${controller.name} (${controller.id})`],
    [course.intakeClosedAt, longInstant(destruction.intakeClosedAt, language)],
    [course.begunAt, longInstant(destruction.begunAt, language)],
    ...(isVerified ? [[course.finishedAt, longInstant(destruction.finishedAt, language)] as const] : []),
    [course.counts, countsAreExact ? course.exact : course.atLeast],
  ];
}

function dateBlocks({ agreement }: CertificateDocument, language: Language): Block[] {
  const { steps, because } = terminationTexts[language];
  const { agreed } = agreement;
  const dates = {
    ...agreement,
    reading: agreement.monthReading,
    ...(agreed && { destroyAfter: agreed.day }),
  };
  return [
    { heading: steps.heading },
    { facts: derivationFacts(dates, language) },
    ...(agreed === null || agreed.because === null
      ? []
      : [{ paragraph: because }, { quote: agreed.because }]),
  ];
}

function objectBlocks({ objects, countsAreExact }: CertificateDocument, language: Language): Block[] {
  const { objects: texts, least } = certificateTexts[language];
  const number = (count: number) => (countsAreExact ? String(count) : least(count));
  return [
    { heading: texts.heading },
    { paragraph: texts.method },
    ...objects.map(({ deleted, lifecycleRules, begunAt, verifiedEmptyAt, ...place }) => ({
      facts: [
        [texts.place, placeText(place)],
        ...(begunAt === null ? [] : [[texts.begunAt, longInstant(begunAt, language)] as const]),
        [texts.versions, number(deleted.versions)],
        [texts.deleteMarkers, number(deleted.deleteMarkers)],
        [texts.unfinishedUploads, number(deleted.unfinishedUploads)],
        [texts.bytes, number(deleted.bytes)],
        [texts.rules, rulesText(lifecycleRules, language)],
        [
          texts.verified,
          verifiedEmptyAt === null ? texts.notVerified : longInstant(verifiedEmptyAt, language),
        ],
      ] satisfies Row[],
    })),
  ];
}

function rulesText({ state, code, mayHaveDeleted }: LifecycleRules, language: Language): string {
  const { ruleStates, mayHaveDeleted: caution } = certificateTexts[language].objects;
  const said = ruleStates[state](code ?? "");
  return mayHaveDeleted ? `${said}; ${caution}` : said;
}

function recordBlocks(
  { records, notSearched, countsAreExact }: CertificateDocument,
  language: Language,
): Block[] {
  const { records: texts, least } = certificateTexts[language];
  const { notSearched: notSearchedTexts } = terminationTexts[language];
  const { verifiedEmptyAt, ...counts } = records;
  const row = (name: keyof typeof counts): Row => [
    texts[name],
    countsAreExact ? String(counts[name]) : least(counts[name]),
  ];
  return [
    { heading: texts.heading },
    { facts: [row("requests"), row("breachReports"), row("sharedBreachReports"), row("notices")] },
    {
      paragraph:
        verifiedEmptyAt === null ? texts.notVerified : texts.verified(longInstant(verifiedEmptyAt, language)),
    },
    { paragraph: texts.indexes },
    ...notSearched.map((part) => ({ paragraph: notSearchedTexts[part] })),
  ];
}

function emptyingBlocks({ emptying }: CertificateDocument, language: Language): Block[] {
  const { emptyBy: say } = certificateTexts[language];
  const { stores, emptying: texts } = terminationTexts[language];
  if (emptying.length === 0) return [];
  const rows = emptying.map(({ store, where, emptyBy }): Row => {
    const { name, about } = stores[store];
    const by = say(longInstant(emptyBy, language), about);
    return [where === null ? name : `${name} (${where})`, by];
  });
  return [{ heading: texts.heading }, { paragraph: texts.intro }, { facts: rows }];
}

function keptBlocks({ kept }: CertificateDocument, language: Language): Block[] {
  const { heading, parts, evidence } = terminationTexts[language].kept;
  const { kept: keptUntil, keptLater } = certificateTexts[language];
  return [
    { heading },
    { paragraph: kept.until === null ? keptLater : keptUntil(longInstant(kept.until, language)) },
    { facts: kept.what.map((part) => parts[part]) },
    { paragraph: evidence },
  ];
}
