import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { RequestDossier } from "../../../../functions/request/request.ts";
import { appendEntry, commitCase, readRequest } from "../../../../functions/request/request-store.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { exampleLtd } from "../../../support/breaches.ts";
import { changeControllers } from "../../../support/controllers.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { unassignedCase } from "../../../support/requests.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { operator, operatorApi } from "../../operator/operator-api.ts";

/** The reference of the request that the desk decides on. */
export const { reference } = unassignedCase();

/** The operator API on a table with Voorbeeld B.V. and Example Ltd, and what stands in that. */
export async function requestDesk() {
  const table = await freshTable();
  const moved: string[] = [];
  const call = operatorApi(table, undefined, async (of) => {
    moved.push(of);
  });
  const put = (sk: string, item: Delivery) =>
    table.client.send(
      new PutItemCommand({ TableName: table.name, Item: marshall({ pk: item.reference, sk, ...item }) }),
    );
  for (const controller of [voorbeeld({ version: 3 }), exampleLtd()])
    await changeControllers(table, () => controller);
  return {
    table,
    call,
    /** The requests whose files were to be taken to their controllers. */
    moved,
    /** Takes a decision on the request, as the operator unless another ARN is given. */
    decide: (name: string, body: unknown, userArn = operator, id = reference) =>
      call(`POST /requests/{reference}/${name}`, { id, body, iam: { userArn } }),
    list: async (query: Record<string, string> = {}) => (await call("GET /requests", { query })).body,
    entries: async () => (await readRequest(table, reference))?.entries ?? [],
    /** Stores a request with its mails and with what the desk did with it. */
    async stored({ case: of, entries, deliveries }: RequestDossier): Promise<void> {
      await commitCase(table, of);
      for (const entry of entries) await appendEntry(table, { ...entry, reference: of.reference }, of);
      for (const mail of deliveries) await put(`delivery#${mail.id}`, { ...mail, reference: of.reference });
    },
  };
}
