import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { countAcknowledgement } from "../../../functions/delivery/caps.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { beginShift, type PostOffice } from "../../../functions/delivery/post-office.ts";
import { watchQuota } from "../../../functions/delivery/quota.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { readableControllers } from "../../../shared/controller-store.ts";
import { numberKey } from "../../../shared/evidence/block.ts";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { readHead } from "../../../shared/evidence/read-head.ts";
import type { Table } from "../../../shared/table.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshEvidenceTable, freshTable } from "../../support/dynamodb.ts";
import { interceptClient } from "../../support/intercept.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { caseOf, caseRecord, openTestOffice } from "./office.ts";

const calls: string[] = [];
let table: Table;
let office: PostOffice;

beforeEach(async () => {
  table = await freshTable();
  const evidence = await freshEvidenceTable();
  await changeControllers(table, () => voorbeeld());
  const block = { pk: chainOf("voorbeeld-bv"), sk: numberKey(1), first: 1, count: 1, hash: "a".repeat(64) };
  await evidence.client.send(new PutItemCommand({ TableName: evidence.name, Item: marshall(block) }));
  for (const { client } of [table, evidence])
    interceptClient(client, ({ name }, proceed) => {
      calls.push(name);
      return proceed();
    });
  const base = openTestOffice(table);
  const readQuota = async () => {
    calls.push("GetSendQuota");
    return { most: 50_000, sent: 0 };
  };
  office = {
    ...base,
    mailer: (envelope) => {
      calls.push("SendRawEmail");
      return base.mailer(envelope);
    },
    quota: watchQuota(readQuota, base.now),
    countAcknowledgement: (address, controllerId) =>
      countAcknowledgement(table, { address, controllerId }, 1_000, base.now()),
    readControllers: (ids) => readableControllers(table, ids),
    readHead: (controllerId) => readHead(evidence, chainOf(controllerId)),
  };
  await forwardCases(1);
});

/** Forwards new requests to one controller that the stream brings together; gives the calls to AWS that this takes. */
async function forwardCases(number: number): Promise<string[]> {
  const cases = Array.from({ length: number }, () => caseOf());
  for (const of of cases) await commitCase(table, of);
  calls.length = 0;
  const records = cases.map((of, n) => caseRecord(of, String(n)));
  await forward(
    records,
    beginShift(office, () => 60_000),
  );
  return [...calls];
}

describe("forwarding requests, warm", () => {
  test("takes two sends, and for each of them one write, besides what both share", async () => {
    expect(await forwardCases(1)).toEqual([
      "BatchGetItem",
      "UpdateItem",
      "TransactWriteItems",
      "Query",
      "SendRawEmail",
      "UpdateItem",
      "SendRawEmail",
      "UpdateItem",
    ]);
  });

  test("that come together takes seven calls each at most: their controller and its chain are read once", async () => {
    const calls = await forwardCases(12);
    expect(calls.filter((name) => name === "SendRawEmail")).toHaveLength(24);
    expect(calls.length / 12).toBeLessThanOrEqual(7);
  });
});
