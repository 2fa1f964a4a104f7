import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import { validate } from "../../../shared/http/validation.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { keepCase } from "../keep-case.ts";
import { letterCase, referenceFor } from "../letter-case.ts";
import { refuseFuture } from "../refuse-future.ts";
import { statementPack } from "../statement-pack.ts";
import type { StatementTopic } from "../statements/statement.ts";
import { assistanceInput, assistanceSchemas, checkAssistance, type HelpKind } from "./assistance.ts";
import { assistanceLetter } from "./assistance-letter.ts";
import { assistanceQuery, listAssistance, readTotals, shown } from "./assistance-list.ts";

/** What operators can do about the help that controllers are given: record it, which tells the controller, and add it up. */
export function assistanceCommands(duties: Duties) {
  const { table, now } = duties;
  return {
    "POST /assistance": async (call, caller) => {
      const { key, ...given } = validate(assistanceInput, jsonBody(call).value);
      const at = now();
      const errors = checkAssistance(given);
      if (errors.length > 0) throw new Refusal("invalid_input", { errors });
      refuseFuture("doneOn", given.doneOn, at);
      const controller = await dutyTo(duties, given.controllerId);
      const reference = referenceFor("assistance", key);
      const topics = withStatements.includes(given.kind) ? packTopics : [];
      const statements = await statementPack(duties, topics, controller.language);
      const letters = [assistanceLetter(controller, given, { ...duties, reference, at, statements })];
      const { kind: help, ...rest } = given;
      const newCase = {
        ...letterCase("assistance", controller, { reference, at, by: caller, letters }),
        help,
        ...rest,
      };
      const kept = await keepCase(table, newCase, assistanceSchemas);
      log("DUTY_RECORDED", { reference, controllerId: controller.id });
      return json(201, shown(kept));
    },
    "GET /assistance": async (call) => {
      const { totals, ...query } = validate(assistanceQuery, call.queryStringParameters ?? {});
      return json(200, await (totals === "true" ? readTotals(table, query) : listAssistance(table, query)));
    },
  } satisfies Partial<Record<OperatorRouteKey<"keep-duties">, Command>>;
}

/** With these the controller is given what its assessment describes (GDPR art. 35(7)). */
const withStatements: readonly HelpKind[] = ["dpia", "prior_consultation"];

const packTopics: readonly StatementTopic[] = ["measures", "countries", "sub_processors"];
