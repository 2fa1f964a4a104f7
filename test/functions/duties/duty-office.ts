import * as z from "zod/mini";
import { dutyCommands } from "../../../functions/duties/duty-commands.ts";
import { operate } from "../../../functions/operator/operate.ts";
import type { Controller } from "../../../shared/controller.ts";
import { readDossier } from "../../../shared/dossier.ts";
import { json } from "../../../shared/http/answer.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import { type Letter, letterFields } from "../../../shared/letter/letter.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { tableAs } from "../../support/as-function.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { lambdaContext, voorbeeld } from "../../support/submissions.ts";
import { operator } from "../operator/operator-api.ts";

export { operator };

type Asked = { body?: unknown; reference?: string; query?: Record<string, string>; by?: string };

/** A table with Voorbeeld B.V. and Example Ltd in it, and the doors of the duties on it, whose clock can be set. */
export async function dutyOffice(changes: Partial<Controller> = {}) {
  const table = await freshTable();
  for (const one of [voorbeeld(changes), exampleLtd()]) await changeControllers(table, () => one);
  const clock = { now: new Date("2026-11-22T10:15:00.000Z") };
  const duties = {
    table: tableAs("keep-duties", table),
    now: () => clock.now,
    processor: "De Verwerker B.V.",
    privacyDesk: "privacy-desk@processor.example",
  };
  const handler = httpDoor(
    operate<"keep-duties">({
      ...dutyCommands(duties),
      "GET /settings": () => json(200, {}),
    }),
  );
  return {
    table,
    clock,
    async call(
      routeKey: OperatorRouteKey<"keep-duties">,
      { body, reference, query, by = operator }: Asked = {},
    ) {
      const [method, path] = routeKey.split(" ");
      const event = {
        version: "2.0",
        routeKey,
        rawPath: path,
        headers: { "content-type": "application/json", "accept-language": "en" },
        requestContext: { http: { method, path }, authorizer: { iam: { userArn: by } } },
        ...(query && { queryStringParameters: query }),
        ...(reference !== undefined && { pathParameters: { reference } }),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const answer = await handler(event as unknown as Call, lambdaContext());
      return { status: answer.statusCode, body: JSON.parse(answer.body) };
    },
    /** The letters of a case, the oldest first, as they are stored. */
    async letters(reference: string): Promise<Letter[]> {
      const dossier = await readDossier(table, reference);
      if (!dossier) throw new Error(`no case ${reference}`);
      const stored = z.object(letterFields);
      return [dossier.case, ...dossier.entries].flatMap((item) => stored.parse(item).letters);
    },
  };
}

/** The text of a letter, in which tests look for what it says. */
export function textOf(letter: Letter | undefined): string {
  return JSON.stringify(letter?.blocks);
}
