import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { BreachCase, BreachEntry } from "../../../../functions/breach/breach.ts";
import { appendEntry, commitBreach, readHistory } from "../../../../functions/breach/breach-store.ts";
import { type Upload, uploadSortKey } from "../../../../shared/attachments/upload.ts";
import { controllerKey } from "../../../../shared/controller-item.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { breachCase, exampleLtd, history, report } from "../../../support/breaches.ts";
import { changeControllers } from "../../../support/controllers.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { operator, operatorApi } from "../../operator/operator-api.ts";

/** The reference of the report that the desk decides on. */
export const reference = breachCase().reference;

/** Why the desk does what it does. */
export const because = "A test, no breach.";

/** What an update tells. */
export const changes = { consequences: "Ongewenste post." };

/** A report that waits for the desk, and one that has gone out. */
export const held = breachCase({ began: "held" });
export const confirmed = breachCase();

/** One that names an organisation in somebody's own words. */
export function forUnknown(changes: Partial<BreachCase> = {}): BreachCase {
  return breachCase({ report: report({ organisation: "Bakkerij De Korenaar" }), ...changes });
}

/** An update that nobody has vouched for, and decisions of the desk, as they are stored. */
export const strangersUpdate = { move: "update", by: "reporter", vouched: false, changes } as const;
export const byDesk = { by: operator, vouched: true };

/** What each decision is sent with, of a report with one entry. */
export const bodies: Readonly<Record<string, object>> = {
  confirm: { revision: 1 },
  dismiss: { revision: 1, because },
  assign: { controllerIds: ["voorbeeld-bv"] },
  update: changes,
  conclude: {},
  withdraw: { because },
};

/** What a move that is refused is answered with. */
export function problem(name: string) {
  return { status: 409, body: { type: `urn:problem-type:meldpunt:${name}` } };
}

/** The operator API on an empty table, and what stands in that. */
export async function breachDesk() {
  const table = await freshTable();
  const call = operatorApi(table);
  return {
    call,
    /** Takes a decision on the report, as the operator unless another ARN is given. */
    decide: (name: string, body: unknown, userArn = operator) =>
      call(`POST /breach-reports/{reference}/${name}`, { id: reference, body, iam: { userArn } }),
    show: async (id = reference) => (await call("GET /breach-reports/{reference}", { id })).body,
    history: () => readHistory(table, reference),
    entries: async () => (await readHistory(table, reference))?.entries ?? [],
    /** Stores a report with these entries. */
    async stored(of: BreachCase, ...entries: readonly Partial<BreachEntry>[]): Promise<void> {
      await commitBreach(table, of);
      for (const entry of history(of, ...entries).entries) await appendEntry(table, entry);
    },
    /** Makes a stored report one that no release can read. */
    async spoiled(of: string): Promise<void> {
      const Key = marshall({ pk: of, sk: "case" });
      const UpdateExpression = "REMOVE report";
      await table.client.send(new UpdateItemCommand({ TableName: table.name, Key, UpdateExpression }));
    },
    /** Makes a stored controller one that no release can read. */
    async spoiledController(id: string): Promise<void> {
      const UpdateExpression = "REMOVE contacts";
      const Key = controllerKey(id);
      await table.client.send(new UpdateItemCommand({ TableName: table.name, Key, UpdateExpression }));
    },
    async storedDelivery(of: Delivery): Promise<void> {
      const Item = marshall({ pk: of.reference, sk: `delivery#${of.id}`, ...of });
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    },
    async storedUpload(of: Upload): Promise<void> {
      const Item = marshall({ pk: of.reference, sk: uploadSortKey(of.number), ...of });
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    },
    /** Stores Voorbeeld B.V. and Example Ltd. */
    async storedControllers(): Promise<void> {
      for (const controller of [voorbeeld(), exampleLtd()]) await changeControllers(table, () => controller);
    },
  };
}
