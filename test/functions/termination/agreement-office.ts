import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { entryPut, readTermination } from "../../../functions/termination/agreement-store.ts";
import { changePhase, entryOf } from "../../../functions/termination/make-step.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import { type Planning, planningIn } from "../../../functions/termination/planning.ts";
import { terminateAgreement } from "../../../functions/termination/terminate.ts";
import { withdrawTermination } from "../../../functions/termination/withdraw.ts";
import { type Controller, controller as controllerSchema } from "../../../shared/controller.ts";
import { readController } from "../../../shared/controller-store.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { voorbeeld } from "../../support/submissions.ts";

/** What a deployment with one storage bucket, `hosted`, plans with. */
export const planningVariables = {
  TABLE_NAME: "table",
  ACCOUNT_ID: "123456789012",
  DATA_BUCKET: "stack-bucket",
  STORAGE_BUCKETS: JSON.stringify([{ name: "hosted", account: "210987654321", accessLogDays: 90 }]),
  RECOVERY_DAYS: "7",
  LOG_RETENTION_DAYS: "30",
  KEPT_YEARS: "5",
};

export const planning: Planning = planningIn(planningVariables);

/** The operator who ends agreements, and when. */
export const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";
export const now = new Date("2026-11-22T10:15:00.000Z");

/** Terms with nothing wrong in them, and what comes of them. */
export const terms = { lastDay: "2026-12-31" };
export const dates = {
  lastDay: "2026-12-31",
  reading: "date_to_date",
  computedDay: "2027-01-31",
  dueDay: "2027-01-31",
  destroyNotBefore: "2027-01-31T23:00:00.000Z",
  destroyBy: "2027-02-07T23:00:00.000Z",
} as const;

/** Storage in each of these buckets, under `voorbeeld/`. */
export function storageIn(...buckets: readonly string[]): Controller["storage"] {
  const storage = buckets.map((bucket) => ({ bucket, prefix: "voorbeeld/" }));
  return controllerSchema.parse({ ...voorbeeld(), storage }).storage;
}

/** A table with Voorbeeld B.V. and Example Ltd in it, and what can be done with their agreements. */
export async function agreementOffice(changes: Partial<Controller> = {}) {
  const table = await freshTable();
  for (const one of [voorbeeld(changes), exampleLtd()]) await changeControllers(table, () => one);
  const office = { table, planning, destroyDays: 7, now: () => now };
  const controller = async (id = "voorbeeld-bv") => {
    const found = await readController(table, id);
    if (!found) throw new Error(`no controller ${id}`);
    return found;
  };
  let latest = "";
  const history = async (reference = latest) => {
    const found = await readTermination(table, reference);
    if (!found) throw new Error(`no termination ${reference}`);
    return found;
  };
  return {
    table,
    controller,
    history,
    async terminate(body: unknown = terms, at = now) {
      const ended = await terminateAgreement({ ...office, now: () => at }, operator, "voorbeeld-bv", body);
      latest = ended.history.case.reference;
      return ended;
    },
    withdraw: (at = now) => withdrawTermination({ table, now: () => at }, operator, "voorbeeld-bv"),
    /** Writes down what a destruction has come to. */
    async record(move: "report" | "certify", outcome: Outcome): Promise<void> {
      const entry = entryOf(await history(), move, now, { outcome, recipients: [] });
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: [entryPut(table, entry)] }));
    },
    /** Makes a move of the destruction's runs, with the latest termination. */
    async move(move: "close" | "begin" | "certify", at = now): Promise<void> {
      await changePhase(table, { ...entryOf(await history(), move, at), move });
    },
  };
}
