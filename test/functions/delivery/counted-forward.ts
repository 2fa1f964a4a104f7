import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { forward } from "../../../functions/delivery/forward.ts";
import { beginShift } from "../../../functions/delivery/post-office.ts";
import { watchQuota } from "../../../functions/delivery/quota.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { numberKey } from "../../../shared/evidence/block.ts";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { changeControllers } from "../../support/controllers.ts";
import { countCalls } from "../../support/counted-calls.ts";
import { freshEvidenceTable, freshTable } from "../../support/dynamodb.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { deployedOffice } from "./deployed-office.ts";
import { caseOf, caseRecord } from "./office.ts";

/** Forwards new requests to one controller that the stream brings together; gives the calls to AWS that this takes. */
export type ForwardCases = (number: number) => Promise<string[]>;

/** `forward` as it is deployed, but for SES; warm, and with the controller known to it. */
export async function openCountedForward(): Promise<ForwardCases> {
  const table = await freshTable();
  const evidence = await freshEvidenceTable();
  await changeControllers(table, () => voorbeeld());
  const block = { pk: chainOf("voorbeeld-bv"), sk: numberKey(1), first: 1, count: 1, hash: "a".repeat(64) };
  await evidence.client.send(new PutItemCommand({ TableName: evidence.name, Item: marshall(block) }));
  const calls: string[] = [];
  for (const { client } of [table, evidence]) countCalls(client, calls);
  const base = deployedOffice(table, evidence);
  const readQuota = async () => {
    calls.push("GetSendQuota");
    return { most: 50_000, sent: 0 };
  };
  const mailer: typeof base.mailer = (envelope) => {
    calls.push("SendRawEmail");
    return base.mailer(envelope);
  };
  const office = { ...base, mailer, quota: watchQuota(readQuota, base.now) };
  const forwardCases: ForwardCases = async (number) => {
    const cases = Array.from({ length: number }, () => caseOf());
    for (const of of cases) await commitCase(table, of);
    calls.length = 0;
    const records = cases.map((of, n) => caseRecord(of, String(n)));
    await forward(
      records,
      beginShift(office, () => 60_000),
    );
    return [...calls];
  };
  await forwardCases(1);
  return forwardCases;
}
