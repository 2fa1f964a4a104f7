import * as z from "zod/mini";
import { listControllers, readController } from "../../shared/controller-store.ts";
import { type Answer, json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import type { Answerer, Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { operatorRoutes, Route } from "../../shared/routes.ts";
import { addController, type Office, updateController } from "./controllers.ts";

type KeyOf<R extends Route> = R extends Route ? `${R["method"]} ${R["path"]}` : never;
type Command = (office: Office, call: Call, caller: string) => Promise<Answer>;

const commands: Readonly<Record<KeyOf<(typeof operatorRoutes)[number]>, Command>> = {
  "POST /controllers": async (office, call, caller) => {
    const added = await addController(office, caller, jsonBody(call).value);
    return json(201, added, { location: `/controllers/${added.id}` });
  },
  "GET /controllers": async ({ table }) => json(200, { controllers: await listControllers(table) }),
  "GET /controllers/{id}": async ({ table }, call) => {
    const found = await readController(table, idIn(call));
    if (!found) throw new Refusal("not_found");
    return json(200, found);
  },
  "PUT /controllers/{id}": async (office, call, caller) =>
    json(200, await updateController(office, caller, idIn(call), jsonBody(call).value)),
};

/** Answers an operator: a caller whom the gateway names with an ARN, whatever the command. */
export function operate(office: Office): Answerer {
  return (call) => {
    const caller = callerOf(call);
    const command = Object.entries(commands).find(([routeKey]) => routeKey === call.routeKey)?.[1];
    if (!command) throw new Refusal("not_found");
    return command(office, call, caller);
  };
}

const signedContext = z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string() }) }) });

/** API Gateway Developer Guide, "Control access to HTTP APIs with IAM authorization": it fills this in, no caller can. */
function callerOf(call: Call): string {
  const signed = signedContext.safeParse(call.requestContext);
  if (!signed.success || signed.data.authorizer.iam.userArn === "") throw new Refusal("forbidden");
  return signed.data.authorizer.iam.userArn;
}

function idIn(call: Call): string {
  return call.pathParameters?.id ?? "";
}
