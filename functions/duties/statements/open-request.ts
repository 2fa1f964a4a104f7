import type { Controller } from "../../../shared/controller.ts";
import { statementTopics } from "../../../shared/duty-choices.ts";
import { letterCase } from "../letter-case.ts";
import type { StatementTopic } from "./statement.ts";
import type { StatementCase } from "./statement-case.ts";
import { answerLetter, deskLetter } from "./statement-letters.ts";
import type { Available } from "./statement-store.ts";

/** What a controller asks for: how that came in, when, and who recorded it. */
export type StatementRequest = Pick<StatementCase, "reference" | "via" | "by"> & {
  topics: readonly StatementTopic[];
  at: Date;
};

/**
 * The case of a controller's request for statements. It brings the letter that answers what is on record; of what is not,
 * the desk is told.
 */
export function openRequest(
  controller: Controller,
  { reference, topics, via, at, by }: StatementRequest,
  available: Available,
): StatementCase {
  const asked = statementTopics.filter((topic) => topics.includes(topic));
  const said = asked.filter((topic) => available.statements.has(topic));
  const open = asked.filter((topic) => !available.statements.has(topic));
  const of = {
    reference,
    controllerId: controller.id,
    controllerName: controller.name,
    receivedAt: at.toISOString(),
    topics: asked,
  };
  const letters = [
    answerLetter({ of, said, open, isFirst: true }, available, controller.language),
    ...(open.length > 0 ? [deskLetter({ of, open })] : []),
  ];
  return {
    ...letterCase("statement", controller, { reference, at, by, letters }),
    register: open.length > 0 ? "statement-open" : "statement",
    topics: asked,
    via,
    answered: answeredWith(said, available),
  };
}

/** Which version of each of these statements a letter says. */
export function answeredWith(
  said: readonly StatementTopic[],
  { statements }: Available,
): StatementCase["answered"] {
  return said.flatMap((topic) => {
    const found = statements.get(topic);
    return found ? [{ topic, version: found.version }] : [];
  });
}
