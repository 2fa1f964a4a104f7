import { expect, test } from "vitest";
import { beat } from "../../../functions/evidence/heartbeat.ts";
import { readPartition } from "../../../shared/query.ts";
import { freshTable } from "../../support/dynamodb.ts";

// G5
test("each sign of life is a change of the same item, and of no controller's", async () => {
  const table = await freshTable();
  await beat(table);
  await beat(table);
  expect(await readPartition(table, "evidence")).toMatchObject([
    { sk: "heartbeat", kind: "heartbeat", revision: 2 },
  ]);
});
