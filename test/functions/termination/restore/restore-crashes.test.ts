import { expect, test } from "vitest";
import { sharedReports } from "../../../../functions/breach/take-out.ts";
import type { Table } from "../../../../shared/table.ts";
import { recorded } from "../../../../shared/table.ts";
import { crashEverywhere, type Flow, watchClient } from "../../../faults/crash-points.ts";
import { dynamoDbClient } from "../../../support/dynamodb.ts";
import { allSteps, contentOf, destroyed, type RestoreWorld, restoreWorld } from "./restore-world.ts";

type Restoring = { of: RestoreWorld; restored: Table };

/** From a table as it was before a destruction to one that may serve. */
const flow: Flow<Restoring> = {
  async prepare() {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    return { of, restored };
  },
  async run({ of, restored }, life) {
    const table = recorded({ ...restored, client: dynamoDbClient() });
    watchClient(life, table.client);
    await allSteps(of.dependencies(table, { shared: sharedReports(table) }));
  },
  // Whoever saw it end starts it again.
  recover: ({ of, restored }) => allSteps(of.dependencies(restored)),
  async check({ of, restored }, at) {
    expect(await contentOf(restored), at).toEqual(await contentOf(of.world.table));
  },
};

// F15
test("doing a destruction again, killed before and after each of its calls and begun anew, ends in the same", async () => {
  const calls = await crashEverywhere(flow);
  expect(calls).toEqual(expect.arrayContaining(["BatchWriteItem", "TransactWriteItems", "Scan", "PutItem"]));
}, 600_000);
