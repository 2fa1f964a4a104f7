import { describe, expect, inject, test, vi } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { remainsOf } from "../../../functions/termination/remains.ts";
import { pendingSince } from "../../../shared/pending.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { watchClient } from "../../faults/crash-points.ts";
import { dynamoDbClient } from "../../support/dynamodb.ts";
import { logged, measured } from "../../support/logged.ts";
import { lambdaContext } from "../../support/submissions.ts";
import { putItems } from "../../support/table-items.ts";
import { expectDestroyed, expectUntouched, lookAt } from "./after-destruction.ts";
import { planningVariables } from "./agreement-office.ts";
import {
  type DestructionWorld,
  day,
  destroyNotBefore,
  destructionWorld,
  hour,
  toldAt,
} from "./destruction-world.ts";
import { s3Error } from "./objects/fake-s3.ts";

const idle = { due: 0, destroyed: 0, remaining: 0 };
const goesOn = { due: 1, destroyed: 0, remaining: 1 };
const certified = { due: 1, destroyed: 1, remaining: 0 };

async function movesOf(world: DestructionWorld): Promise<string[]> {
  return (await world.history()).entries.map(({ move }) => move);
}

describe("the hourly run", () => {
  // F1
  test("writes nothing at all before the due day is over", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    for (const early of [30 * 60_000, 1]) {
      world.setClock(new Date(destroyNotBefore.getTime() - early));
      expect(await world.run()).toEqual(idle);
    }
    expect(await lookAt(world)).toEqual(before);
    expect(Object.values(world.buckets).flatMap(({ calls }) => calls)).toEqual([]);
  });

  test("closes the intake first and deletes nothing; the next one begins, when a minute has passed", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    world.setClock(destroyNotBefore);
    expect(await world.run()).toEqual(goesOn);
    expect(await world.controller()).toMatchObject({ termination: { phase: "closed" } });
    world.pass(59_999);
    expect(await world.run()).toEqual(goesOn);
    expect(await movesOf(world)).toEqual(["close"]);
    await expectUntouched(world, before);
    world.pass(1);
    expect(await world.run()).toEqual(certified);
    expect(await movesOf(world)).toEqual(["close", "begin", "certify"]);
  });

  // F12, F13
  test("destroys all that is the controller's, exactly counted, and nothing else; and is done then for years", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    world.pass(hour);
    expect(await world.run()).toEqual(goesOn);
    world.pass(hour);
    expect(await world.run()).toEqual(certified);
    await expectDestroyed(world, before);
    const { objects = [], records } = (await world.destruction()) ?? {};
    const things = objects.flatMap(({ versions, deleteMarkers, uploads }) => [
      versions,
      deleteMarkers,
      uploads,
    ]);
    const items = [records?.requests, records?.breachReports, records?.sharedReports, records?.notices];
    const Destroyed = [...things, ...items].reduce<number>((sum, count = 0) => sum + count, 0);
    expect(Destroyed).toBeGreaterThan(10);
    expect(measured).toEqual([{ Destroyed }]);
    const { entries } = await world.history();
    expect(entries.at(-1)).toMatchObject({
      outcome: { countsAreExact: true },
      recipients: ["directie@voorbeeld.example", "privacy@voorbeeld.example"],
    });
    const after = await lookAt(world);
    for (const later of [hour, 30 * day, 4 * 365 * day]) {
      world.pass(later);
      expect(await world.run()).toEqual(idle);
    }
    expect(await lookAt(world)).toEqual(after);
  });
});

describe("the first mail to the controller", () => {
  // F18
  test("has to be with SES for seven days", async () => {
    const told = new Date(destroyNotBefore.getTime() - 3 * day);
    const world = await destructionWorld({ toldAt: told });
    const before = await lookAt(world);
    world.pass(hour);
    expect(await world.run()).toEqual(idle);
    expect(await world.destruction()).toMatchObject({
      pendingAt: new Date(told.getTime() + 7 * day).toISOString(),
    });
    world.setClock(new Date(told.getTime() + 7 * day - 1));
    expect(await world.run()).toEqual(idle);
    await expectUntouched(world, before);
    world.pass(1);
    expect(await world.run()).toEqual(goesOn);
    expect(await movesOf(world)).toEqual(["close"]);
  });

  // F18
  test("that SES never took is waited for, and what waits is not due", async () => {
    const world = await destructionWorld({ toldAt: null });
    const before = await lookAt(world);
    for (const later of [hour, 7 * day, 365 * day]) {
      world.pass(later);
      expect(await world.run()).toEqual(idle);
    }
    await expectUntouched(world, before);
    expect(await movesOf(world)).toEqual([]);
  });

  test("makes a last day in the past wait for seven days", async () => {
    const world = await destructionWorld({ terms: { lastDay: "2026-09-30" } });
    world.setClock(new Date(toldAt.getTime() + 7 * day - 1));
    expect(await world.run()).toEqual(idle);
    world.pass(1);
    expect(await world.run()).toEqual(goesOn);
  });
});

/** Has SES not taken the mail of one of the controller's requests; gives its item as it was. */
async function storeUnsentRequest(world: DestructionWorld): Promise<StoredItem> {
  const sent = world.cases.ours.find(({ sk }) => sk === "delivery#request");
  if (!sent) throw new Error("there is no request");
  await putItems(world.table, [{ ...sent, state: "pending", ...pendingSince(sent.pk, toldAt) }]);
  return sent;
}

// E17
test("a request that SES has not taken yet is waited for, until a day before all has to be destroyed", async () => {
  const world = await destructionWorld();
  await storeUnsentRequest(world);
  const before = await lookAt(world);
  world.pass(hour);
  await world.run();
  for (const at of [world.now().getTime() + hour, destroyNotBefore.getTime() + 6 * day - 1]) {
    world.setClock(new Date(at));
    expect(await world.run()).toEqual(goesOn);
    expect(await movesOf(world)).toEqual(["close"]);
  }
  await expectUntouched(world, before);
  expect(logged.join("")).not.toContain("REQUESTS_UNSENT");
  world.pass(1);
  expect(await world.run()).toEqual(certified);
  expect(logged.join("")).toContain(`"code":"REQUESTS_UNSENT","reference":"${world.reference}","mails":1`);
});

// F4, F5
describe("several runs", () => {
  test("at once, and late: one has the lease, and the others write nothing", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    world.pass(3 * day);
    await Promise.all([world.run(), world.run()]);
    expect(await world.destruction()).toMatchObject({ run: 1, ended: 1 });
    world.pass(26 * hour);
    const reports = await Promise.all([world.run(), world.run(), world.run()]);
    expect(reports.filter(({ destroyed }) => destroyed === 1)).toEqual([certified]);
    expect(reports.filter(({ destroyed }) => destroyed === 0)).toEqual([goesOn, goesOn]);
    expect(await world.destruction()).toMatchObject({ run: 2, ended: 2 });
    await expectDestroyed(world, before);
  });

  test.each([3, 8])(
    "on clocks an hour apart, the first held up before its write %i: it stops, and writes nothing more",
    async (write) => {
      const world = await destructionWorld();
      const before = await lookAt(world);
      world.pass(hour);
      await world.run();
      world.pass(hour);
      const held = holdUp(world, write);
      const first = world.run(held.dependencies);
      await held.reached;
      world.pass(hour);
      expect(await world.run()).toEqual(certified);
      const after = await world.items();
      held.goOn();
      expect(await first).toEqual(goesOn);
      expect(await world.items()).toEqual(after);
      expect(logged.join("")).not.toContain("DESTRUCTION_FAILED");
      await expectDestroyed(world, before);
    },
  );
});

// F5
test("a run that was taken over does not begin to destroy what the next one has reason to wait with", async () => {
  const world = await destructionWorld();
  const before = await lookAt(world);
  world.pass(hour);
  await world.run();
  world.pass(hour);
  const held = holdUp(world, 2);
  const first = world.run(held.dependencies);
  await held.reached;
  const sent = await storeUnsentRequest(world);
  world.pass(hour);
  expect(await world.run()).toEqual(goesOn);
  held.goOn();
  expect(await first).toEqual(goesOn);
  expect(await movesOf(world)).toEqual(["close"]);
  await putItems(world.table, [sent]);
  await expectUntouched(world, before);
});

/** A process whose clock stands still, and which waits before its n-th write to the table until it may go on. */
function holdUp({ table, now }: DestructionWorld, nth: number) {
  const client = dynamoDbClient();
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let writes = 0;
  const reach = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    if (["UpdateItem", "TransactWriteItems"].includes(name)) writes += 1;
    if (writes === nth) {
      reached.resolve();
      await released.promise;
    }
    return call();
  };
  watchClient({ reach }, client);
  const at = now();
  const dependencies = { table: { ...table, client }, now: () => at };
  return { dependencies, reached: reached.promise, goOn: () => released.resolve() };
}

describe("several destructions", () => {
  test("do not wait for one that fails", async () => {
    const world = await destructionWorld();
    const other = await world.terminate("voorbeeld-b");
    world.buckets["own-bucket"].listVersions = async (prefix) => {
      if (prefix === "controllers/voorbeeld-bv/") throw s3Error("InternalError", 500);
      return { entries: [], unreadable: 0 };
    };
    world.pass(hour);
    await world.run();
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 2, destroyed: 1, remaining: 1 });
    expect(stateOf(await world.history(other))).toBe("destroyed");
    expect(await world.destruction()).toMatchObject({ failures: 1 });
  });

  // H6
  test("do not wait for one that cannot be read", async () => {
    const world = await destructionWorld();
    const other = await world.terminate("voorbeeld-b");
    const broken = { ...(await world.destruction()), objects: "of another release" };
    await putItems(world.table, [{ ...broken, pk: world.reference, sk: "destruction" }]);
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 2, destroyed: 0, remaining: 2 });
    expect(stateOf(await world.history(other))).toBe("closed");
    expect(logged.join("")).toContain(`"code":"DESTRUCTION_FAILED","reference":"${world.reference}"`);
  });

  // F6
  test("for which there is no time are gone on with by the next run", async () => {
    const world = await destructionWorld();
    await world.terminate("voorbeeld-b");
    world.pass(hour);
    const before = await lookAt(world);
    expect(await world.run({ remainingTime: () => 60_000 })).toEqual({ due: 2, destroyed: 0, remaining: 2 });
    expect(await lookAt(world)).toEqual(before);
    expect(await world.run()).toEqual({ due: 2, destroyed: 0, remaining: 2 });
    world.pass(hour);
    expect(await world.run()).toEqual({ due: 2, destroyed: 2, remaining: 0 });
  });

  test("take turns, where one of them uses up all the time", async () => {
    const world = await destructionWorld();
    const other = await world.terminate("voorbeeld-b");
    world.pass(hour);
    await world.run();
    let left = 900_000;
    const { listVersions } = world.buckets["own-bucket"];
    world.buckets["own-bucket"].listVersions = async (prefix, after) => {
      if (prefix === "controllers/voorbeeld-bv/") left = 80_000;
      return listVersions(prefix, after);
    };
    const short = { remainingTime: () => left };
    const states: string[] = [];
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      left = 900_000;
      await world.run(short);
      states.push(stateOf(await world.history(other)));
    }
    expect(states.at(-1)).toBe("destroyed");
    expect(stateOf(await world.history())).toBe("destroying");
  });
});

// F12, F13
test("a file of a report that two controllers share stays with the one, and goes with the other", async () => {
  const world = await destructionWorld();
  const { files } = world.cases;
  const keys = () => world.buckets["own-bucket"].versions.map(({ key }) => key);
  expect(keys()).toEqual(expect.arrayContaining([...files.ours, ...files.shared, ...files.others]));
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    await world.run();
  }
  expect(keys().filter((key) => files.ours.includes(key))).toEqual([]);
  expect(keys()).toEqual(expect.arrayContaining([...files.shared, ...files.others]));

  const other = await world.terminate("example-ltd");
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    await world.run();
  }
  expect(stateOf(await world.history(other))).toBe("destroyed");
  expect(keys().filter((key) => files.shared.includes(key))).toEqual([]);
  expect(keys()).toEqual(expect.arrayContaining(files.others));
});

describe("files that S3 does not delete with their case", () => {
  const isDesks = (prefix: string) => prefix.startsWith("desk/");

  // F7, F8
  test("are reported, and certified only once they are gone, too", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    const bucket = world.buckets["own-bucket"];
    const { deleteVersions } = bucket;
    bucket.deleteVersions = async (versions) =>
      versions.some(({ key }) => isDesks(key))
        ? versions.map((version) => ({ version, code: "AccessDenied" }))
        : deleteVersions(versions);
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      await world.run();
    }
    expect(stateOf(await world.history())).toBe("incomplete");
    const { outcome } = (await world.history()).entries.at(-1) ?? {};
    expect(outcome && remainsOf(outcome)).toEqual([
      { of: "records", where: null, reason: "files_left", code: null, count: 1 },
      { of: "records", where: null, reason: "not_verified", code: null, count: null },
    ]);
    bucket.deleteVersions = deleteVersions;
    world.pass(day);
    expect(await world.run()).toEqual(certified);
    await expectDestroyed(world, before);
  });

  test("make the run fail where S3 gives no answer, and are deleted by the next one", async () => {
    const world = await destructionWorld();
    const before = await lookAt(world);
    const bucket = world.buckets["own-bucket"];
    const { listVersions } = bucket;
    bucket.listVersions = (prefix, after) =>
      isDesks(prefix) ? Promise.reject(new Error("no answer")) : listVersions(prefix, after);
    for (let n = 0; n < 2; n++) {
      world.pass(hour);
      await world.run();
    }
    expect(await world.destruction()).toMatchObject({ failures: 1 });
    bucket.listVersions = listVersions;
    world.pass(hour);
    expect(await world.run()).toEqual(certified);
    await expectDestroyed(world, before);
  });
});

// F6
test("a destruction with little time in each run ends after several, exactly counted", async () => {
  const world = await destructionWorld();
  const before = await lookAt(world);
  world.pass(hour);
  await world.run();
  let runs = 0;
  for (let remaining = 1; remaining > 0 && runs < 20; runs++) {
    world.pass(hour);
    // Each look at the clock costs a minute and a half.
    let looks = 0;
    const remainingTime = () => 900_000 - 90_000 * looks++;
    remaining = (await world.run({ remainingTime })).remaining;
  }
  expect(runs).toBeGreaterThan(2);
  await expectDestroyed(world, before);
  expect((await world.history()).entries.at(-1)?.outcome?.countsAreExact).toBe(true);
});

// F4
test("what the event says of the time has no effect", async () => {
  const world = await destructionWorld({ terms: { lastDay: "2044-12-31" } });
  const before = await lookAt(world);
  const variables = { ...planningVariables, METRICS_NAMESPACE: "Meldpunt", TABLE_NAME: world.table.name };
  const aws = { AWS_ENDPOINT_URL_DYNAMODB: inject("dynamodb"), AWS_REGION: "eu-central-1" };
  const credentials = { AWS_ACCESS_KEY_ID: "TEST", AWS_SECRET_ACCESS_KEY: "test" };
  for (const [name, value] of Object.entries({ ...variables, ...aws, ...credentials }))
    vi.stubEnv(name, value);
  const { handler } = await import("../../../functions/termination/destroy.lambda.ts");
  const forged = { time: "2099-01-01T00:00:00Z", detail: { now: "2099-01-01T00:00:00Z" } };
  const context = { ...lambdaContext(), getRemainingTimeInMillis: () => 900_000 };
  expect(await handler(forged, context)).toEqual(idle);
  vi.unstubAllEnvs();
  expect(await lookAt(world)).toEqual(before);
});
