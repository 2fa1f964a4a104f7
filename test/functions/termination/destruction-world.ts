import { sharedReports } from "../../../functions/breach/take-out.ts";
import {
  readDestruction,
  readTermination,
  type TerminationDossier,
} from "../../../functions/termination/agreement-store.ts";
import { destroy, type RunDependencies } from "../../../functions/termination/destroy.ts";
import type { Destruction } from "../../../functions/termination/destruction.ts";
import type { Planning } from "../../../functions/termination/planning.ts";
import { terminateAgreement } from "../../../functions/termination/terminate.ts";
import { withdrawTermination } from "../../../functions/termination/withdraw.ts";
import type { Controller } from "../../../shared/controller.ts";
import { readController } from "../../../shared/controller-store.ts";
import type { StoredItem } from "../../../shared/query.ts";
import type { Table } from "../../../shared/table.ts";
import { type Life, watchClient, watchMethods } from "../../faults/crash-points.ts";
import { tableAs } from "../../support/as-function.ts";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";
import { itemsIn, putItems } from "../../support/table-items.ts";
import { hostedBucket, ownBucket } from "./destruction-buckets.ts";
import { type Cases, caseItems, controllerItems, noticeItem } from "./destruction-items.ts";
import { type FakeBucket, fakeBucket, fakeS3 } from "./objects/fake-s3.ts";

/** The ARN of the operator. */
export const operator = "arn:aws:iam::000000000000:user/operator";

export const hour = 3_600_000;
export const day = 24 * hour;

/** When the agreement with Voorbeeld B.V. was terminated, and when SES took the mail that told it so. */
export const terminatedAt = new Date("2026-11-22T12:00:00.000Z");
export const toldAt = new Date("2026-11-22T12:01:00.000Z");

/** Its last day was 31 December: the end of 31 January in Amsterdam. */
export const destroyNotBefore = new Date("2027-01-31T23:00:00.000Z");

export const planning: Planning = {
  places: {
    own: { name: "own-bucket", account: "000000000000" },
    others: [{ name: "hosted-bucket", account: "111111111111" }],
  },
  accessLogDays: () => undefined,
  windows: { recoveryDays: 7, logRetentionDays: 30 },
  keptYears: 5,
};

/** Voorbeeld B.V., whose agreement has ended, among others; and a clock that only the test moves. */
export type DestructionWorld = {
  table: Table;
  /** As they were put there. */
  cases: Cases;
  /** Of the termination. */
  reference: string;
  buckets: { "own-bucket": FakeBucket; "hosted-bucket": FakeBucket };
  now: () => Date;
  /** Moves the clock on, in milliseconds. */
  pass: (milliseconds: number) => void;
  setClock: (at: Date) => void;
  /** What a run needs, with the given parts in place of its own. */
  dependencies: (changes?: Partial<RunDependencies>) => RunDependencies;
  /** Lets the function run once. */
  run: (changes?: Partial<RunDependencies>) => ReturnType<typeof destroy>;
  /** Terminates the agreement with another controller, on the same terms or these; gives its reference. */
  terminate: (id: string, terms?: NonNullable<WorldOptions["terms"]>) => Promise<string>;
  /** The termination, or that of another reference; and how far its destruction is. */
  history: (reference?: string) => Promise<TerminationDossier>;
  destruction: (reference?: string) => Promise<Destruction | undefined>;
  controller: (id?: string) => Promise<Controller | undefined>;
  /** The whole table, by keys. */
  items: () => Promise<StoredItem[]>;
};

/** How a world differs from the usual one. */
export type WorldOptions = {
  /** When SES took the first mail; `null` when it never did. */
  toldAt?: Date | null;
  terms?: { lastDay: string; destroyAfter?: string; because?: string };
  storage?: readonly { bucket: string; prefix: string }[];
  /** The agreement was terminated once before, and that was taken back. */
  withdrawnBefore?: boolean;
};

/** A world in which the agreement was terminated; its clock stands half an hour before the destruction may begin. */
export async function destructionWorld(options: WorldOptions = {}): Promise<DestructionWorld> {
  const table = await freshTable();
  const { storage = [{ bucket: "hosted-bucket", prefix: "c/1/" }] } = options;
  const cases = caseItems();
  const { ours, shared, others, files } = cases;
  await putItems(table, [...controllerItems(storage), ...ours, ...shared, ...others]);
  if (options.withdrawnBefore) {
    await terminate(table, "voorbeeld-bv", options);
    await withdrawTermination({ table, now: () => terminatedAt }, operator, "voorbeeld-bv");
  }
  const reference = await terminate(table, "voorbeeld-bv", options);
  const buckets = { "own-bucket": ownBucket(Object.values(files).flat()), "hosted-bucket": hostedBucket() };
  return worldOf({ table, cases, reference, buckets }, new Date(destroyNotBefore.getTime() - hour / 2));
}

/** Another world that is as this one is now, as far as AWS holds it. */
export async function copyOf({
  cases,
  reference,
  buckets,
  now,
  items,
}: DestructionWorld): Promise<DestructionWorld> {
  const table = await freshTable();
  await putItems(table, await items());
  const copies = {
    "own-bucket": fakeBucket(buckets["own-bucket"]),
    "hosted-bucket": fakeBucket(buckets["hosted-bucket"]),
  };
  return worldOf({ table, cases, reference, buckets: copies }, now());
}

function worldOf(
  stores: Pick<DestructionWorld, "table" | "cases" | "reference" | "buckets">,
  at: Date,
): DestructionWorld {
  const { table, reference, buckets } = stores;
  let clock = at.getTime();
  const now = () => new Date(clock);
  const pass = (milliseconds: number) => {
    clock += milliseconds;
  };
  const own = tableAs("destroy", table);
  const dependencies = (changes: Partial<RunDependencies> = {}): RunDependencies => ({
    table: own,
    s3: fakeS3(buckets),
    shared: sharedReports(changes.table ?? own),
    planning,
    remainingTime: () => 900_000,
    now,
    wait: async (milliseconds) => pass(milliseconds),
    ...changes,
  });
  return {
    ...stores,
    now,
    pass,
    setClock(to) {
      clock = to.getTime();
    },
    dependencies,
    run: (changes) => destroy(dependencies(changes)),
    terminate: (id, terms) => terminate(table, id, terms ? { terms } : {}),
    async history(of = reference) {
      const found = await readTermination(table, of);
      if (!found) throw new Error("the termination is not there");
      return found;
    },
    destruction: (of = reference) => readDestruction(table, of),
    controller: (id = "voorbeeld-bv") => readController(table, id),
    items: async () => [...(await itemsIn(table)).values()],
  };
}

/** What a run needs, for a process whose calls to AWS are those of that life. */
export function watched(life: Pick<Life, "reach">, world: DestructionWorld): RunDependencies {
  const table = { ...world.table, client: dynamoDbClient() };
  watchClient(life, table.client);
  const { s3, ...dependencies } = world.dependencies({ table: tableAs("destroy", table) });
  return { ...dependencies, s3: (place) => watchMethods(life, s3(place)) };
}

/** Terminates the agreement with a controller, and has SES take the mail about it. */
async function terminate(
  table: Table,
  id: string,
  { terms, toldAt: told = toldAt }: WorldOptions,
): Promise<string> {
  const office = { table, planning, destroyDays: 7, now: () => terminatedAt };
  const { history } = await terminateAgreement(office, operator, id, terms ?? { lastDay: "2026-12-31" });
  const { reference } = history.case;
  await putItems(table, [noticeItem(reference, told)]);
  return reference;
}
