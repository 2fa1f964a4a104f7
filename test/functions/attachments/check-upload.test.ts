import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { fileStore } from "../../../functions/attachments/kept-files.ts";
import { moveToController } from "../../../functions/attachments/move-attachments.ts";
import { noteArrival } from "../../../functions/attachments/note-arrival.ts";
import { appendEntry, readRequest } from "../../../functions/request/request-store.ts";
import { attachmentReports } from "../../../shared/attachments/attachment-status.ts";
import { type Upload, uploadSortKey } from "../../../shared/attachments/upload.ts";
import { attachment } from "../../support/attachments.ts";
import { changeControllers } from "../../support/controllers.ts";
import { logged } from "../../support/logged.ts";
import { assigned, closed, unassignedCase } from "../../support/requests.ts";
import { requestCase, voorbeeld } from "../../support/submissions.ts";
import { arrival, buckets, type FileWorld, fileWorlds, pdf, quarter, scanned } from "./file-world.ts";

const openWorld = fileWorlds();
let world: FileWorld;

beforeEach(async () => {
  world = await openWorld();
});

const other = Buffer.concat([pdf, Buffer.from("%%EOF\n")]);
const codes = () => logged.map((line) => JSON.parse(line).code);

async function expectGone({ reference }: Upload) {
  expect((await world.files(reference)).filter(({ move }) => move === "attach")).toEqual([]);
  expect(await world.keys("uploads")).toEqual([]);
  expect(await world.keys("kept")).toEqual([]);
  expect(codes()).toContain("UPLOAD_DROPPED");
}

/** How the sender reads that the file stands. */
async function statusOf({ reference, id }: Upload) {
  const [entries, uploads] = [await world.files(reference), await world.uploads(reference)];
  return attachmentReports({ entries, uploads }, world.now).find((file) => file.id === id)?.status;
}

test("A file whose form is gone by the time that its arrival is written down is dropped", async () => {
  const form = await world.request();
  await world.send(form);
  world.changes = {
    async noteArrival(upload, at) {
      const Key = marshall({ pk: form.reference, sk: uploadSortKey(form.number) });
      await world.table.client.send(new DeleteItemCommand({ TableName: world.table.name, Key }));
      return noteArrival(world.table, upload, at);
    },
  };
  await world.check(arrival(form.key));
  await expectGone(form);
});

describe("a file that was dropped", () => {
  const termination = { reference: "AGR-AAAA-BBBB-CCCC", phase: "closed" as const };
  const ends: [string, (form: Upload) => Promise<unknown>][] = [
    [
      "its request was closed",
      ({ reference }) => appendEntry(world.table, closed({ reference }), requestCase()),
    ],
    [
      "its controller takes nothing any more",
      () => changeControllers(world.table, () => voorbeeld({ version: 2, termination })),
    ],
    [
      "others came first, and the case has as many as it can",
      async ({ reference }) => {
        for (const sequence of [1, 2, 3, 4, 5]) {
          const { controller: _, controllerVersion: __, ...entry } = assigned({ reference, sequence });
          const file = attachment({ id: `abcdefghjkm${sequence}`, number: sequence + 1 });
          const brings = { ...entry, move: "attach", by: "person", attachment: file } as const;
          await appendEntry(world.table, brings, requestCase());
        }
      },
    ],
  ];

  // D2
  test.each(ends)("was not received, and its sender can read that at once: %s", async (_, end) => {
    world.changes = { isScanned: true };
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key));
    expect(await statusOf(form)).toBe("checking");
    await end(form);
    await world.check(quarter);
    expect(await statusOf(form)).toBe("not_received");
    expect(await world.keys("uploads")).toEqual([]);
  });

  test("was not received either when the case ended before it came", async () => {
    const form = await world.request();
    await appendEntry(world.table, closed({ reference: form.reference }), requestCase());
    await world.send(form);
    await world.check(arrival(form.key));
    expect(await statusOf(form)).toBe("not_received");
  });

  test("while it was looked at was not received", async () => {
    const form = await world.request();
    await world.send(form);
    world.beforeCopy(() => appendEntry(world.table, closed({ reference: form.reference }), requestCase()));
    await world.check(arrival(form.key));
    await expectGone(form);
    expect(await statusOf(form)).toBe("not_received");
  });

  test("stays that: what comes with its form later is dropped, too", async () => {
    await changeControllers(world.table, () => voorbeeld({ version: 2, termination }));
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key));
    await changeControllers(world.table, () => voorbeeld({ version: 3 }));
    await world.send(form);
    await world.check(arrival(form.key));
    await expectGone(form);
    expect(await statusOf(form)).toBe("not_received");
  });

  test("because the case has it already is received", async () => {
    const form = await world.request();
    for (const bytes of [pdf, other]) {
      await world.send(form, bytes);
      await world.check(arrival(form.key));
    }
    expect(await statusOf(form)).toBe("received");
    expect((await world.uploads(form.reference))[0]).not.toHaveProperty("droppedAt");
  });
});

describe("malware that is found in a file that the case has", () => {
  /** A file that is let through, and something that happens before it is asked for what is kept. */
  async function meanwhile(happens: (form: Upload) => Promise<unknown>) {
    world.changes = { isScanned: true };
    const of = unassignedCase();
    const form = await world.atDesk(of);
    const etag = await world.send(form);
    await world.check(scanned(form.key, etag, "NO_THREATS_FOUND"));
    const kept = fileStore(world.s3.client, buckets.kept);
    let happened: Promise<unknown> | undefined;
    const etagOf: typeof kept.etagOf = async (asked) => {
      happened ??= happens(form);
      await happened;
      return kept.etagOf(asked);
    };
    world.changes = { ...world.changes, kept: { ...kept, etagOf } };
    await world.check(scanned(form.key, etag, "THREATS_FOUND"));
    expect((await world.files(of.reference)).map(({ move }) => move)).toContain("withhold");
    expect(await world.keys("kept")).toEqual([]);
  }

  // D7
  test("withholds it when it is moved to its controller just then", async () => {
    const kept = fileStore(world.s3.client, buckets.kept);
    await meanwhile(async ({ reference }) => {
      await appendEntry(world.table, assigned({ sequence: 2 }), unassignedCase());
      await moveToController(reference, {
        readRequest: (of) => readRequest(world.table, of),
        readController: async () => voorbeeld(),
        kept,
        hasTime: () => true,
      });
      expect(await world.keys("kept")).toEqual([expect.stringMatching(/^controllers\/voorbeeld-bv\//)]);
    });
  });

  // D7
  test("withholds it when nothing of it is there", async () => {
    await meanwhile(async () => {
      for (const key of await world.keys("kept")) await fileStore(world.s3.client, buckets.kept).remove(key);
    });
  });
});

describe("a run by the clock", () => {
  test("whose time is up lets the next one begin with what it did not come to", async () => {
    world.changes = { isScanned: true };
    const of = unassignedCase();
    const left = await world.atDesk(of);
    await world.check(scanned(left.key, await world.send(left), "NO_THREATS_FOUND"));
    await appendEntry(world.table, assigned({ sequence: 2 }), of);
    const waiting = await world.breach();
    const second = { ...waiting, number: 2, id: "abcdefghjkmn" };
    const late = await world.stored({ ...second, key: waiting.key.replace(waiting.id, second.id) });
    for (const form of [waiting, late]) await world.send(form);
    for (let run = 0; run < 2; run++) {
      let begun = 0;
      world.changes = { isScanned: true, hasTime: () => ++begun <= 2 };
      await world.check(quarter);
      world.now = new Date(world.now.getTime() + 15 * 60_000);
    }
    expect((await world.uploads(waiting.reference)).map(({ arrivedAt }) => arrivedAt)).not.toContain(
      undefined,
    );
    expect(await world.keys("kept")).toEqual([expect.stringMatching(/^controllers\/voorbeeld-bv\//)]);
  });
});
