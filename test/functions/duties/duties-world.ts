import { readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { statementCommands } from "../../../functions/duties/statements/statement-commands.ts";
import { subProcessorCommands } from "../../../functions/duties/sub-processors/sub-processor-commands.ts";
import { answerController } from "../../../functions/pages/answer-controller.ts";
import { controllerErrorPage } from "../../../functions/pages/controller/controller-view.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import type { Command } from "../../../shared/http/command.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import type { Table } from "../../../shared/table.ts";
import { tableAs } from "../../support/as-function.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { call, delivery, lambdaContext, voorbeeld } from "../../support/submissions.ts";
import { putItems } from "../../support/table-items.ts";

/** The operator who gives the commands. */
export const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";

/** Whose duties are kept. */
export const processor = { processor: "Verwerker B.V.", privacyDesk: "privacy-desk@processor.example" };

const gone = voorbeeld({
  id: "gestopt-bv",
  name: "Gestopt B.V.",
  termination: { reference: "AGR-0000-0000-0001", phase: "closed" },
});

type Asked = { body?: unknown; parameters?: Record<string, string>; query?: Record<string, string> };

/** The doors of statements and sub-processors on a table of their own, with two controllers, and one that is gone. */
export async function dutiesWorld() {
  const table = await freshTable();
  for (const one of [voorbeeld(), exampleLtd(), gone]) await changeControllers(table, () => one);
  let clock = new Date("2026-11-22T10:15:00.000Z");
  const duties = { table, now: () => clock, ...processor };
  const kept = { ...duties, table: tableAs("keep-duties", table) };
  const shown = tableAs("controller-pages", table);
  const commands: Readonly<Record<string, Command>> = {
    ...statementCommands(kept),
    ...subProcessorCommands(kept),
  };
  const asOperator = httpDoor((event) => {
    const command = commands[event.routeKey];
    if (!command) throw new Error("no such command");
    return command(event, operator);
  });
  const site = { processor: processor.processor, contact: processor.privacyDesk };
  const asController = httpDoor(
    answerController({
      ...duties,
      table: shown,
      readDelivery: (reference, id) => readDelivery(shown, reference, id),
    }),
    (refusal, language, event) => controllerErrorPage(refusal, language, event, site),
  );
  return {
    table,
    duties,
    /** Sets the clock of all doors. */
    at(time: string) {
      clock = new Date(time);
    },
    /** Gives an operator's command. */
    async operate(routeKey: string, { body, parameters, query }: Asked = {}) {
      const [method = "", path = ""] = routeKey.split(" ");
      const event = {
        ...call({
          method,
          path,
          routeKey,
          headers: { "content-type": "application/json", "accept-language": "en" },
        }),
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(parameters && { pathParameters: parameters }),
        ...(query && { queryStringParameters: query }),
      };
      const answer = await asOperator(event, lambdaContext());
      return { status: answer.statusCode, body: JSON.parse(answer.body) };
    },
    /** Opens a controller's page, or sends its form. */
    visit: (event: Call) => asController(event, lambdaContext()),
  };
}

/** The token in the links of the mails below. */
export const token = "token-of-the-link";

/** Stores a mail to Voorbeeld B.V. as it was planned; `changes` replaces what it is. */
export async function putLinkedMail(
  table: Table,
  reference: string,
  changes: Partial<Delivery> = {},
): Promise<Delivery> {
  const mail = delivery({
    reference,
    id: "letter-0-0",
    type: "sub-processor-change",
    controllerId: "voorbeeld-bv",
    state: "accepted",
    attempt: 1,
    token,
    ...changes,
  });
  await putItems(table, [{ pk: reference, sk: `delivery#${mail.id}`, ...mail }]);
  return mail;
}
