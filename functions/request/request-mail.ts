import { longDate, longInstant } from "../../shared/dates.ts";
import { defang } from "../../shared/defang.ts";
import { actionTo, type Block } from "../../shared/document.ts";
import type { Language } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { legibleAddress, toAsciiAddress } from "../../shared/mail-address.ts";
import { pagePaths } from "../../shared/routes.ts";
import { handOver } from "./hand-over.ts";
import type { RequestCase } from "./request.ts";
import type { RequestEntry } from "./request-entry.ts";
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

/**
 * The mail that tells the person, or the representative, that the request is on its way, or what the desk did with it:
 * nothing that was submitted is in it.
 * @param status the link that shows how the request stands
 * @param news what the desk did; undefined where the request has just come in
 */
export function acknowledgementMail(
  of: RequestCase,
  publicUrl: string,
  status?: string,
  news?: RequestEntry,
): Mail {
  const { acknowledgement, labels } = requestTexts[of.language];
  const { closed, forwarded, toDesk } = acknowledgement;
  const respondBy = longDate(of.respondBy.conservative, of.language);
  const because = news?.because;
  const subject = news ? acknowledgement.assigned : acknowledgement.subject;
  const [heading, paragraph] =
    because === undefined
      ? [subject, of.controller ? forwarded(of.controller.name) : toDesk]
      : [closed.subject, closed.text(because)];
  const until: [string, string][] = [
    [labels.respondBy, respondBy],
    [acknowledgement.latestLawful, longDate(of.respondBy.latestLawful, of.language)],
  ];
  return {
    reference: of.reference,
    type: "acknowledgement",
    language: of.language,
    subject: heading,
    blocks: [
      { heading },
      { paragraph },
      ...actionTo(acknowledgement.status, status),
      ...(because === undefined ? [{ paragraph: acknowledgement.answer(respondBy) }] : []),
      {
        facts: [
          [labels.reference, of.reference],
          [labels.receivedAt, longInstant(of.receivedAt, of.language)],
          ...(because === undefined ? until : []),
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

/** What hands a request over: all that was submitted, in blocks and as an attachment, and whom to answer. */
export function handedOver(
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

/** When a request came in, until when it has to be answered, and which rights it is about. */
export function caseFacts(of: RequestCase, language: Language): [string, string][] {
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
