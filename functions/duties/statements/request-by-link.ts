import type { Controller } from "../../../shared/controller.ts";
import { dayAt } from "../../../shared/day.ts";
import { statementTopics } from "../../../shared/duty-choices.ts";
import { putLetterCase } from "../../../shared/letter/letter-store.ts";
import { log } from "../../../shared/log.ts";
import type { Duties } from "../duties.ts";
import { referenceFor } from "../letter-case.ts";
import { answerSince } from "./answer-open.ts";
import { openRequest } from "./open-request.ts";
import type { StatementTopic } from "./statement.ts";
import type { StatementDossier } from "./statement-case.ts";
import { readAnswerable } from "./statement-store.ts";

/** A request as it stands, and whether it was made now or earlier that day. */
export type AskedByLink = { request: StatementDossier; isNew: boolean };

/**
 * Records that a controller asks for statements through the link in a mail to it. For each set of topics there is at most
 * one request a day per link: whoever got hold of one can make 15 a day with it.
 * @param token the one in the link
 * @throws Refusal `body_too_large` or `not_stored`
 */
export async function requestByLink(
  controller: Controller,
  token: string,
  topics: readonly StatementTopic[],
  { table, now }: Pick<Duties, "table" | "now">,
): Promise<AskedByLink> {
  const at = now();
  const asked = statementTopics.filter((topic) => topics.includes(topic));
  const reference = referenceFor("statement", [token, dayAt(at), ...asked].join(" "));
  const available = await readAnswerable(table, at);
  const newCase = openRequest(
    controller,
    { reference, topics: asked, via: "link", at, by: "link" },
    available,
  );
  const isNew = await putLetterCase(table, newCase);
  if (isNew) log("DUTY_RECORDED", { reference, controllerId: controller.id });
  return { request: await answerSince({ table, now }, newCase, controller, "link"), isNew };
}
