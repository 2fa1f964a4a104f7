import { PutObjectCommand } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fileStore } from "../../../functions/attachments/kept-files.ts";
import {
  type FileMoveDependencies,
  moveFromDesk,
  moveOrLog,
  moveToController,
} from "../../../functions/attachments/move-attachments.ts";
import type { RequestEntry } from "../../../functions/request/request-entry.ts";
import { type Attachment, type AttachmentEntry, isWithheld } from "../../../shared/attachments/attachment.ts";
import type { Controller } from "../../../shared/controller.ts";
import { attachment } from "../../support/attachments.ts";
import { logged } from "../../support/logged.ts";
import { assigned, unassignedCase } from "../../support/requests.ts";
import type { FreshS3 } from "../../support/s3.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { buckets, emptyBuckets, keysIn, openFileS3, pdf } from "./file-world.ts";

const of = unassignedCase();
const { reference } = of;
const desk = `desk/${reference}/`;
const place = `controllers/voorbeeld-bv/attachments/${reference}/`;

let s3: FreshS3;
let entries: RequestEntry[];
let controller: Controller | undefined;
let deps: FileMoveDependencies;

beforeAll(async () => {
  s3 = await openFileS3();
});
afterAll(() => s3.close());
beforeEach(async () => {
  await emptyBuckets(s3);
  controller = voorbeeld();
  entries = [brought(), assigned({ sequence: 2 })];
  deps = {
    readRequest: async () => ({ case: of, entries, deliveries: [] }),
    readController: async () => controller,
    kept: fileStore(s3.client, buckets.kept),
    hasTime: () => true,
  };
});

function brought(changes: Partial<Attachment> = {}): RequestEntry {
  const file: AttachmentEntry["attachment"] = attachment(changes);
  const { controller: _, controllerVersion: __, controllerId: ___, ...entry } = assigned();
  return { ...entry, move: isWithheld(file) ? "withhold" : "attach", by: "person", attachment: file };
}

const nameOf = ({ id, sha256 }: Attachment) => `${id}-${sha256}`;
const name = nameOf(attachment());

async function put(...keys: readonly string[]): Promise<void> {
  for (const Key of keys) {
    await s3.client.send(new PutObjectCommand({ Bucket: buckets.kept, Key, Body: pdf }));
  }
}

const keys = () => keysIn(s3, buckets.kept);

describe("the files of a request that was assigned", () => {
  test("are taken to the controller, and stay there however often it is done", async () => {
    const second = attachment({ id: "abcdefghjkmn", number: 2 });
    entries.push({ ...brought(second), sequence: 3 });
    await put(desk + name, desk + nameOf(second));
    for (let n = 0; n < 2; n++) await moveToController(reference, deps);
    expect(await keys()).toEqual([place + name, place + nameOf(second)]);
  });

  test("are taken there by two at once", async () => {
    await put(desk + name);
    await Promise.all([moveToController(reference, deps), moveToController(reference, deps)]);
    expect(await keys()).toEqual([place + name]);
  });

  test("are those that its entries tell of: what else is with the desk is deleted", async () => {
    entries.push({ ...brought({ id: "abcdefghjkmn", number: 2, scan: "threat" }), sequence: 3 });
    const withheld = nameOf(attachment({ id: "abcdefghjkmn" }));
    await put(desk + name, desk + withheld, `${desk}${attachment().id}-${"1".repeat(64)}`);
    await moveToController(reference, deps);
    expect(await keys()).toEqual([place + name]);
  });

  test("stay where they are as long as there is no controller, and once its intake is closed", async () => {
    await put(desk + name);
    const termination = { reference: "AGR-AAAA-BBBB-CCCC", phase: "closed" as const };
    controller = voorbeeld({ termination });
    await moveToController(reference, deps);
    controller = undefined;
    await moveToController(reference, deps);
    controller = voorbeeld();
    entries = [brought()];
    await moveToController(reference, deps);
    await moveToController(reference, { ...deps, readRequest: async () => undefined });
    expect(await keys()).toEqual([desk + name]);
  });

  test("wait for the clock when the time is up, or something goes wrong, which is logged without a name", async () => {
    await put(desk + name);
    await moveToController(reference, { ...deps, hasTime: () => false });
    await moveFromDesk({ ...deps, hasTime: () => false }, 0);
    await moveOrLog(reference, {
      ...deps,
      kept: { ...deps.kept, copyIn: () => Promise.reject(new Error(desk + name)) },
    });
    expect(await keys()).toEqual([desk + name]);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? "")).toMatchObject({
      code: "ATTACHMENTS_NOT_MOVED",
      reference,
      error: "Error",
    });
    expect(logged[0]).not.toContain(name);
    await moveFromDesk(deps, 0);
    expect(await keys()).toEqual([place + name]);
  });
});

describe("a run by the clock", () => {
  /** The requests of which it reads how they stand, of those with files at the desk, in the time for so many. */
  async function reached(count: number, turn: number, most = count): Promise<string[]> {
    const names = Array.from({ length: count }, (_, n) => `DSR-${String(n).padStart(4, "0")}`);
    const read: string[] = [];
    await moveFromDesk(
      {
        ...deps,
        kept: {
          ...deps.kept,
          async *list(prefix) {
            for (const one of names) yield* [`${prefix}${one}/a`, `${prefix}${one}/b`];
          },
        },
        readRequest: async (of) => void read.push(of),
        hasTime: () => read.length < most,
      },
      turn,
    );
    return read;
  }

  test("looks at every request with files at the desk once, where there is time", async () => {
    for (const turn of [0, 1, 2]) {
      const read = await reached(7, turn);
      expect(read.toSorted()).toEqual(await reached(7, 0));
      expect(read).toHaveLength(7);
    }
  });

  test("begins with others than the one before: however short the time, each has its turn before long", async () => {
    const counts = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(counts, fc.nat(3_000_000), async (count, turn) => {
        const all = new Set<string>();
        for (let n = 0; n < 3 * count; n++) for (const one of await reached(count, turn + n, 1)) all.add(one);
        expect(all.size).toBe(count);
      }),
    );
  });
});
