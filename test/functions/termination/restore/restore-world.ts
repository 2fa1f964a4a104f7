import { paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { sharedReports } from "../../../../functions/breach/take-out.ts";
import { chainWriter } from "../../../../functions/evidence/chain-writer.ts";
import { changesIn } from "../../../../functions/evidence/recorded-change.ts";
import {
  type RestorationDependencies,
  restoreStep,
  type Step,
} from "../../../../functions/termination/restore/restoration.ts";
import type { StoredItem } from "../../../../shared/query.ts";
import { itemKey, recorded, type Table } from "../../../../shared/table.ts";
import { freshEvidenceTable, freshTable } from "../../../support/dynamodb.ts";
import { recordOf } from "../../../support/stream-records.ts";
import { itemsIn, keyText, putItems } from "../../../support/table-items.ts";
import {
  type DestructionWorld,
  destructionWorld,
  hour,
  operator,
  type WorldOptions,
} from "../destruction-world.ts";

/** A world whose table has evidence, which is recorded by hand: what it is not told of is a gap. */
export type RestoreWorld = {
  world: DestructionWorld;
  evidence: Table;
  /** Records what changed since the last time, but for what is to be a gap. */
  record: (isGap?: (item: StoredItem) => boolean) => Promise<void>;
  /**
   * What a restored table holds of this moment, which is a table of its own. Without its indexes, unless it is to serve:
   * nothing here goes through them, and DynamoDB Local takes its time to make one.
   */
  recoveryPoint: (use?: "only restored" | "to serve") => Promise<Table>;
  /** What a step needs; its table and the others in place of its own. */
  dependencies: (table: Table, changes?: Partial<RestorationDependencies>) => RestorationDependencies;
};

/** The world of a destruction, of whose items the evidence knows. */
export async function restoreWorld(options: WorldOptions = {}): Promise<RestoreWorld> {
  const [world, evidence] = await Promise.all([destructionWorld(options), freshEvidenceTable()]);
  const add = chainWriter({ table: evidence, now: () => new Date() });
  let known = new Map<string, StoredItem>();

  const record = async (isGap: (item: StoredItem) => boolean = () => false) => {
    const items = await stampedItems(world.table);
    for (const key of new Set([...known.keys(), ...items.keys()])) {
      const [before, after] = [known.get(key), items.get(key)];
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      const told = changesIn(recordOf({ ...(before && { before }), ...(after && { after }) }));
      const item = after ?? before;
      if (item && isGap(item)) continue;
      for (const change of told)
        await add({ chain: change.chain, changes: [change], since: new Date(), seal: undefined });
    }
    known = items;
  };

  await record();
  return {
    world,
    evidence,
    record,
    async recoveryPoint(use = "only restored") {
      const table = use === "to serve" ? await freshTable() : recorded(await freshEvidenceTable());
      const heartbeat = { pk: "evidence", sk: "heartbeat", v: 1, kind: "heartbeat" };
      await putItems(table, [
        ...(await stampedItems(world.table)).values(),
        { ...heartbeat, writtenAt: new Date().toISOString() },
      ]);
      return table;
    },
    dependencies: (table, changes = {}) => ({
      table,
      shared: sharedReports(table),
      live: world.table,
      evidence,
      isDry: false,
      caller: operator,
      hasTime: () => true,
      now: () => new Date(),
      ...changes,
    }),
  };
}

/** Lets the hours pass in which a controller's intake is closed and its data destroyed, and records all of it. */
export async function destroyed({ world, record }: RestoreWorld): Promise<void> {
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    await world.run();
    await record();
  }
}

/** Takes one step after the other until the last, each with what the one before handed on; gives all of them. */
export async function allSteps(dependencies: RestorationDependencies): Promise<Step[]> {
  const steps: Step[] = [];
  let cursor: string | undefined;
  do {
    const step = await restoreStep(cursor, dependencies);
    steps.push(step);
    cursor = step.cursor;
  } while (cursor !== undefined && steps.length < 200);
  return steps;
}

/** What a table holds for anybody: without what tells of restoring it, and the counter of changes to controllers. */
export async function contentOf(table: Table): Promise<Record<string, unknown>> {
  const aside = ["evidence/heartbeat", "processor/restored", "controllers/#registry"];
  return Object.fromEntries([...(await itemsIn(table))].filter(([key]) => !aside.includes(key)));
}

async function stampedItems(table: Table): Promise<Map<string, StoredItem>> {
  const items = new Map<string, StoredItem>();
  const pages = paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const attributes of Items) {
      const { salt, ...item } = unmarshall(attributes);
      const whole = { ...item, ...itemKey(item), ...(salt && { salt: Buffer.from(salt) }) };
      items.set(keyText(whole), whole);
    }
  }
  return items;
}
