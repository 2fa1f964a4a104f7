import * as z from "zod/mini";
import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import type { Table } from "../../../shared/table.ts";
import { restoreStep } from "./restoration.ts";
import { restoredTable } from "./restored-table.ts";

/** What doing destructions again in a restored table needs of the world. */
export type RestoreOffice = {
  /** The table that serves. */
  table: Table;
  evidence: Table;
  /** What the names of restored tables begin with. */
  prefix: string;
  sharedIn: (table: Table) => SharedCases;
  now: () => Date;
};

/** How long a step goes on with something new, in milliseconds: together with what it has begun, less than the gateway waits. */
const longestStep = 5_000;

const checkQuery = z.strictObject({
  cursor: z.optional(z.string()),
  withoutLive: z.optional(z.literal("true")),
});
const applyBody = z.strictObject({
  cursor: z.optional(z.string()),
  withoutLive: z.optional(z.boolean()),
});

/** What an operator does with a restored table before it serves: see what would be removed again, and remove it. */
export function restoreCommands({ table: live, evidence, prefix, sharedIn, now }: RestoreOffice) {
  const step = async (
    call: Call,
    caller: string,
    { cursor, withoutLive, isDry }: { cursor: string | undefined; withoutLive: boolean; isDry: boolean },
  ) => {
    const table = restoredTable(live, prefix, call.pathParameters?.table ?? "");
    const until = now().getTime() + longestStep;
    return json(
      200,
      await restoreStep(cursor, {
        table,
        shared: sharedIn(table),
        live: withoutLive ? undefined : live,
        evidence,
        isDry,
        caller,
        hasTime: () => now().getTime() < until,
        now,
      }),
    );
  };
  return {
    "GET /restored-tables/{table}": (call, caller) => {
      const { cursor, withoutLive } = validate(checkQuery, call.queryStringParameters ?? {});
      return step(call, caller, { cursor, withoutLive: withoutLive === "true", isDry: true });
    },
    "POST /restored-tables/{table}": (call, caller) => {
      const { cursor, withoutLive = false } = validate(applyBody, jsonBody(call).value);
      return step(call, caller, { cursor, withoutLive, isDry: false });
    },
  } satisfies Record<OperatorRouteKey<"restore">, Command>;
}
