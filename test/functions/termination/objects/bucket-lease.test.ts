import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { bucketLeases } from "../../../../functions/termination/objects/bucket-lease.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";

let table: Table;
let buckets = 0;

beforeAll(async () => {
  table = await freshTable();
});

/** A bucket nobody knows yet, and a clock that only waiting and the test move. */
function scene() {
  let time = Date.parse("2027-02-01T03:00:00.000Z");
  const clock = {
    now: () => new Date(time),
    wait: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  buckets += 1;
  return { bucket: `bucket-${buckets}`, lease: bucketLeases(table, clock), clock, pass: clock.wait };
}

async function leaseItem(bucket: string) {
  const Key = { pk: { S: "buckets" }, sk: { S: bucket } };
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item;
}

// F11
test("a bucket is had by one at a time; the other waits, some seconds at most", async () => {
  const { bucket, lease, clock } = scene();
  const before = clock.now().getTime();
  const second = await lease(bucket, () => lease(bucket, async () => "both"));
  expect(second).toBe("busy");
  expect(clock.now().getTime() - before).toBe(6_200);
});

test("it is given back when the work is done, or has failed", async () => {
  const { bucket, lease } = scene();
  const failing = lease(bucket, () => Promise.reject(new Error("the work failed")));
  await expect(failing).rejects.toThrow("the work failed");
  expect(await leaseItem(bucket)).toBeUndefined();
  expect(await lease(bucket, async () => "done")).toBe("done");
  expect(await leaseItem(bucket)).toBeUndefined();
});

test("somebody who waits gets it when it is given back", async () => {
  const { bucket, lease, clock } = scene();
  let giveBack = () => {};
  const held = new Promise<void>((resolve) => {
    giveBack = resolve;
  });
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const first = lease(bucket, async () => {
    begun();
    await held;
  });
  await hasBegun;
  const patient = bucketLeases(table, {
    ...clock,
    wait: async () => {
      giveBack();
      await first;
    },
  });
  expect(await patient(bucket, async () => "second")).toBe("second");
});

test("another bucket is had at the same time", async () => {
  const [one, other] = [scene(), scene()];
  expect(await one.lease(one.bucket, () => one.lease(other.bucket, async () => "both"))).toBe("both");
});

test("whoever was killed has it for three minutes, and may not write in the last of them", async () => {
  const { bucket, lease, clock, pass } = scene();
  const outcome = await lease(bucket, async ({ isHeld }) => {
    const held = [isHeld()];
    await pass(109_999);
    held.push(isHeld());
    await pass(1);
    held.push(isHeld());
    await pass(70_000);
    const next = await lease(bucket, async () => (await leaseItem(bucket))?.leaseUntil?.S);
    return { held, next };
  });
  expect(outcome).toEqual({
    held: [true, true, false],
    next: new Date(clock.now().getTime() + 180_000).toISOString(),
  });
});

test("what somebody else has taken over is not given back by the first", async () => {
  const { bucket, lease, pass } = scene();
  let second: Promise<unknown> = Promise.resolve();
  let release = () => {};
  await lease(bucket, async () => {
    await pass(180_000);
    await new Promise<void>((resolve) => {
      second = lease(bucket, () => {
        resolve();
        return new Promise<void>((free) => {
          release = free;
        });
      });
    });
  });
  expect(await leaseItem(bucket)).toBeDefined();
  release();
  await second;
  expect(await leaseItem(bucket)).toBeUndefined();
});
