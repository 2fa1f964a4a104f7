import { receiveRequest } from "../../../functions/request/receive-request.ts";
import { requestDependencies } from "../../../functions/request/request-dependencies.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import type { Table } from "../../../shared/table.ts";
import { changeControllers } from "../../support/controllers.ts";
import { countCalls } from "../../support/counted-calls.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { lambdaContext, post as postCall, submission, voorbeeld } from "../../support/submissions.ts";

/** The intake, warm and with the controller known to it, and what it asked AWS for. */
export type CountedIntake = {
  /** Posts a body under an idempotency key; gives the answer's status. */
  post: (body: unknown, key?: string) => Promise<number>;
  /** The calls of the last post, by name. */
  calls: readonly string[];
};

/** @param table an empty one */
export async function openCountedIntake(table?: Table): Promise<CountedIntake> {
  const on = table ?? (await freshTable());
  await changeControllers(on, () => voorbeeld());
  const calls = countCalls(on.client);
  // What is remembered stays so: no time passes.
  const at = new Date();
  const handler = httpDoor(receiveRequest(requestDependencies(on, () => at)));
  const post = async (body: unknown, key?: string) => {
    calls.length = 0;
    return (await handler(postCall(body, key ? { "idempotency-key": key } : {}), lambdaContext())).statusCode;
  };
  await post(submission());
  return { post, calls };
}

/** Bodies that are refused without a look at the controller. */
export const rejected: readonly (readonly [what: string, body: unknown])[] = [
  ["null", null],
  ["an array", []],
  ["an unknown field", { ...submission(), status: "closed" }],
  [
    "two addresses in one field",
    { ...submission(), dataSubject: { name: "N", email: "a@b.example,c@d.example" } },
  ],
  [
    "a line break in a name",
    { ...submission(), dataSubject: { name: "N\r\nBcc: x@y.example", email: "a@b.example" } },
  ],
  [
    "a name that is too long",
    { ...submission(), dataSubject: { name: "é".repeat(201), email: "a@b.example" } },
  ],
  ["300 KB", { ...submission(), message: "x".repeat(300_000) }],
  ["a controller id that cannot exist", { ...submission(), controllerId: "No Such" }],
];
