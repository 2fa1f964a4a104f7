import * as z from "zod/mini";
import { statementTopics } from "../../../shared/duty-choices.ts";
import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import { validate } from "../../../shared/http/validation.ts";
import { log } from "../../../shared/log.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { plainText, singleLine } from "../../../shared/text.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { keepCase } from "../keep-case.ts";
import { referenceFor } from "../letter-case.ts";
import { recordNext } from "../record.ts";
import { recordKey } from "../record-key.ts";
import { answerOpenRequests, answerSince } from "./answer-open.ts";
import { openRequest } from "./open-request.ts";
import { statementRecord, statementSchema } from "./statement.ts";
import { statementSchemas, topicsSchema } from "./statement-case.ts";
import { readRequestBook } from "./statement-requests.ts";
import { latestStatements, readAnswerable } from "./statement-store.ts";
import { byUrgency, requestView, statementsView, statementView } from "./statement-view.ts";

const publication = z.strictObject({
  topic: z.enum(statementTopics),
  ...statementSchema.shape,
  because: z.optional(plainText(2_000)),
});

/** Who asked for what, which is everything where it is not said, and how: `link` is not for an operator to say. */
const request = z.strictObject({
  key: z.optional(recordKey),
  controllerId: singleLine(63),
  topics: z._default(topicsSchema, [...statementTopics]),
  via: z.enum(["mail", "operator"]),
});

/** What a repetition of a recorded request has to say again. */
const said = z.object({ controllerId: z.string(), topics: topicsSchema, via: z.string() });

/** What operators can do with the processor's statements, and with the controllers' requests for them. */
export function statementCommands(duties: Duties) {
  const { table, now } = duties;
  return {
    "GET /statements": async () => json(200, statementsView(await latestStatements(table))),
    "POST /statements": async (call, by) => {
      const { topic, because, ...content } = validate(publication, jsonBody(call).value);
      const saying = { topic: statementRecord(topic), at: now(), by, because, content };
      const { record, isNew } = await recordNext(table, saying, statementSchema);
      const answered = await answerOpenRequests(duties, by);
      return json(isNew ? 201 : 200, { ...statementView(topic, record), isNew, ...answered });
    },
    "GET /statements/requests": async (call) => {
      const all = call.queryStringParameters?.all === "true";
      const { dossiers, owed, unreadable } = await readRequestBook(table, { all });
      const requests = dossiers.map((dossier) => requestView(dossier, owed, now())).toSorted(byUrgency);
      return json(200, { requests: all ? requests : requests.filter(isWaiting), unreadable });
    },
    "POST /statements/requests": async (call, by) => {
      const { key, controllerId, topics, via } = validate(request, jsonBody(call).value);
      const controller = await dutyTo(duties, controllerId);
      const reference = referenceFor("statement", key);
      const available = await readAnswerable(table, now());
      const asked = { reference, topics, via, at: now(), by };
      const schemas = { case: statementSchemas.case, said };
      const kept = await keepCase(table, openRequest(controller, asked, available), schemas);
      log("DUTY_RECORDED", { reference, controllerId });
      const dossier = await answerSince(duties, kept, controller, by);
      return json(201, requestView(dossier, new Set([controllerId]), now()));
    },
  } satisfies Partial<Record<OperatorRouteKey<"keep-duties">, Command>>;
}

function isWaiting({ state }: ReturnType<typeof requestView>): boolean {
  return state === "open" || state === "late";
}
