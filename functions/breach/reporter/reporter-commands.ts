import * as z from "zod/mini";
import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import { validate } from "../../../shared/http/validation.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { Table } from "../../../shared/table.ts";
import { singleLine } from "../../../shared/text.ts";
import { makeReporter, type Reporter } from "./reporter.ts";
import { addReporter, listReporters, revokeReporter } from "./reporter-store.ts";

const input = z.strictObject({ name: singleLine(200) });

/** What operators can do with those who have a reporter code. The code is in the answer that adds one, and nowhere else. */
export function reporterCommands({ table, now }: { table: Table; now: () => Date }) {
  return {
    "POST /reporters": async (call, caller) => {
      const { name } = validate(input, jsonBody(call).value);
      const { reporter, code } = makeReporter(name, caller, now());
      await addReporter(table, reporter);
      log("REPORTER_CHANGED", { reporter: reporter.id });
      return json(201, { id: reporter.id, name, code, addedAt: reporter.addedAt });
    },
    "GET /reporters": async () => json(200, { reporters: (await listReporters(table)).map(withoutCode) }),
    "POST /reporters/{id}/revoke": async (call, caller) => {
      const revoked = await revokeReporter(table, call.pathParameters?.id ?? "", caller, now());
      if (!revoked) throw new Refusal("not_found");
      log("REPORTER_CHANGED", { reporter: revoked.id });
      return json(200, withoutCode(revoked));
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

function withoutCode({ id, name, addedAt, addedBy, revokedAt, revokedBy }: Reporter) {
  return { id, name, addedAt, addedBy, revokedAt, revokedBy };
}
