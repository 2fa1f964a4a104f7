import type { Controller } from "../../shared/controller.ts";
import { listControllers, readController } from "../../shared/controller-store.ts";
import { toText } from "../../shared/document.ts";
import { json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import type { Command } from "../../shared/http/command.ts";
import type { Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../shared/routes.ts";
import { readDestruction, readTermination, type TerminationDossier } from "./agreement-store.ts";
import { agreementView } from "./agreement-view.ts";
import { certificateDocument } from "./certificate.ts";
import { certificateBlocks } from "./certificate-blocks.ts";
import { destructionView } from "./destruction-view.ts";
import { controllerIn, named } from "./named-controller.ts";
import { planView } from "./plan-view.ts";
import { type TerminationOffice, terminateAgreement } from "./terminate.ts";
import { withdrawTermination } from "./withdraw.ts";

/** What operators can do with the end of agreements, and see of the destructions that follow. */
export function agreementCommands(office: TerminationOffice) {
  const { table, planning, now } = office;
  const dossierOf = async ({ termination }: Controller): Promise<TerminationDossier> => {
    const found = termination && (await readTermination(table, termination.reference));
    if (!found) throw new Refusal("not_terminated");
    return found;
  };
  const controllerOf = async (call: Call) => named(await readController(table, idIn(call)));
  return {
    "POST /controllers/{id}/termination": async (call, caller) => {
      const { value } = jsonBody(call);
      const { history, warnings } = await terminateAgreement(office, caller, idIn(call), value);
      return json(201, { ...agreementView(history), ...(warnings.length > 0 && { warnings }) });
    },
    "POST /controllers/{id}/termination/withdraw": async (call, caller) =>
      json(200, agreementView(await withdrawTermination(office, caller, idIn(call)))),
    "GET /controllers/{id}/destruction": async (call) => {
      const { deliveries, ...history } = await dossierOf(await controllerOf(call));
      const destruction = await readDestruction(table, history.case.reference);
      const facts = { history, destruction, deliveries, now: now() };
      return json(200, destructionView(facts));
    },
    "GET /controllers/{id}/destruction/plan": async (call) => {
      const all = await listControllers(table);
      const controller = controllerIn(all, idIn(call));
      const history = controller.termination && (await dossierOf(controller));
      return json(200, planView(controller, all, planning, history));
    },
    "GET /controllers/{id}/destruction/certificate": async (call) => {
      const dossier = await dossierOf(await controllerOf(call));
      const entry = dossier.entries.findLast(({ move }) => move === "certify" || move === "report");
      if (!entry) throw new Refusal("not_found", { because: "The destruction is not over yet." });
      const document = certificateDocument(dossier, entry);
      return json(200, { document, text: toText(certificateBlocks(document, dossier.case.language)) });
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

function idIn(call: Call): string {
  return call.pathParameters?.id ?? "";
}
