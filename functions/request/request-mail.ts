import { longDate, longInstant } from "../../shared/dates.ts";
import { defang } from "../../shared/defang.ts";
import { actionTo, type Block } from "../../shared/document.ts";
import type { Language } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { legibleAddress, toAsciiAddress } from "../../shared/mail-address.ts";
import { pagePaths } from "../../shared/routes.ts";
import { handOver } from "./hand-over.ts";
import type { RequestCase } from "./request.ts";
import { rights } from "./rights.ts";
import { requestTexts } from "./texts.ts";

/**
 * The mail that hands a request to its controller.
 * @param acknowledge the link by which the controller says that it was read
 */
export function controllerMail(
  of: RequestCase,
  language: Language,
  publicUrl: string,
  acknowledge?: string,
): Mail {
  const { toController } = requestTexts[language];
  const { heading, intro, answer } = toController;
  return {
    reference: of.reference,
    type: "request",
    language,
    subject: `${toController.subject}: ${of.submission.rights.map((right) => rights[right].name[language]).join(", ")}`,
    ...handedOver(of, language, publicUrl, [
      { heading },
      { paragraph: intro },
      ...actionTo(toController.acknowledge, acknowledge),
      { paragraph: answer(longDate(of.respondBy.conservative, language)) },
    ]),
  };
}

/** The mail that hands a request for an organisation in the person's own words to the privacy desk. */
export function deskMail(of: RequestCase, language: Language, publicUrl: string): Mail {
  const { subject, heading, intro } = requestTexts[language].toDesk;
  return {
    reference: of.reference,
    type: "desk",
    language,
    subject,
    ...handedOver(of, language, publicUrl, [{ heading }, { paragraph: intro }]),
  };
}

/**
 * The mail that tells the person, or the representative, that the request is on its way: nothing typed is in it.
 * @param status the link that shows how the request stands
 */
export function acknowledgementMail(of: RequestCase, publicUrl: string, status?: string): Mail {
  const { acknowledgement, labels } = requestTexts[of.language];
  const respondBy = longDate(of.respondBy.conservative, of.language);
  return {
    reference: of.reference,
    type: "acknowledgement",
    language: of.language,
    subject: acknowledgement.subject,
    blocks: [
      { heading: acknowledgement.heading },
      { paragraph: of.controller ? acknowledgement.forwarded(of.controller.name) : acknowledgement.toDesk },
      ...actionTo(acknowledgement.status, status),
      { paragraph: acknowledgement.answer(respondBy) },
      {
        facts: [
          [labels.reference, of.reference],
          [labels.receivedAt, longInstant(of.receivedAt, of.language)],
          [labels.respondBy, respondBy],
          [acknowledgement.latestLawful, longDate(of.respondBy.latestLawful, of.language)],
        ],
      },
      ...(status === undefined ? [] : [{ paragraph: acknowledgement.link }]),
      { paragraph: `${acknowledgement.receiptCode} ${publicUrl}${pagePaths.status}` },
      { paragraph: acknowledgement.notYou },
    ],
  };
}

/** Whom the acknowledgement goes to and the controller answers: the representative if there is one. */
export function correspondent({ submission }: RequestCase): string {
  return toAsciiAddress((submission.representative ?? submission.dataSubject).email);
}

function handedOver(
  of: RequestCase,
  language: Language,
  publicUrl: string,
  opening: readonly Block[],
): Pick<Mail, "blocks" | "replyTo" | "handOver"> {
  const { toController } = requestTexts[language];
  const message = of.submission.message;
  return {
    replyTo: correspondent(of),
    blocks: [
      ...opening,
      { facts: caseFacts(of, language) },
      { heading: toController.askedBy },
      { paragraph: toController.unverified },
      { facts: personFacts(of, language) },
      ...(message === undefined
        ? [{ paragraph: toController.noMessage }]
        : [{ heading: toController.message }, { quote: message }]),
      { paragraph: toController.handOver },
    ],
    handOver: handOver(of, publicUrl),
  };
}

function caseFacts(of: RequestCase, language: Language): [string, string][] {
  const { labels, article } = requestTexts[language];
  return [
    [labels.reference, of.reference],
    [labels.receivedAt, longInstant(of.receivedAt, language)],
    [labels.respondBy, longDate(of.respondBy.conservative, language)],
    [labels.latestLawful, longDate(of.respondBy.latestLawful, language)],
    ...of.submission.rights.map((right): [string, string] => {
      const facts = rights[right];
      return [
        labels.rights,
        facts.article ? `${facts.name[language]} (${article(facts.article)})` : facts.name[language],
      ];
    }),
  ];
}

function personFacts(of: RequestCase, language: Language): [string, string][] {
  const { labels, languages } = requestTexts[language];
  const { organisation, dataSubject, representative } = of.submission;
  return [
    ...typed(labels.organisation, organisation),
    ...typed(labels.name, dataSubject.name),
    [labels.email, legibleAddress(dataSubject.email)],
    ...(dataSubject.identifiers ?? []).flatMap(({ type, value }) => typed(labels.identifiers[type], value)),
    ...typed(labels.representative, representative?.name),
    ...(representative
      ? [[labels.email, legibleAddress(representative.email)] satisfies [string, string]]
      : []),
    ...typed(labels.capacity, representative?.capacity),
    [labels.language, languages[of.language]],
  ];
}

/** What the person typed, if anything. */
function typed(label: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[label, defang(value)]];
}
