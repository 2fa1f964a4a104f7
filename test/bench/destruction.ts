import { S3Client } from "@aws-sdk/client-s3";
import { sharedReports } from "../../functions/breach/take-out.ts";
import { s3Of } from "../../functions/termination/objects/s3.ts";
import { destroyRecords, noRecords } from "../../functions/termination/records/destroy-records.ts";
import { allowedCalls, destroyInRuns, type Stock } from "../functions/termination/objects/destroy-in-runs.ts";
import { ownTerritory } from "../functions/termination/objects/world.ts";
import { anyCredentials, freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { putItems } from "../support/table-items.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { startObjectStore } from "./object-store.ts";

/** What destroying takes of AWS, in calls. */
export const destructionGoals: readonly Goal[] = [
  {
    id: "P11",
    metric: "S3 calls to destroy N versions and U unfinished uploads in R runs",
    goal: "<= 2 ceil(N/1000) + 8 + U + 2 R",
    method:
      "Requests that arrive at an S3 which has nothing but names, for N = 0, 1, 1,000, 1,001 and 100,000.",
    measure: measureObjects,
  },
  {
    id: "P12",
    metric: "DynamoDB calls to destroy M items",
    goal: "<= 1.1 ceil(M/25) + 3",
    method: "Calls of the SDK's client, on DynamoDB Local, for M = 0, 1, 25, 26, 1,000 and 5,000.",
    measure: measureRecords,
  },
];

const stocks: readonly Stock[] = [
  { objects: 0, uploads: 0, pagesPerRun: 1_000 },
  { objects: 1, uploads: 3, pagesPerRun: 1_000 },
  { objects: 1_000, uploads: 0, pagesPerRun: 1_000 },
  { objects: 1_001, uploads: 2, pagesPerRun: 1_000 },
  { objects: 100_000, uploads: 0, pagesPerRun: 1_000 },
  { objects: 100_000, uploads: 0, pagesPerRun: 30 },
];

async function measureObjects(): Promise<Measured> {
  const found: { name: string; calls: number; allowed: number }[] = [];
  for (const stock of stocks) {
    const { calls, runs } = await callsToDestroy(stock);
    const name = `N=${stock.objects} U=${stock.uploads} R=${runs}`;
    found.push({ name, calls, allowed: allowedCalls(stock, runs) });
  }
  return {
    figure: found
      .slice(-2)
      .map(({ name, calls, allowed }) => `${calls} of ${allowed} (${name})`)
      .join(", "),
    met: found.every(({ calls, allowed }) => calls <= allowed),
    values: Object.fromEntries(found.map(({ name, calls }) => [`${name} calls`, calls])),
  };
}

async function callsToDestroy(stock: Stock): Promise<{ calls: number; runs: number }> {
  const territory = ownTerritory();
  const store = await startObjectStore(territory.prefix, stock.objects, stock.uploads);
  const client = new S3Client({
    endpoint: store.endpoint,
    region: "eu-central-1",
    credentials: anyCredentials,
  });
  try {
    const { runs } = await destroyInRuns(s3Of(client), territory, stock);
    if (store.left() > 0) throw new Error("not all of it was destroyed");
    return { calls: store.calls(), runs };
  } finally {
    client.destroy();
    await store.close();
  }
}

const controllerId = "voorbeeld-bv";

async function measureRecords(): Promise<Measured> {
  await layGround();
  const found: { items: number; calls: number; allowed: number }[] = [];
  for (const items of [0, 1, 25, 26, 1_000, 5_000]) {
    const calls = await callsToDestroyItems(items);
    found.push({ items, calls, allowed: Math.floor(1.1 * Math.ceil(items / 25) + 3) });
  }
  return {
    figure: found
      .slice(-2)
      .map(({ items, calls, allowed }) => `${calls} of ${allowed} (M=${items})`)
      .join(", "),
    met: found.every(({ calls, allowed }) => calls <= allowed),
    values: Object.fromEntries(found.map(({ items, calls }) => [`M=${items} calls`, calls])),
  };
}

async function callsToDestroyItems(count: number): Promise<number> {
  const table = await freshTable();
  const items = Array.from({ length: count }, (_, n) => ({
    pk: `DSR-${String(n).padStart(4, "0")}-0000-0000`,
    sk: "case",
    controllerId,
  }));
  await putItems(table, items);
  let calls = 0;
  const counted = interceptedTable(table, (_, proceed) => {
    calls += 1;
    return proceed();
  });
  const { requests, emptyAt } = await destroyRecords(controllerId, undefined, noRecords, {
    table: counted,
    shared: sharedReports(counted),
    deleteFiles: async () => "gone",
    save: async () => {},
    hasTime: () => true,
    now: () => new Date(),
  });
  if (requests !== count || emptyAt === undefined) throw new Error("not all of it was destroyed");
  return calls;
}
