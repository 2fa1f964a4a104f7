import { type Controller, controller as controllerSchema } from "../../../shared/controller.ts";
import { orUnknown } from "../connect.ts";
import type { OperatorClient } from "../operator-client.ts";
import { type Register, registerOf } from "../register/register.ts";
import { settingsAnswer, statementsAnswer, subProcessorsAnswer } from "../register/register-answers.ts";
import { registerPage } from "../register/register-page.ts";
import { listAudits } from "./audit-client.ts";

/** The files of an auditor's pack besides the evidence, by name, and whom it is for. */
export type PackContents = { controller: Controller; register: Register; files: ReadonlyMap<string, string> };

/**
 * Reads what an auditor of one controller is shown: nothing of any other controller, and of the processor what it says to
 * all of them.
 * @throws CommandFailure where there is no such controller
 */
export async function readPackContents(client: OperatorClient, id: string, at: Date): Promise<PackContents> {
  const get = (path: string) => client.request("GET", path);
  const controller = controllerSchema.parse(await orUnknown(`controller ${id}`, get(`/controllers/${id}`)));
  const [statements, subProcessors, settings] = await Promise.all(
    ["/statements", "/sub-processors", "/settings"].map(get),
  );
  const { audits, unreadable } = await listAudits(client, id);
  const details = await Promise.all(audits.map(({ reference }) => get(`/audits/${reference}`)));
  const sources = {
    controllers: [controller],
    ...statementsAnswer.parse(statements),
    ...subProcessorsAnswer.parse(subProcessors),
    ...settingsAnswer.parse(settings),
  };
  const register = registerOf(sources, at);
  return {
    controller,
    register,
    files: new Map([
      ["register.json", json(register)],
      ["register.html", registerPage(register, controller.language)],
      ["statements.json", json(statements)],
      ["sub-processors.json", json(subProcessors)],
      ["settings.json", json(settings)],
      ["audits.json", json({ audits: details, unreadable })],
    ]),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
