import { DeleteItemCommand, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import type { BreachCase, BreachEntry, History, Party } from "../../../functions/breach/breach.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { appendEntry, readHistory } from "../../../functions/breach/breach-store.ts";
import { type Move, makeMove } from "../../../functions/breach/make-move.ts";
import { namesController } from "../../../functions/breach/parting.ts";
import { standingOf } from "../../../functions/breach/standing.ts";
import { sharedReports } from "../../../functions/breach/take-out.ts";
import { finishCase } from "../../../functions/delivery/deliver.ts";
import { fanOut } from "../../../functions/delivery/delivery-store.ts";
import { scannedItems } from "../../../functions/termination/records/owned-items.ts";
import type { DeleteFiles } from "../../../shared/attachments/case-files.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { entrySortKey, type Table } from "../../../shared/table.ts";
import { crashEverywhere, watchClient } from "../../faults/crash-points.ts";
import { breachCase, exampleLtd, history, noticeDelivery, report } from "../../support/breaches.ts";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";
import { type Intercept, interceptedTable } from "../../support/intercept.ts";
import { keptFile } from "../../support/kept-files.ts";
import { withoutPauses } from "../../support/pauses.ts";
import { size } from "../../support/size.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { itemsIn, itemsUnder, putItems } from "../../support/table-items.ts";
import { openTestOffice } from "../delivery/office.ts";

const closed = "2026-12-31T23:00:00.000Z";
const now = () => new Date("2027-01-01T00:10:00.000Z");
const gone: Party = { id: "voorbeeld-bv", name: "Voorbeeld B.V." };
const neighbour: Party = { id: "voorbeeld-bv-2", name: "Buurman" };
const other: Party = { id: "example-ltd", name: "Example Ltd" };
const byDesk = { by: "arn:aws:iam::000000000000:user/operator", vouched: true };

let table: Table;
let made = 0;

beforeAll(async () => {
  table = await freshTable();
});

/** A report of its own that concerns these. */
function caseOf(controllers: readonly Party[], changes: Partial<BreachCase> = {}): BreachCase {
  made += 1;
  const { pendingShard: _, pendingAt: __, ...planned } = breachCase();
  return {
    ...planned,
    reference: `BR-0000-0000-${String(made).padStart(4, "0")}`,
    controllers: [...controllers],
    report: report({ controllerIds: controllers.map(({ id }) => id) }),
    ...changes,
  };
}

/** What stands of a report in the table: its case, its entries, these mails, and the acknowledgement. */
function itemsOf({ case: of, entries }: History, mails: readonly Delivery[] = []): StoredItem[] {
  const pk = of.reference;
  const acknowledgement = noticeDelivery({ reference: pk, id: "acknowledgement", type: "acknowledgement" });
  delete acknowledgement.controllerId;
  return [
    { pk, sk: "case", ...of },
    ...entries.map((entry) => ({ pk, sk: entrySortKey(entry.sequence), ...entry })),
    ...[...mails, acknowledgement].map((mail) => ({ pk, sk: `delivery#${mail.id}`, ...mail })),
  ];
}

const mailsTo = (reference: string, controllerId: string, count = 1) =>
  Array.from({ length: count }, (_, n) =>
    noticeDelivery({ reference, controllerId, id: `notice-${n + 1}-${controllerId}`, state: "delivered" }),
  );

/** Stores a report with a mail to each of those that it concerns. */
async function stored(of: History, mails?: readonly Delivery[]): Promise<string> {
  const { reference } = of.case;
  const ids = standingOf(of).controllers.map(({ id }) => id);
  await putItems(table, itemsOf(of, mails ?? ids.flatMap((id) => mailsTo(reference, id))));
  return reference;
}

const assigned = (...controllers: Party[]): Partial<BreachEntry> => ({
  move: "assign",
  ...byDesk,
  controllers,
});

/** A report of both that has been going on for a while. */
const shared = () =>
  history(
    caseOf([gone, neighbour]),
    { note: "Van een eerdere versie." },
    { ...assigned(other, gone), concerns: [gone.id, neighbour.id, other.id] },
    { note: "Nieuws.", concerns: [gone.id, neighbour.id, other.id] },
  );

const takeOut = (from: Table, reference: string, id = gone.id, deleteFiles = noFiles) =>
  sharedReports(from).takeOut(reference, id, closed, deleteFiles);

/** Says so where it is asked for files: there are none. */
const noFiles: DeleteFiles = (prefix) => {
  throw new Error(`it was asked to delete ${prefix}`);
};

/** The keys of what a destruction's scan finds of a report. */
async function scanned(reference: string, id = gone.id): Promise<string[]> {
  const found: string[] = [];
  for await (const keys of scannedItems(table, id, sharedReports(table))) {
    found.push(...keys.filter(({ pk }) => pk === reference).map(({ sk }) => sk));
  }
  return found;
}

describe("a report of several controllers", () => {
  // F12, F13
  test("loses the one that is taken out, and nothing else", async () => {
    const reference = await stored(shared());
    const bystander = await stored(history(caseOf([neighbour, other])));
    const before = await itemsIn(table);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: true, deliveries: 1 });

    const item = (sk: string) => before.get(`${reference}/${sk}`);
    const expected = new Map(before);
    expected.delete(`${reference}/delivery#notice-1-voorbeeld-bv`);
    const { controllerIds: _, ...facts } = shared().case.report;
    expected.set(`${reference}/case`, {
      ...(item("case") as StoredItem),
      controllers: [neighbour],
      report: { ...facts, controllerIds: [neighbour.id] },
      edition: 1,
    });
    expected.set(`${reference}/case#000002`, {
      ...(item("case#000002") as StoredItem),
      controllers: [other],
      concerns: [neighbour.id, other.id],
    });
    expected.set(`${reference}/case#000003`, {
      ...(item("case#000003") as StoredItem),
      concerns: [neighbour.id, other.id],
    });
    expect(await itemsIn(table)).toEqual(expected);
    expect(expected.has(`${bystander}/case`)).toBe(true);
    expect(await scanned(reference)).toEqual([]);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: false, deliveries: 0 });
    expect(await itemsIn(table)).toEqual(expected);
  });

  test("loses the mails to it that are there although it names it no more", async () => {
    const reference = await stored(history(caseOf([neighbour])), mailsTo("", gone.id, 2).map(inside));
    function inside(mail: Delivery) {
      return { ...mail, reference: `BR-0000-0000-${String(made).padStart(4, "0")}` };
    }
    const before = await itemsUnder(table, reference);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: false, deliveries: 2 });
    before.delete(`${reference}/delivery#notice-1-voorbeeld-bv`);
    before.delete(`${reference}/delivery#notice-2-voorbeeld-bv`);
    expect(await itemsUnder(table, reference)).toEqual(before);
  });

  // F13, F17
  test("loses what a killed attempt left in its entries, where a scan still finds it", async () => {
    const reference = await stored(history(caseOf([neighbour]), { concerns: [neighbour.id, gone.id] }));
    expect(await scanned(reference)).toEqual(["case#000001"]);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: true, deliveries: 0 });
    expect(await scanned(reference)).toEqual([]);
    expect((await readHistory(table, reference))?.entries).toMatchObject([{ concerns: [neighbour.id] }]);
  });

  test("loses the words that stood for it", async () => {
    const words = caseOf([neighbour], {
      report: report({ controllerIds: [neighbour.id], organisation: "Voorbeeld" }),
    });
    const reference = await stored(history(words, assigned(gone)));
    await takeOut(table, reference);
    expect(JSON.stringify([...(await itemsUnder(table, reference)).values()])).not.toContain("Voorbeeld");
    expect(await readHistory(table, reference)).toMatchObject({
      case: { controllers: [neighbour], edition: 1 },
    });
  });

  test("loses one after the other, and goes with the last", async () => {
    const reference = await stored(history(caseOf([gone, neighbour, other])));
    expect(await takeOut(table, reference, other.id)).toMatchObject({ kind: "lost", changed: true });
    expect(await takeOut(table, reference)).toMatchObject({ kind: "lost", changed: true });
    expect(await readHistory(table, reference)).toMatchObject({
      case: { controllers: [neighbour], edition: 2 },
    });
    expect(await takeOut(table, reference, neighbour.id)).toEqual({ kind: "gone", deliveries: 1 });
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });

  // F5
  test("is gone when both are taken out at once", async () => {
    const reference = await stored(history(caseOf([gone, neighbour])));
    const kinds = await Promise.all([takeOut(table, reference), takeOut(table, reference, neighbour.id)]);
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(["gone", "lost"]);
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });
});

describe("a report of nobody else", () => {
  test("is gone with all that stands beside it, whatever that is", async () => {
    const of = history(caseOf([gone]), { note: "Eén." });
    const reference = await stored(of);
    await putItems(table, [{ pk: reference, sk: "note#1", kind: "note", v: 7 }]);
    const bystander = await stored(history(caseOf([neighbour])));
    const before = await itemsIn(table);
    expect(await takeOut(table, reference)).toEqual({ kind: "gone", deliveries: 1 });
    const others = [...before].filter(([, { pk }]) => pk !== reference);
    expect(await itemsIn(table)).toEqual(new Map(others));
    expect(others.some(([, { pk }]) => pk === bystander)).toBe(true);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: false, deliveries: 0 });
  });

  // F12
  test("that is going already is nothing to any other, and is finished with its own", async () => {
    const of = history(caseOf([gone], { leaving: true }));
    await putItems(table, keptFile(of.case.reference, { kind: "breach" }, { concerns: [gone.id] }).items);
    const reference = await stored(of);
    const before = await itemsUnder(table, reference);
    expect(await scanned(reference, other.id)).toEqual([]);
    expect(await takeOut(table, reference, other.id)).toEqual({
      kind: "lost",
      changed: false,
      deliveries: 0,
    });
    expect(await itemsUnder(table, reference)).toEqual(before);
    expect(await scanned(reference)).toContain("case");
    const deleted = takeOut(table, reference, gone.id, async () => "gone");
    expect(await deleted).toEqual({ kind: "gone", deliveries: 1 });
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });

  // F7, F12, F13
  test("names on its case nobody else once it is going; what else names another goes with that one", async () => {
    const found = { ...assigned(gone), only: true, concerns: [gone.id, other.id] };
    const dismissed = { move: "dismiss", ...byDesk, because: "Een oefening.", sequence: 3 } as const;
    const of = history(caseOf([gone, other], { began: "held" }), found, dismissed);
    const { reference } = of.case;
    await putItems(table, keptFile(reference, { kind: "breach" }, { sequence: 2 }).items);
    await stored(of, [...mailsTo(reference, gone.id), ...mailsTo(reference, other.id, 2)]);
    expect(await takeOut(table, reference, gone.id, async () => "left")).toEqual({ kind: "files_left" });
    expect((await scanned(reference, other.id)).toSorted()).toEqual([
      "case#000001",
      "delivery#notice-1-example-ltd",
      "delivery#notice-2-example-ltd",
    ]);
    const before = await itemsUnder(table, reference);
    expect(await takeOut(table, reference, other.id)).toEqual({ kind: "lost", changed: true, deliveries: 2 });
    const kept = [...before].filter(([, item]) => !namesController(item, other.id));
    expect(await itemsUnder(table, reference)).toEqual(new Map(kept));
    expect(await scanned(reference, other.id)).toEqual([]);
    expect(await scanned(reference)).toContain("case");
    expect(await takeOut(table, reference, gone.id, async () => "gone")).toMatchObject({ kind: "gone" });
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });

  // H6
  test("that an earlier release left without a name on its case is finished by whoever comes by", async () => {
    const words = report({ controllerIds: [], organisation: "De bakker" });
    const of = caseOf([], { began: "held", report: words, leaving: true });
    const reference = await stored(history(of, assigned(gone)));
    expect(await scanned(reference, other.id)).toEqual(["case"]);
    expect(await takeOut(table, reference, other.id)).toEqual({
      kind: "lost",
      changed: false,
      deliveries: 0,
    });
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });

  // A11
  test("does not take a new one along that the same submission has made since", async () => {
    const of = history(caseOf([gone]));
    const reference = await stored(of);
    const again = { ...of.case, receivedAt: "2027-01-01T00:10:00.000Z" };
    const slow = interceptedTable(table, async ({ name }, proceed) => {
      if (name === "DeleteItem") {
        await table.client.send(
          new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk: reference, sk: "case" }) }),
        );
        await putItems(table, itemsOf({ case: again, entries: [] }).slice(0, 1));
      }
      return proceed();
    });
    expect(await takeOut(slow, reference)).toMatchObject({ kind: "gone" });
    expect(await readHistory(table, reference)).toEqual({ case: again, entries: [] });
  });
});

describe("a report with a file", () => {
  /** Stores a report that concerns these, which a file came with. */
  async function storedWithFile(
    controllers: readonly Party[],
    changes?: Partial<BreachCase>,
  ): Promise<string> {
    const of = history(caseOf(controllers, changes));
    const concerns = controllers.map(({ id }) => id);
    await putItems(table, keptFile(of.case.reference, { kind: "breach" }, { concerns }).items);
    return stored(of);
  }

  test("of others too keeps it; with the last of them it goes, while the report is still there", async () => {
    const reference = await storedWithFile([gone, neighbour]);
    expect(await takeOut(table, reference)).toMatchObject({ kind: "lost", changed: true });
    const asked: string[] = [];
    const deleteFiles: DeleteFiles = async (prefix) => {
      asked.push(prefix);
      expect((await itemsUnder(table, reference)).size).toBe(5);
      return "gone";
    };
    expect(await takeOut(table, reference, neighbour.id, deleteFiles)).toMatchObject({ kind: "gone" });
    expect(asked).toEqual([`breach-reports/${reference}/`]);
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });

  // F7, F16
  test.each([
    ["S3 does not delete", "left", "files_left"],
    ["there was no time to delete", "unfinished", "unfinished"],
  ] as const)(
    "that %s stays whole, but for everybody else it is gone; and it is found again",
    async (_, files, kind) => {
      const reference = await storedWithFile([gone]);
      const before = await itemsUnder(table, reference);
      expect(await takeOut(table, reference, gone.id, async () => files)).toEqual({ kind });
      const of = before.get(`${reference}/case`);
      expect(await itemsUnder(table, reference)).toEqual(
        new Map(before).set(`${reference}/case`, { ...of, leaving: true } as StoredItem),
      );
      expect(await readHistory(table, reference)).toBeUndefined();
      expect(await scanned(reference)).toContain("case");
      expect(await takeOut(table, reference, gone.id, async () => "gone")).toMatchObject({ kind: "gone" });
      expect(await itemsUnder(table, reference)).toEqual(new Map());
    },
  );

  test("stays when S3 gives no answer", async () => {
    const reference = await storedWithFile([gone]);
    const silent = takeOut(table, reference, gone.id, () => Promise.reject(new Error("no answer")));
    await expect(silent).rejects.toThrow("no answer");
    expect((await itemsUnder(table, reference)).size).toBe(5);
  });
});

describe("a report that stays as it is", () => {
  const pending = { pendingShard: "1", pendingAt: "2026-11-22T10:15:00.000Z" };
  const one = (changes?: Partial<BreachCase>) => history(caseOf([gone], changes));
  const waits = { note: "Van een onbekende.", vouched: false };

  // E17
  test.each([
    ["waits for the breach desk", () => stored(one({ began: "held" }))],
    ["has news that waits for it", () => stored(history(caseOf([gone, neighbour]), waits))],
    ["has mails that are still to be planned", () => stored(one(pending))],
    [
      "has a notice that SES has not taken",
      () => {
        const of = one();
        const [mail] = mailsTo(of.case.reference, gone.id);
        return stored(of, mail && [{ ...mail, state: "pending" }]);
      },
    ],
  ])("%s, for the controller has still to be told; it goes once that is over for good", async (_, make) => {
    const reference = await make();
    const before = await itemsUnder(table, reference);
    expect(await takeOut(table, reference)).toEqual({ kind: "late" });
    expect(await itemsUnder(table, reference)).toEqual(before);
    await sharedReports(table).takeOut(reference, gone.id, undefined, noFiles);
    expect(await scanned(reference)).toEqual([]);
  });

  /** Lets nothing be written. */
  const readOnly = () =>
    interceptedTable(table, ({ name }, proceed) => {
      if (name !== "Query") throw new Error(`${name} was asked`);
      return proceed();
    });

  test.each<[string, string, () => History]>([
    ["came in since the intake was closed", "late", () => history(caseOf([gone], { receivedAt: closed }))],
    [
      "was assigned to it since then",
      "late",
      () => history(caseOf([gone, neighbour]), { ...assigned(gone), at: "2027-01-01T00:00:00.000Z" }),
    ],
    ["concerns others", "lost", () => history(caseOf([neighbour, other]))],
  ])("is one that %s", async (_, kind, of) => {
    const reference = await stored(of());
    const before = await itemsUnder(table, reference);
    expect(await takeOut(readOnly(), reference)).toMatchObject({ kind });
    expect(await itemsUnder(table, reference)).toEqual(before);
  });

  // H6
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["case is of a newer version", { v: 2 }, {}],
    ["entry is of a newer version", {}, { v: 2 }],
    ["entry makes a move that is not known", {}, { move: "merge" }],
    ["entry makes a move that its state does not allow", {}, { move: "dismiss" }],
    ["case has lost a field", { controllers: undefined }, {}],
  ])("is one whose %s: nobody can tell whom it concerns", async (_, changedCase, changedEntry) => {
    const of = history(caseOf([gone]), assigned(neighbour));
    const [caseItem, entryItem, ...mails] = itemsOf(of, mailsTo(of.case.reference, gone.id)) as [
      StoredItem,
      StoredItem,
      ...StoredItem[],
    ];
    await putItems(table, [{ ...caseItem, ...changedCase }, { ...entryItem, ...changedEntry }, ...mails]);
    const { reference } = of.case;
    const before = await itemsUnder(table, reference);
    expect(await takeOut(readOnly(), reference)).toEqual({ kind: "unreadable" });
    expect(await itemsUnder(table, reference)).toEqual(before);
    expect(await scanned(reference)).not.toEqual([]);
  });

  test("is one that is not there; what stands there without it is found again", async () => {
    const orphan = noticeDelivery({ reference: "BR-9999-9999-9999" });
    await putItems(table, [{ pk: orphan.reference, sk: "delivery#notice-1-voorbeeld-bv", ...orphan }]);
    expect(await takeOut(readOnly(), orphan.reference)).toEqual({
      kind: "lost",
      changed: false,
      deliveries: 0,
    });
    expect(await scanned(orphan.reference)).toEqual(["delivery#notice-1-voorbeeld-bv"]);
  });
});

describe("a large report", () => {
  /** More than one transaction holds. */
  const many = Array.from({ length: 60 }, () => assigned(gone, neighbour));
  /** Together more than a page of 1 MB. */
  const long = Array.from({ length: 30 }, () => ({ note: "x".repeat(50_000) }));

  test("loses a controller that 60 of its entries and 60 of its mails name", async () => {
    const of = history(caseOf([gone, neighbour]), ...long, ...many);
    const { reference } = of.case;
    const mails = [...mailsTo(reference, gone.id, 60), ...mailsTo(reference, neighbour.id, 3)];
    await stored(of, mails);
    const before = await itemsUnder(table, reference);
    expect(await takeOut(table, reference)).toEqual({ kind: "lost", changed: true, deliveries: 60 });
    const left = await itemsUnder(table, reference);
    expect(left.size).toBe(before.size - 60);
    expect([...left.values()].filter((item) => namesController(item, gone.id))).toEqual([]);
    const untouched = [...before].filter(([, item]) => !namesController(item, gone.id));
    for (const [key, item] of untouched) expect(left.get(key)).toEqual(item);
    expect(untouched).toHaveLength(30 + 3 + 1);
  });

  test("loses one of 500 with long ids that its entries concern, some of them at a time", async () => {
    const crowd = Array.from({ length: 499 }, (_, n) => `controller-${n}`.padEnd(63, "x"));
    const count = size(20, 220);
    const said = Array.from({ length: count }, () => ({ note: "Nieuws.", concerns: [...crowd, gone.id] }));
    const reference = await stored(history(caseOf([gone, neighbour]), ...said));
    const written: number[] = [];
    const observed = interceptedTable(table, ({ name, input }, proceed) => {
      if (name === "TransactWriteItems") written.push(JSON.stringify(input).length);
      return proceed();
    });
    expect(await takeOut(observed, reference)).toEqual({ kind: "lost", changed: true, deliveries: 1 });
    expect(written.length).toBeGreaterThan(1);
    expect(await scanned(reference)).toEqual([]);
    const left = await readHistory(table, reference);
    expect(left?.entries.map(({ concerns }) => concerns)).toEqual(Array(count).fill(crowd));
    expect(left?.case.edition).toBe(written.length);
  });

  test("is gone when it concerns nobody else", async () => {
    const of = history(caseOf([gone]), ...many.map(() => assigned(gone)));
    const reference = await stored(of, mailsTo(of.case.reference, gone.id, 60));
    expect(await takeOut(table, reference)).toEqual({ kind: "gone", deliveries: 60 });
    expect(await itemsUnder(table, reference)).toEqual(new Map());
  });
});

describe("killed before and after each of its calls, and done again,", () => {
  /** What is still to be done stands where a scan finds it, however far the killed one came. */
  async function recovered(reference: string): Promise<void> {
    const isDone = (await scanned(reference)).length === 0;
    const before = await itemsUnder(table, reference);
    await takeOut(table, reference);
    if (isDone) expect(await itemsUnder(table, reference)).toEqual(before);
  }

  const watched = (life: Parameters<typeof watchClient>[0]) => {
    const client = dynamoDbClient();
    watchClient(life, client);
    return { client, name: table.name };
  };

  // F13, F17
  test("a report of others loses the controller", async () => {
    const calls = await crashEverywhere({
      prepare: () => stored(shared()),
      run: (reference, life) => takeOut(watched(life), reference),
      recover: recovered,
      async check(reference, at) {
        const items = await itemsUnder(table, reference);
        expect(
          [...items.values()].filter((item) => namesController(item, gone.id)),
          at,
        ).toEqual([]);
        expect(items.size, at).toBe(1 + 3 + 3);
        expect(items.get(`${reference}/case`), at).toMatchObject({ controllers: [neighbour], edition: 1 });
      },
    });
    expect(calls).toEqual(["Query", "TransactWriteItems", "Query"]);
  });

  // F13, F17
  test("a report of nobody else is gone, and nothing is left of it that no scan finds", async () => {
    // Only an entry names it, which goes long before the case does.
    const words = report({ controllerIds: [], organisation: "De bakker" });
    const unknown = () => caseOf([], { began: "held", report: words });
    const notes = Array.from({ length: 30 }, () => ({ note: "Nieuws." }));
    const dismissed = { move: "dismiss", ...byDesk, because: "Een oefening." } as const;
    const of = () => history(unknown(), assigned(gone), ...notes, dismissed);
    const calls = await crashEverywhere({
      prepare: () => stored(of()),
      run: (reference, life) => takeOut(watched(life), reference),
      async recover(reference) {
        expect(await scanned(reference, other.id)).toEqual([]);
        await recovered(reference);
      },
      check: async (reference, at) => expect(await itemsUnder(table, reference), at).toEqual(new Map()),
    });
    const [batch, last] = ["BatchWriteItem", "DeleteItem"];
    expect(calls).toEqual(["Query", "TransactWriteItems", "Query", batch, batch, last]);
  });

  // F13, F17
  test("a report with a file is gone with it", async () => {
    const calls = await crashEverywhere({
      async prepare() {
        const of = history(caseOf([gone]));
        const file = keptFile(of.case.reference, { kind: "breach" }, { concerns: [gone.id] });
        await putItems(table, file.items);
        return { reference: await stored(of), files: new Set([file.key]) };
      },
      run: ({ reference, files }, life) =>
        takeOut(watched(life), reference, gone.id, (prefix) =>
          life.reach("deleteFiles", () => deleteFrom(files, prefix)),
        ),
      recover: ({ reference, files }) =>
        takeOut(table, reference, gone.id, (prefix) => deleteFrom(files, prefix)),
      async check({ reference, files }, at) {
        expect(await itemsUnder(table, reference), at).toEqual(new Map());
        expect(files, at).toEqual(new Set());
      },
    });
    expect(calls).toEqual([
      "Query",
      "TransactWriteItems",
      "Query",
      "deleteFiles",
      "BatchWriteItem",
      "DeleteItem",
    ]);
  });

  async function deleteFrom(files: Set<string>, prefix: string): Promise<"gone"> {
    for (const key of files) if (key.startsWith(prefix)) files.delete(key);
    return "gone";
  }
});

describe("raced", () => {
  type Action = {
    name: string;
    /** Whether it was done. */
    act: (reference: string) => Promise<boolean>;
    /** Whether what was done is still so, where the report is. */
    check: (left: History | undefined, at: string) => unknown;
  };

  const moveBy = (move: Move) => (reference: string) =>
    makeMove(reference, () => move, {
      readHistory: (wanted) => readHistory(table, wanted),
      appendEntry: (...entry) => appendEntry(table, ...entry),
      now,
    }).then(
      () => true,
      () => false,
    );
  const update: Move = { move: "update", by: "reporter", vouched: true, note: "Nieuws." };
  const concerns = (party: Party) => (left: History | undefined, at: string) =>
    expect(left && standingOf(left).controllers, at).toContainEqual(party);

  const office = () => {
    const opened = openTestOffice(table);
    opened.controllers.set(gone.id, voorbeeld());
    opened.controllers.set(neighbour.id, voorbeeld({ id: neighbour.id, name: neighbour.name }));
    opened.controllers.set(other.id, exampleLtd());
    return {
      ...opened,
      flows: {
        breach: breachFlow({ noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 }),
      },
      fanOut: (...parameters: Parameters<typeof opened.fanOut>) => fanOut(table, ...parameters),
    };
  };

  const ofTwo = () => history(caseOf([gone, neighbour]), { note: "Eén." });
  const ofOne = () => history(caseOf([gone]), { note: "Eén." });

  const updating: Action = {
    name: "an update",
    act: moveBy(update),
    check: (left, at) => expect(left?.entries.length ?? 2, at).toBe(2),
  };
  const assigning: Action = {
    name: "an assignment of somebody else",
    act: moveBy({ move: "assign", ...byDesk, controllers: [other] }),
    check: concerns(other),
  };
  const assigningAgain: Action = {
    name: "an assignment of the same",
    act: moveBy({ move: "assign", ...byDesk, controllers: [gone] }),
    check: concerns(gone),
  };
  const forwarding: Action = {
    name: "the forwarding of what it asks for",
    act: (reference) => finishCase(reference, office()).then(() => true),
    async check(left, at) {
      if (!left) return;
      const { reference } = left.case;
      await finishCase(reference, office());
      const keys = [...(await itemsUnder(table, reference)).keys()].filter((key) => key.includes("notice"));
      expect(keys, at).toEqual([
        `${reference}/delivery#notice-1-voorbeeld-bv-2`,
        `${reference}/delivery#notice-2-voorbeeld-bv-2`,
      ]);
    },
  };

  /** Takes the controller out of a report, mails of which are still to be planned; does `act` at each of these points. */
  async function race(of: History, acts: Readonly<Record<string, (reference: string) => Promise<unknown>>>) {
    const reference = await stored(of, []);
    const passed: string[] = [];
    const pass = async (point: string) => {
      passed.push(point);
      await acts[point]?.(reference);
    };
    const raced: Intercept = async ({ name, number }, proceed) => {
      if (number === 1) await pass("first");
      const output = await proceed();
      await pass(`${number}, ${name}`);
      return output;
    };
    await takeOut(interceptedTable(table, raced), reference);
    return { reference, passed };
  }

  /** No item stands beside a case that is gone, and nothing names the controller but what came too late or is not told. */
  async function check(reference: string, at: string): Promise<History | undefined> {
    const items = [...(await itemsUnder(table, reference)).values()];
    const left = await readHistory(table, reference);
    if (!left) expect(items, at).toEqual([]);
    const isLate =
      left?.entries.some(
        ({ controllers = [], pendingShard }) =>
          controllers.some(({ id }) => id === gone.id) || pendingShard !== undefined,
      ) ?? false;
    const naming = items.filter((item) => namesController(item, gone.id));
    if (!isLate) expect(naming, at).toEqual([]);
    return left;
  }

  // F9, F13
  test.each([
    { of: ofTwo, whose: "two", ...updating },
    { of: ofTwo, whose: "two", ...assigningAgain },
    { of: ofTwo, whose: "two", ...forwarding },
    { of: ofOne, whose: "one", ...updating },
    { of: ofOne, whose: "one", ...assigning },
    { of: ofOne, whose: "one", ...forwarding },
  ])(
    "by $name between any two of its calls, for a report of $whose",
    async ({ of, act, check: checkDone }) => {
      const { passed } = await race(of(), {});
      expect(passed.length).toBeGreaterThanOrEqual(4);
      const raced = passed.map(async (point) => {
        let isDone = false;
        const acting = async (reference: string) => {
          isDone = await act(reference);
        };
        const { reference } = await race(of(), { [point]: acting });
        const left = await check(reference, point);
        if (isDone) await checkDone(left, point);
      });
      await Promise.all(raced);
    },
  );

  const appending = ({ case: of, entries: { length } }: History) => {
    const at = now().toISOString();
    const entry = { v: 1, kind: "breach-entry", reference: of.reference, sequence: length + 1, at } as const;
    return appendEntry(table, { ...entry, ...update, concerns: [gone.id, neighbour.id] }, of.edition);
  };
  const mailing = ({ case: { reference, edition } }: History) =>
    fanOut(table, reference, mailsTo(reference, gone.id), [], edition);

  // F9, F13
  test.each([
    { what: "a mail to it", whose: "two", of: ofTwo, write: mailing },
    { what: "a mail to it", whose: "one", of: ofOne, write: mailing },
    { what: "an entry", whose: "two", of: ofTwo, write: appending },
    { what: "an entry", whose: "one", of: ofOne, write: appending },
  ])("by $what that is written long after a report of $whose was read", async ({ of, write }) => {
    const { passed } = await race(of(), {});
    const [first = "", second = "", ...later] = passed;
    const pairs = [first, second].flatMap((read) => [second, ...later].map((point) => ({ read, point })));
    const raced = pairs.map(async ({ read, point }) => {
      let before: History | undefined;
      const reading = async (reference: string) => {
        before = await readHistory(table, reference);
      };
      const writing = async () => expect(await (before && write(before))).toBe(point === second);
      const both = (reference: string) => reading(reference).then(writing);
      const acts = read === point ? { [read]: both } : { [read]: reading, [point]: writing };
      const { reference } = await race(of(), acts);
      await check(reference, `read at ${read}, written at ${point}`);
    });
    await Promise.all(raced);
  });

  test("again and again it gives up, and has changed nothing", async () => {
    withoutPauses();
    const reference = await stored(shared());
    let asked = 0;
    const busy = interceptedTable(table, async ({ name }, proceed) => {
      if (name === "TransactWriteItems") {
        asked += 1;
        const before = await readHistory(table, reference);
        expect(before && (await appending(before))).toBe(true);
      }
      return proceed();
    });
    await expect(takeOut(busy, reference)).rejects.toThrow("kept changing");
    expect(asked).toBeGreaterThanOrEqual(10);
    expect(await readHistory(table, reference)).toMatchObject({ case: { controllers: [gone, neighbour] } });
  });

  test("by a table that fails it fails", async () => {
    const reference = await stored(shared());
    const failing = interceptedTable(table, ({ name }, proceed): Promise<QueryCommandOutput> => {
      if (name === "TransactWriteItems") throw new Error("down");
      return proceed() as Promise<QueryCommandOutput>;
    });
    await expect(takeOut(failing, reference)).rejects.toThrow("down");
  });
});
