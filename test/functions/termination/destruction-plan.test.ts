import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyingOf, planOf, storeNames } from "../../../functions/termination/destruction-plan.ts";
import { waitMilliseconds } from "../../../shared/attachments/upload.ts";
import { lateUploadHours } from "../../../shared/retention.ts";
import { windows } from "./terminations.ts";

const places = [
  { bucket: "data", prefix: "controllers/voorbeeld-bv/" },
  { bucket: "hosted", prefix: "voorbeeld/" },
];
const finishedAt = new Date("2027-02-01T00:04:00.000Z");
const noLogs = () => undefined;

describe("the plan of a destruction", () => {
  test("names each place, and every store of the table", () => {
    expect(planOf(places, windows, "data").filter(({ means }) => means === "deleted")).toEqual([
      { store: "objects", where: "data/controllers/voorbeeld-bv/", means: "deleted" },
      { store: "objects", where: "hosted/voorbeeld/", means: "deleted" },
      { store: "requests", means: "deleted" },
      { store: "breach-reports", means: "deleted" },
      { store: "attachments", where: "data/desk/", means: "deleted" },
      { store: "attachments", where: "data/breach-reports/", means: "deleted" },
      { store: "deliveries", means: "deleted" },
      { store: "indexes", means: "deleted" },
    ]);
  });

  // F14
  test("names what empties itself, with the days until it is truly empty", () => {
    expect(planOf(places, windows, "data").filter(({ means }) => means === "expires")).toEqual([
      { store: "recovery", means: "expires", days: 7 },
      { store: "stream", means: "expires", days: 1 },
      // A bounce can come 14 hours after the mail, be retried for 24 + 6 hours, and then lie there for 14 days.
      { store: "queues", means: "expires", days: 16 },
      { store: "event-retries", means: "expires", days: 2 },
      { store: "invocations", means: "expires", days: 2 },
      { store: "mail-in-transit", means: "expires", days: 1 },
      // A form can bring a file for an hour; it lies there for a day, and until the midnight after that.
      { store: "uploads", means: "expires", days: 3 },
      { store: "logs", means: "expires", days: 33 },
    ]);
  });

  test("waits for files as long as their forms can bring any", () => {
    expect(lateUploadHours * 3_600_000).toBe(waitMilliseconds);
  });

  // F14
  test("leaves out no store but those that only the destruction finds", () => {
    const planned = new Set(planOf(places, windows, "data").map(({ store }) => store));
    expect(storeNames.filter((store) => !planned.has(store))).toEqual(["replicas", "access-logs"]);
  });

  test("follows the settings", () => {
    const days = (store: string, of: typeof windows) =>
      planOf([], of, "data").flatMap((planned) =>
        planned.store === store && planned.means === "expires" ? [planned.days] : [],
      );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 35 }),
        fc.integer({ min: 1, max: 365 }),
        (recovery, retention) => {
          const settings = { recoveryDays: recovery, logRetentionDays: retention };
          expect(days("recovery", settings)).toEqual([recovery]);
          expect(days("logs", settings)).toEqual([retention + 3]);
        },
      ),
    );
  });
});

describe("the stores that empty themselves", () => {
  test("are empty as many days after the last delete as was planned", () => {
    const planned = planOf([], windows, "data").flatMap((store) =>
      store.means === "expires" ? [store] : [],
    );
    expect(emptyingOf(windows, finishedAt, [], noLogs)).toEqual(
      planned.map(({ store, days }) => ({
        store,
        emptyBy: new Date(finishedAt.getTime() + days * 86_400_000).toISOString(),
      })),
    );
  });

  test("are the access logs too, where it is known for how many days they are kept", () => {
    const objects = [{ bucket: "hosted", accessLogs: "logs/hosted/" }, { bucket: "data" }];
    expect(emptyingOf(windows, finishedAt, objects, () => 90).slice(-1)).toEqual([
      { store: "access-logs", where: "logs/hosted/", emptyBy: "2027-05-02T00:04:00.000Z" },
    ]);
    const stores = emptyingOf(windows, finishedAt, objects, noLogs).map(({ store }) => store);
    expect(stores).not.toContain("access-logs");
  });

  test("are logs of several buckets in one place once, as long as the longest is kept", () => {
    const objects = ["one", "two"].map((bucket) => ({ bucket, accessLogs: "logs/" }));
    const logsOf = (days: Record<string, number>) =>
      emptyingOf(windows, finishedAt, objects, (bucket) => days[bucket]).filter(
        ({ store }) => store === "access-logs",
      );
    expect(logsOf({ one: 30, two: 90 })).toMatchObject([{ emptyBy: "2027-05-02T00:04:00.000Z" }]);
    expect(logsOf({ one: 30 })).toEqual([]);
  });
});
