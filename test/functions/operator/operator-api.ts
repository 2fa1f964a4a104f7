import { breachCommands } from "../../../functions/breach/desk/breach-commands.ts";
import { reporterCommands } from "../../../functions/breach/reporter/reporter-commands.ts";
import { readMailConcerns } from "../../../functions/delivery/attention/mail-concerns.ts";
import { mailCommands } from "../../../functions/delivery/attention/settle-mail.ts";
import { controllerCommands } from "../../../functions/operator/controller-commands.ts";
import { operate } from "../../../functions/operator/operate.ts";
import { statusCommand } from "../../../functions/operator/status/status-command.ts";
import { requestCommands } from "../../../functions/request/desk/request-commands.ts";
import { agreementCommands } from "../../../functions/termination/agreement-commands.ts";
import { territoriesOf } from "../../../functions/termination/objects/territory.ts";
import { warningsOf } from "../../../functions/termination/plan-view.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import type { Table } from "../../../shared/table.ts";
import { tableAs } from "../../support/as-function.ts";
import { lambdaContext } from "../../support/submissions.ts";
import { planning } from "../termination/agreement-office.ts";

/** The operator who calls, unless another is named. */
export const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";

/** When everything happens, unless another clock is given. */
export const now = new Date("2026-11-22T10:15:00.000Z");

type Asked = {
  body?: unknown;
  /** The path parameter, whatever the route calls it. */
  id?: string;
  /** The path parameter that names a mail. */
  delivery?: string;
  query?: Record<string, string>;
  /** What the gateway tells of who signed. */
  iam?: unknown;
  contentType?: string;
};

/** Calls the operator API on a table, as the gateway does. */
export function operatorApi(
  table: Table,
  clock: () => Date = () => now,
  moveFiles: (reference: string) => Promise<void> = async () => {},
) {
  const own = tableAs("operate", table);
  const handler = httpDoor(
    operate({
      ...controllerCommands({
        table: own,
        ownDomains: ["processor.example"],
        ownBucket: planning.places.own.name,
        warningsOn: (controller) => warningsOf(territoriesOf(controller, [], planning.places).excluded),
        now: clock,
      }),
      ...agreementCommands({ table: own, planning, destroyDays: 7, now: clock }),
      ...reporterCommands({ table: own, now: clock }),
      ...breachCommands({ table: own, now: clock }),
      ...statusCommand({ sources: [{ name: "mails", read: () => readMailConcerns(own) }], now: clock }),
      ...mailCommands({ table: own, now: clock }),
      ...requestCommands({ table: own, moveFiles, now: clock }),
    }),
  );
  return async (routeKey: string, asked: Asked = {}) => {
    const {
      body,
      id,
      delivery,
      query,
      iam = { userArn: operator },
      contentType = "application/json",
    } = asked;
    const [method, path] = routeKey.split(" ");
    const event = {
      version: "2.0",
      routeKey,
      rawPath: path,
      headers: { "content-type": contentType, "accept-language": "en" },
      requestContext: { http: { method, path }, authorizer: { iam } },
      ...(query && { queryStringParameters: query }),
      ...(id !== undefined && {
        pathParameters: { id, reference: id, ...(delivery !== undefined && { delivery }) },
      }),
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    const answer = await handler(event as unknown as Call, lambdaContext());
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body) };
  };
}
