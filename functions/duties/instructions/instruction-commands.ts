import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import { validate } from "../../../shared/http/validation.ts";
import { log } from "../../../shared/log.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { keepCase } from "../keep-case.ts";
import { letterCase, referenceFor } from "../letter-case.ts";
import { listCases, listQuery } from "../list-cases.ts";
import { refuseFuture } from "../refuse-future.ts";
import { shownCase } from "../shown-case.ts";
import { shownMails } from "../shown-mails.ts";
import { type InstructionCase, instructionInput, instructionSchemas } from "./instruction.ts";
import { instructionLetter } from "./instruction-letter.ts";

/** What operators can do about instructions that seem unlawful: tell the controller so, and list what was told. */
export function instructionCommands(duties: Duties) {
  const { table, now } = duties;
  return {
    "POST /instructions": async (call, caller) => {
      const { key, ...said } = validate(instructionInput, jsonBody(call).value);
      const at = now();
      refuseFuture("instructedOn", said.instructedOn, at);
      const controller = await dutyTo(duties, said.controllerId);
      const reference = referenceFor("unlawfulInstruction", key);
      const letters = [instructionLetter(controller, said, { ...duties, reference, at })];
      const recording = { reference, at, by: caller, letters };
      const kept = await keepCase(
        table,
        { ...letterCase("unlawful-instruction", controller, recording), ...said },
        instructionSchemas,
      );
      log("DUTY_RECORDED", { reference, controllerId: controller.id });
      return json(201, shown(kept));
    },
    "GET /instructions": async (call) => {
      const query = validate(listQuery, call.queryStringParameters ?? {});
      const found = await listCases(table, "unlawful-instruction", instructionSchemas, query);
      return json(200, {
        instructions: found.dossiers.map(({ case: of, deliveries }) => ({
          ...shown(of),
          mails: shownMails(deliveries),
        })),
        unreadable: found.unreadable,
        next: found.next,
      });
    },
  } satisfies Partial<Record<OperatorRouteKey<"keep-duties">, Command>>;
}

function shown(of: InstructionCase) {
  const { instruction, why, instructedBy, instructedOn, suspended } = of;
  return {
    ...shownCase(of),
    suspended,
    instructedBy,
    instructedOn,
    instruction,
    why,
  };
}
