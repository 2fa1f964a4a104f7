import type { BatchWriteItemCommandInput, ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { sharedReports } from "../../../../functions/breach/take-out.ts";
import { fanOut } from "../../../../functions/delivery/delivery-store.ts";
import type { S3 } from "../../../../functions/termination/objects/bucket.ts";
import { filesDeleter } from "../../../../functions/termination/objects/delete-files.ts";
import type { RecordsProgress } from "../../../../functions/termination/outcome.ts";
import {
  destroyRecords,
  noRecords,
  type RecordsDependencies,
} from "../../../../functions/termination/records/destroy-records.ts";
import type { DeleteFiles } from "../../../../shared/attachments/case-files.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import type { StoredItem } from "../../../../shared/query.ts";
import { letterCaseKinds, referencePrefixes } from "../../../../shared/reference.ts";
import type { Table } from "../../../../shared/table.ts";
import { crashEverywhere, watchClient, watchMethods } from "../../../faults/crash-points.ts";
import { tableAs } from "../../../support/as-function.ts";
import { breachCase, noticeDelivery, report } from "../../../support/breaches.ts";
import { dynamoDbClient, freshTable } from "../../../support/dynamodb.ts";
import { type Intercept, interceptedTable } from "../../../support/intercept.ts";
import { keptFile } from "../../../support/kept-files.ts";
import { letter, letterCaseOf } from "../../../support/letters.ts";
import { delivery, requestCase, voorbeeld } from "../../../support/submissions.ts";
import { itemsIn, putItems } from "../../../support/table-items.ts";
import { fakeBucket, fakeS3, version } from "../objects/fake-s3.ts";
import { places } from "../objects/world.ts";
import { termination, terminationDelivery } from "../terminations.ts";

const gone = "voorbeeld-bv";
const closed = "2027-01-31T23:00:30.000Z";
const now = () => new Date("2027-02-01T00:02:00.000Z");
const emptyAt = now().toISOString();

let table: Table;

beforeEach(async () => {
  table = await freshTable();
});

function dependencies(changes: Partial<RecordsDependencies> = {}): RecordsDependencies {
  const of = tableAs("destroy", changes.table ?? table);
  return {
    shared: sharedReports(of),
    deleteFiles: noFiles,
    save: async () => {},
    hasTime: () => true,
    now,
    ...changes,
    table: of,
  };
}

/** Says so where it is asked for files: there are none. */
const noFiles: DeleteFiles = (prefix) => {
  throw new Error(`it was asked to delete ${prefix}`);
};

const destroy = (changes: Partial<RecordsDependencies> = {}, before = noRecords): Promise<RecordsProgress> =>
  destroyRecords(gone, closed, before, dependencies(changes));

const mailItem = (mail: Delivery): StoredItem => ({ pk: mail.reference, sk: `delivery#${mail.id}`, ...mail });

/** A request to a controller, or to the desk, with its two mails. */
function requestItems(number: number, controllerId?: string): StoredItem[] {
  const reference = `DSR-0000-${controllerId?.slice(-4).toUpperCase() ?? "DESK"}-${String(number).padStart(4, "0")}`;
  const { controller: _, controllerId: __, ...asked } = requestCase();
  const about = controllerId === undefined ? {} : { controllerId };
  const controller = controllerId === undefined ? null : { id: controllerId, name: "Naam" };
  return [
    { pk: reference, sk: "case", ...asked, reference, controller, ...about },
    mailItem(delivery({ reference, ...about })),
    mailItem(delivery({ reference, id: "acknowledgement", type: "acknowledgement", ...about })),
  ];
}

/** A breach report that concerns these, with a notice to each and an acknowledgement. */
function reportItems(
  reference: string,
  ids: readonly string[],
  receivedAt = "2026-11-22T10:15:00.000Z",
): StoredItem[] {
  const controllers = ids.map((id) => ({ id, name: `Naam van ${id}` }));
  const {
    pendingShard: _shard,
    pendingAt: _at,
    ...reported
  } = breachCase({
    reference,
    controllers,
    receivedAt,
    report: report({ controllerIds: [...ids] }),
  });
  const { controllerId: _, ...acknowledgement } = noticeDelivery({ reference, id: "acknowledgement" });
  return [
    { pk: reference, sk: "case", ...reported },
    ...ids.map((controllerId) =>
      mailItem(
        noticeDelivery({ reference, controllerId, id: `notice-1-${controllerId}`, state: "delivered" }),
      ),
    ),
    mailItem(acknowledgement),
  ];
}

const withDesk = { kind: "request", controllerId: undefined } as const;

/** A request that the desk assigned to the controller, with its mails. */
function assignedItems(reference: string): StoredItem[] {
  const [asked] = requestItems(1);
  const own = (sk: string, item: object): StoredItem => ({ ...asked, ...item, pk: reference, sk });
  return [
    own("case", { reference }),
    own("case#000001", { kind: "request-entry", controllerId: gone }),
    ...["desk", "acknowledgement"].map((id) => own(`delivery#${id}`, { id })),
    own("delivery#request", { id: "request", controllerId: gone }),
  ];
}

const deleterOf = (s3: S3) => filesDeleter({ s3, places, hasTime: () => true, wait: async () => {}, now });

/** Everything that is not the controller's, or is kept of it. */
function othersItems(): StoredItem[] {
  const agreement = termination();
  const controllers = [gone, "voorbeeld-bv-2", "voorbeeld-b"].map((id) => voorbeeld({ id }));
  return [
    ...requestItems(1),
    ...["voorbeeld-bv-2", "voorbeeld-b", "example-ltd"].flatMap((id, n) => requestItems(n, id)),
    ...controllers.map((one) => ({ pk: "controllers", sk: one.id, kind: "controller", v: 1, ...one })),
    { pk: "controllers", sk: "#registry", kind: "controller-registry", v: 1, revision: 3 },
    { pk: "reporters", sk: "reporter0001", kind: "reporter", v: 1 },
    { pk: "buckets", sk: "data", kind: "bucket-lease", v: 1 },
    { pk: agreement.reference, sk: "case", ...agreement },
    { pk: agreement.reference, sk: "destruction", kind: "destruction", v: 1, controllerId: gone },
    mailItem(terminationDelivery({ controllerId: gone })),
    ...reportItems("BR-0000-0000-OTHR", ["voorbeeld-bv-2", "voorbeeld-b"]),
    ...reportItems("BR-0000-0000-LATE", [gone, "example-ltd"], "2027-01-31T23:00:31.000Z"),
  ];
}

const ownRequests = (count: number) => Array.from({ length: count }, (_, n) => requestItems(n, gone)).flat();

/** What is destroyed: two requests, a report of its own, and one that is shared with a neighbour. */
const ownItems = (requests = 2) => [
  ...ownRequests(requests),
  ...reportItems("BR-0000-0000-0WN1", [gone]),
  ...reportItems("BR-0000-0000-SHRD", ["voorbeeld-bv-2", gone]),
];

const ownCounts = { requests: 6, breachReports: 1, sharedReports: 1, notices: 2, unknown: 0 };

const keysOf = (items: readonly StoredItem[]) => items.map(({ pk, sk }) => `${pk}/${sk}`).toSorted();

/** All of the others, and of the shared report what is the neighbour's. */
const keysLeft = () => keysOf([...othersItems(), ...reportItems("BR-0000-0000-SHRD", ["voorbeeld-bv-2"])]);

const isIndexQuery = (input: object) => "IndexName" in input;

/** A table whose index lists nothing: it lags behind. */
const lagging = (intercept: Intercept = (_, proceed) => proceed()) =>
  interceptedTable(table, async (call, proceed) => {
    const output = await intercept(call, proceed);
    return isIndexQuery(call.input) ? { ...output, Items: [], LastEvaluatedKey: undefined } : output;
  });

describe("destroying a controller's records", () => {
  // F12, F13
  test("leaves nothing of it but what came too late and what is kept, and everything of everybody else", async () => {
    await putItems(table, [...othersItems(), ...ownItems()]);
    const before = await itemsIn(table);
    expect(await destroy()).toEqual({ ...ownCounts, emptyAt });
    const after = await itemsIn(table);
    expect([...after.keys()]).toEqual(keysLeft());
    for (const { pk, sk } of othersItems()) {
      expect(after.get(`${pk}/${sk}`), `${pk}/${sk}`).toEqual(before.get(`${pk}/${sk}`));
    }
    expect(after.get("BR-0000-0000-SHRD/case")).toMatchObject({
      controllers: [{ id: "voorbeeld-bv-2" }],
      report: { controllerIds: ["voorbeeld-bv-2"] },
    });
    for (const sk of ["delivery#notice-1-voorbeeld-bv-2", "delivery#acknowledgement"]) {
      expect(after.get(`BR-0000-0000-SHRD/${sk}`)).toEqual(before.get(`BR-0000-0000-SHRD/${sk}`));
    }
  });

  // F12, F13
  test("leaves nothing of what it was written because of the agreement, of whatever kind", async () => {
    const cases = letterCaseKinds.flatMap((kind): StoredItem[] => {
      const pk = `${referencePrefixes[kind]}-0000-0000-0001`;
      const written = { ...letterCaseOf(pk, [letter()]), controllerId: gone };
      return [
        { pk, sk: "case", ...written },
        { pk, sk: "delivery#letter-0-0", kind: "delivery", v: 1, reference: pk, controllerId: gone },
      ];
    });
    await putItems(table, cases);
    expect(await destroy()).toEqual({ ...noRecords, notices: cases.length, unknown: 0, emptyAt });
    expect([...(await itemsIn(table)).keys()]).toEqual([]);
  });

  // F12, F13
  test("leaves nothing of a request that the desk assigned to it, also where that was killed at any call", async () => {
    const others = [...requestItems(1), ...requestItems(2, "voorbeeld-bv-2")];
    const reference = "DSR-0000-0000-A551";
    const [asked] = requestItems(1);
    const own = (sk: string, item: object): StoredItem => ({ ...asked, ...item, pk: reference, sk });
    await crashEverywhere({
      async prepare() {
        const world = await freshTable();
        await putItems(world, [
          ...others,
          own("case", { reference }),
          own("case#000001", { kind: "request-entry", controllerId: gone }),
          ...["desk", "acknowledgement", "desk-reminder-1"].map((id) => own(`delivery#${id}`, { id })),
          own("delivery#request", { id: "request", controllerId: gone }),
        ]);
        return world;
      },
      run(world, life) {
        const client = dynamoDbClient();
        watchClient(life, client);
        return destroy({ table: { client, name: world.name } });
      },
      async recover(world) {
        expect(await destroy({ table: world })).toHaveProperty("emptyAt", emptyAt);
      },
      check: async (world, at) => expect([...(await itemsIn(world)).keys()], at).toEqual(keysOf(others)),
    });
  });

  // F12, F13, F17
  test("takes the files with a case that are in no controller's place, also where it was killed at any call", async () => {
    const reference = "DSR-0000-0000-A551";
    const report = "BR-0000-0000-0WN1";
    const shared = "BR-0000-0000-SHRD";
    const kept = [...requestItems(1, "voorbeeld-bv-2"), ...reportItems(shared, ["voorbeeld-bv-2"])];
    const ofShared = keptFile(shared, { kind: "breach" }, { concerns: ["voorbeeld-bv-2"] });
    const own = [keptFile(reference, withDesk, { sequence: 2 }), keptFile(report, { kind: "breach" })];
    const items = [
      ...assignedItems(reference),
      ...reportItems(report, [gone]),
      ...own.flatMap((file) => file.items),
    ];
    const calls = await crashEverywhere({
      async prepare() {
        const world = await freshTable();
        await putItems(world, [...kept, ...ofShared.items, ...items]);
        const bucket = fakeBucket({ versions: [...own, ofShared].map(({ key }) => version(key)) });
        return { world, bucket };
      },
      run({ world, bucket }, life) {
        const client = dynamoDbClient();
        watchClient(life, client);
        const deleteFiles = deleterOf((place) => watchMethods(life, fakeS3({ "own-bucket": bucket })(place)));
        return destroy({ table: { client, name: world.name }, deleteFiles });
      },
      async recover({ world, bucket }) {
        const deleteFiles = deleterOf(fakeS3({ "own-bucket": bucket }));
        expect(await destroy({ table: world, deleteFiles })).toHaveProperty("emptyAt", emptyAt);
      },
      async check({ world, bucket }, at) {
        expect([...(await itemsIn(world)).keys()], at).toEqual(keysOf([...kept, ...ofShared.items]));
        expect(
          bucket.versions.map(({ key }) => key),
          at,
        ).toEqual([ofShared.key]);
      },
    });
    expect(calls.filter((name) => name === "deleteVersions")).toHaveLength(2);
  });

  test("takes no file of a request that came in for it: that is in its own place", async () => {
    const items = requestItems(1, gone);
    const reference = String(items[0]?.pk);
    const file = keptFile(reference, { kind: "request", controllerId: gone });
    await putItems(table, [...items, ...file.items]);
    expect(await destroy()).toEqual({ ...noRecords, requests: 5, emptyAt });
    expect(await itemsIn(table)).toEqual(new Map());
  });

  // F7, F16
  test("leaves a case whose files S3 does not delete, counts it and proves nothing; all else goes", async () => {
    const left = [
      ...assignedItems("DSR-0000-0000-A551"),
      ...keptFile("DSR-0000-0000-A551", withDesk, { sequence: 2 }).items,
      ...reportItems("BR-0000-0000-F11E", [gone]),
      ...keptFile("BR-0000-0000-F11E", { kind: "breach" }).items,
    ];
    await putItems(table, [...othersItems(), ...ownItems(), ...left]);
    const end = await destroy({ deleteFiles: async () => "left" });
    expect(end).toEqual({ ...ownCounts, filesLeft: 2 });
    const stays = [...keysLeft(), ...keysOf(left)].toSorted();
    expect([...(await itemsIn(table)).keys()]).toEqual(stays);
    expect(await destroy({ deleteFiles: async () => "left" }, end)).toEqual(end);
    expect(await destroy({ deleteFiles: async () => "gone" }, end)).toEqual({
      ...ownCounts,
      requests: 6 + 7,
      breachReports: 2,
      notices: 3,
      emptyAt,
    });
    expect([...(await itemsIn(table)).keys()]).toEqual(keysLeft());
  });

  // F12, F16
  test("is proven whatever S3 does with the files of another's report that is being destroyed", async () => {
    const going = [
      ...reportItems("BR-0000-0000-F11E", ["example-ltd"]).map((item) =>
        item.sk === "case" ? { ...item, leaving: true } : item,
      ),
      ...keptFile("BR-0000-0000-F11E", { kind: "breach" }).items,
    ];
    await putItems(table, [...othersItems(), ...ownItems(), ...going]);
    expect(await destroy()).toEqual({ ...ownCounts, emptyAt });
    expect([...(await itemsIn(table)).keys()]).toEqual([...keysLeft(), ...keysOf(going)].toSorted());
  });

  // F6
  test("leaves a case for the next run when the time is up while its files are deleted", async () => {
    const left = [
      ...assignedItems("DSR-0000-0000-A551"),
      ...keptFile("DSR-0000-0000-A551", withDesk, { sequence: 2 }).items,
      ...reportItems("BR-0000-0000-F11E", [gone]),
      ...keptFile("BR-0000-0000-F11E", { kind: "breach" }).items,
    ];
    for (const last of ["desk/", "breach-reports/"]) {
      await putItems(table, left);
      let isUp = false;
      const deleteFiles: DeleteFiles = async (prefix) => {
        isUp = prefix.startsWith(last);
        return isUp ? "unfinished" : "gone";
      };
      const end = await destroy({ deleteFiles, hasTime: () => !isUp });
      expect(end).not.toHaveProperty("emptyAt");
      expect(end).not.toHaveProperty("filesLeft");
      const whole = left.filter(({ pk }) => pk.startsWith(last === "desk/" ? "DSR-" : "BR-"));
      expect([...(await itemsIn(table)).keys()]).toEqual(expect.arrayContaining(keysOf(whole)));
      expect(await destroy({ deleteFiles: async () => "gone" }, end)).toHaveProperty("emptyAt", emptyAt);
      expect(await itemsIn(table)).toEqual(new Map());
    }
  });

  test("counts what it destroys of such a request", async () => {
    await putItems(table, [
      ...requestItems(1).map((item) => ({ ...item, pk: "DSR-0000-0000-A551" })),
      { pk: "DSR-0000-0000-A551", sk: "case#000001", kind: "request-entry", controllerId: gone },
    ]);
    expect(await destroy()).toEqual({ ...noRecords, requests: 4, emptyAt });
  });

  // H2
  test("leaves nothing of how its contacts changed, with the addresses that it had", async () => {
    const contactChange = (reference: string, controllerId: string) => [
      {
        pk: reference,
        sk: "case",
        kind: "contact-change",
        v: 1,
        controllerId,
        removed: ["x@voorbeeld.example"],
      },
      mailItem(delivery({ reference, controllerId, id: "removed-1", type: "contact-change" })),
    ];
    const others = contactChange("CTR-0000-0000-OTHR", "voorbeeld-bv-2");
    await putItems(table, [...others, ...contactChange("CTR-0000-0000-0WN1", gone), ...ownRequests(1)]);
    expect(await destroy()).toEqual({ ...noRecords, requests: 3, notices: 2, emptyAt });
    expect([...(await itemsIn(table)).keys()]).toEqual(keysOf(others));
  });

  test("goes on from what was destroyed before, and finds nothing more the second time", async () => {
    await putItems(table, ownItems());
    const first = await destroy({}, { ...noRecords, requests: 10, notices: 5 });
    expect(first).toEqual({ ...ownCounts, requests: 16, notices: 7, emptyAt });
    const later = new Date("2027-02-02T00:00:00.000Z");
    expect(await destroy({ now: () => later }, first)).toEqual({ ...first, emptyAt: later.toISOString() });
  });

  // F5
  test("is done by two at once, too", async () => {
    await putItems(table, [...othersItems(), ...ownItems()]);
    const ends = await Promise.all([destroy(), destroy()]);
    expect(ends.map((end) => end.emptyAt)).toEqual([emptyAt, emptyAt]);
    expect([...(await itemsIn(table)).keys()]).toEqual(keysLeft());
  });

  // F13, F17
  test("that is killed before or after a call is done by the next one", async () => {
    const neighbours = requestItems(1, "voorbeeld-bv-2");
    const left = [...neighbours, ...reportItems("BR-0000-0000-SHRD", ["voorbeeld-bv-2"])];
    await crashEverywhere({
      async prepare() {
        const world = await freshTable();
        await putItems(world, [...neighbours, ...ownItems()]);
        return world;
      },
      run(world, life) {
        const client = dynamoDbClient();
        watchClient(life, client);
        return destroy({ table: { client, name: world.name } });
      },
      recover: (world) => destroy({ table: world }),
      check: async (world, at) => expect([...(await itemsIn(world)).keys()], at).toEqual(keysOf(left)),
    });
  });

  test("fails where the table does", async () => {
    await putItems(table, ownItems());
    const failing = interceptedTable(table, ({ name }, proceed) => {
      if (name === "BatchWriteItem") throw new Error("down");
      return proceed();
    });
    await expect(destroy({ table: failing })).rejects.toThrow("down");
  });
});

describe("what the index does not list", () => {
  // F13
  test("is found by a scan, and the proof is another one that finds nothing", async () => {
    await putItems(table, [...othersItems(), ...ownItems()]);
    let scans = 0;
    const late = lagging(({ name }, proceed) => {
      if (name === "Scan") scans += 1;
      return proceed();
    });
    expect(await destroy({ table: late })).toEqual({ ...ownCounts, emptyAt });
    expect([...(await itemsIn(table)).keys()]).toEqual(keysLeft());
    expect(scans).toBe(2);
  });

  // F9, F13
  test("and is written behind the scan while that goes on is found by the next one", async () => {
    /** Together three pages of 1 MB. */
    const large = Array.from({ length: 10 }, (_, n) => requestItems(n, "example-ltd").slice(0, 1)).flat();
    await putItems(table, [
      ...large.map((item) => ({ ...item, filling: "x".repeat(300_000) })),
      ...ownItems(),
    ]);
    let pages = 0;
    let behind: string | undefined;
    const raced = lagging(async ({ name }, proceed) => {
      const output = await proceed();
      if (name !== "Scan") return output;
      pages += 1;
      behind ??= (output as ScanCommandOutput).LastEvaluatedKey?.pk?.S;
      // It sorts before the case that the scan has come to.
      if (pages === 1)
        await putItems(table, [{ pk: `${behind}`, sk: "before", kind: "note", controllerId: gone }]);
      return output;
    });
    expect(await destroy({ table: raced })).toEqual({ ...ownCounts, requests: 7, emptyAt });
    expect(behind).toMatch(/^DSR-0000-/);
    expect((await itemsIn(table)).has(`${behind}/before`)).toBe(false);
  });

  // F9
  test("is nothing that the forwarding of a request leaves, whenever it comes", async () => {
    const [unplanned, ...mails] = requestItems(1, gone);
    if (!unplanned) throw new Error("there is no request");
    const deliveries = mails.map(({ pk: _, sk: __, ...mail }) => mail as Delivery);
    let points = 1;
    for (let point = 0; point < points; point++) {
      await putItems(table, [unplanned]);
      const raced = interceptedTable(table, async ({ number }, proceed) => {
        if (number === point + 1) await fanOut(table, unplanned.pk, deliveries, ["case"]);
        const output = await proceed();
        if (number === point) await fanOut(table, unplanned.pk, deliveries, []).catch(() => {});
        points = Math.max(points, number + 1);
        return output;
      });
      expect(await destroy({ table: raced })).toHaveProperty("emptyAt", emptyAt);
      expect(await itemsIn(table), `${point}`).toEqual(new Map());
    }
    expect(points).toBeGreaterThanOrEqual(4);
  });
});

describe("what this release does not know", () => {
  const strange: StoredItem = { pk: "NEW-0000-0000-0001", sk: "case", kind: "new", v: 1, controllerId: gone };

  // H6
  test("is counted and left alone, and there is no proof while it is there", async () => {
    const newer = reportItems("BR-0000-0000-NEWR", [gone]).map((item) =>
      item.sk === "case" ? { ...item, v: 2 } : item,
    );
    const orphan = mailItem(noticeDelivery({ reference: "BR-0000-0000-0RPH" }));
    const left = [...newer, orphan, strange];
    await putItems(table, [...ownItems(), ...othersItems(), ...left]);
    const end = await destroy();
    expect(end).toEqual({ ...ownCounts, unknown: 3 });
    const after = await itemsIn(table);
    expect([...after.keys()]).toEqual([...keysLeft(), ...keysOf(left)].toSorted());
    for (const item of left) expect(after.get(`${item.pk}/${item.sk}`)).toEqual(item);
    expect(await destroy({}, end)).toEqual(end);
  });

  test("is not counted where only the index still lists it", async () => {
    const stale = interceptedTable(table, async ({ input }, proceed) => {
      const output = await proceed();
      const [{ pk, sk }, mail] = [strange, { pk: "BR-0000-0000-G0NE", sk: `delivery#notice-1-${gone}` }];
      return isIndexQuery(input)
        ? { ...output, Items: [{ pk, sk }, mail].map((key) => marshall(key)) }
        : output;
    });
    expect(await destroy({ table: stale })).toEqual({ ...noRecords, emptyAt });
  });
});

describe("time that runs out", () => {
  test("ends the work after each few items; it goes on until all is gone, and counts each once", async () => {
    await putItems(table, [...othersItems(), ...ownItems(60)]);
    let progress = noRecords;
    let runs = 0;
    for (; progress.emptyAt === undefined && runs < 50; runs++) {
      let steps = 4;
      const before = (await itemsIn(table)).size;
      progress = await destroy({ hasTime: () => steps-- > 0 }, progress);
      expect(before - (await itemsIn(table)).size).toBeLessThanOrEqual(4 * 25 + 5);
    }
    expect(runs).toBeGreaterThan(2);
    expect(progress).toEqual({ ...ownCounts, requests: 180, emptyAt });
    expect([...(await itemsIn(table)).keys()]).toEqual(keysLeft());
  });

  test("is no proof, and nothing is said to be unknown then, whenever it does", async () => {
    const strange = { pk: "NEW-1", sk: "case", kind: "new", v: 1, controllerId: gone };
    const newer = reportItems("BR-0000-0000-NEWR", [gone]).map((item) => ({ ...item, v: 2 }));
    await putItems(table, [strange, ...newer]);
    for (const steps of [0, 1]) {
      let left = steps;
      expect(await destroy({ hasTime: () => left-- > 0 })).toEqual(noRecords);
    }
    expect(await destroy()).toEqual({ ...noRecords, unknown: 2 });
  });
});

describe("many items", () => {
  const items = (count: number) =>
    Array.from(
      { length: count },
      (_, n): StoredItem => ({
        pk: `DSR-${String(n).padStart(4, "0")}-0000-0000`,
        sk: "case",
        controllerId: gone,
      }),
    );

  // F13, P12
  test("take a call for each 25 of them, and hardly any more", async () => {
    for (const count of [0, 1, 25, 26, 1_000]) {
      await putItems(table, items(count));
      let calls = 0;
      const counted = interceptedTable(table, (_, proceed) => {
        calls += 1;
        return proceed();
      });
      expect(await destroy({ table: counted })).toEqual({ ...noRecords, requests: count, emptyAt });
      expect(calls, `${count} items`).toBeLessThanOrEqual(1.1 * Math.ceil(count / 25) + 3);
    }
  });

  test("are written down page by page, and what that throws ends the work", async () => {
    const keys = items(1_001).map(({ pk, sk }) => marshall({ pk, sk }));
    const listing = interceptedTable(table, async ({ input }, proceed) => {
      const output = await proceed();
      return isIndexQuery(input) ? { ...output, Items: keys } : output;
    });
    const saved: RecordsProgress[] = [];
    const save = async (progress: RecordsProgress) => {
      saved.push(progress);
      throw new Error("superseded");
    };
    await expect(destroy({ table: listing, save })).rejects.toThrow("superseded");
    expect(saved).toEqual([{ ...noRecords, requests: 1_001 }]);
  });

  // F13
  test("are asked for again where the table left some of them out", async () => {
    await putItems(table, items(30));
    const asked: number[] = [];
    const busy = interceptedTable(table, async ({ name, input }, proceed) => {
      if (name !== "BatchWriteItem") return proceed();
      const { [table.name]: requests = [] } = (input as BatchWriteItemCommandInput).RequestItems ?? {};
      asked.push(requests.length);
      await proceed({ RequestItems: { [table.name]: requests.slice(0, 20) } });
      return {
        UnprocessedItems: requests.length > 20 ? { [table.name]: requests.slice(20) } : {},
        $metadata: {},
      };
    });
    expect(await destroy({ table: busy })).toEqual({ ...noRecords, requests: 30, emptyAt });
    expect(asked).toEqual([25, 5, 5]);
  });
});
