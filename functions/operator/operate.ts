import * as z from "zod/mini";
import type { Command } from "../../shared/http/command.ts";
import type { Answerer, Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { OperatorFunction, OperatorRouteKey } from "../../shared/routes.ts";
import { orUnavailable } from "../../shared/unavailable.ts";

/** Answers an operator: a caller whom the gateway names with an ARN, whatever the command. */
export function operate<F extends OperatorFunction = "operate">(
  commands: Readonly<Record<OperatorRouteKey<F>, Command>>,
): Answerer {
  return (call) => {
    const caller = callerOf(call);
    const command = Object.entries<Command>(commands).find(([routeKey]) => routeKey === call.routeKey)?.[1];
    if (!command) throw new Refusal("not_found");
    return orUnavailable(Promise.resolve(command(call, caller)));
  };
}

const signedContext = z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string() }) }) });

/** API Gateway Developer Guide, "Control access to HTTP APIs with IAM authorization": it fills this in, no caller can. */
function callerOf(call: Call): string {
  const signed = signedContext.safeParse(call.requestContext);
  if (!signed.success || signed.data.authorizer.iam.userArn === "") throw new Refusal("forbidden");
  return signed.data.authorizer.iam.userArn;
}
