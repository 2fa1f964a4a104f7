import { statementTopics } from "../../../shared/duty-choices.ts";
import type { Recorded } from "../record.ts";
import { shownMails } from "../shown-mails.ts";
import type { Statement, StatementTopic } from "./statement.ts";
import {
  answerDue,
  openTopics,
  type RequestState,
  requestState,
  type StatementDossier,
} from "./statement-case.ts";

/** The statements as operators are shown them, and the topics of which none is on record. */
export function statementsView(statements: ReadonlyMap<StatementTopic, Recorded<Statement>>) {
  return {
    statements: Array.from(statements, ([topic, record]) => statementView(topic, record)),
    missing: statementTopics.filter((topic) => !statements.has(topic)),
  };
}

/** A version of a statement; each version before it is on record, too. */
export function statementView(
  topic: StatementTopic,
  { version, at, by, because, content }: Recorded<Statement>,
) {
  return { topic, version, at, by, because, ...content };
}

/** A controller's request as operators are shown it. */
export function requestView(dossier: StatementDossier, owed: ReadonlySet<string>, now: Date) {
  const { case: of, entries, deliveries } = dossier;
  const { reference, controllerId, controllerName, topics, via, receivedAt, by } = of;
  const open = openTopics(dossier);
  return {
    reference,
    state: requestState(dossier, owed, now),
    controllerId,
    controllerName,
    topics,
    open,
    via,
    receivedAt,
    by,
    due: answerDue(of),
    ...(open.length === 0 && { answeredAt: entries.at(-1)?.at ?? receivedAt }),
    answered: [of, ...entries].flatMap(({ at, answered }) => answered.map((one) => ({ ...one, at }))),
    mails: shownMails(deliveries),
  };
}

type RequestView = ReturnType<typeof requestView>;

const urgency: readonly RequestState[] = ["late", "open", "answered", "ended"];

/** Puts first what is late, then what is open, the longest waiting first; of the others the newest. */
export function byUrgency(a: RequestView, b: RequestView): number {
  const between = urgency.indexOf(a.state) - urgency.indexOf(b.state);
  const older = a.receivedAt.localeCompare(b.receivedAt);
  return between || (a.open.length > 0 ? older : -older);
}
