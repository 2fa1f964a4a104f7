import type { S3Client } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { appendEntry } from "../../../functions/request/request-store.ts";
import type { Upload } from "../../../shared/attachments/upload.ts";
import { crashEverywhere, type Life, watchClient } from "../../faults/crash-points.ts";
import { breachCase } from "../../support/breaches.ts";
import { assigned, closed, unassignedCase } from "../../support/requests.ts";
import type { FreshS3 } from "../../support/s3.ts";
import { requestCase } from "../../support/submissions.ts";
import {
  arrival,
  clientsOf,
  type FileWorld,
  openFileS3,
  pdf,
  quarter,
  scanned,
  sha256Of,
  worldOn,
} from "./file-world.ts";

const opened = new Set<FreshS3>();

afterAll(() => Promise.all(Array.from(opened, ({ close }) => close())));

/** What somebody sent, the event that is being handled when the process ends, and where the file is kept in the end. */
type Scene = { form: Upload; event: unknown; at?: string };

type Staged = { world: FileWorld; scene: Scene };

/** A flow that handles one event, in worlds of their own. */
type Handling = {
  prepare: (world: FileWorld) => Promise<Scene>;
  /** What happens after a crash; without it, the next run by the clock. */
  recover?: (world: FileWorld, scene: Scene) => Promise<unknown>;
  check: (world: FileWorld, scene: Scene, at: string) => Promise<unknown>;
};

function handleEverywhere(
  { prepare, recover = byTheClock, check }: Handling,
  few: number,
): Promise<string[]> {
  return crashEverywhere<Staged>(
    {
      async prepare() {
        const s3 = await openFileS3();
        opened.add(s3);
        const world = await worldOn(s3);
        return { world, scene: await prepare(world) };
      },
      run: ({ world, scene }, life) => live(world, life, scene.event),
      recover: ({ world, scene }) => recover(world, scene),
      async check({ world, scene }, at) {
        await check(world, scene, at);
        await world.s3.close();
      },
    },
    few,
  );
}

function live(world: FileWorld, life: Life, event: unknown): Promise<void> {
  const clients = clientsOf(world);
  watchClient(life, clients.table.client);
  watchS3(life, clients.s3);
  return world.check(event, clients);
}

function watchS3(life: Life, { middlewareStack }: S3Client): void {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      (asked) =>
        life.reach(commandName.replace(/Command$/, ""), () => next(asked)),
    { step: "build", name: "crashPoints" },
  );
}

async function expectKeptOnce(world: FileWorld, { form, at = form.key }: Scene, when: string) {
  const entries = (await world.files(form.reference)).filter(({ attachment }) => attachment);
  expect(entries, when).toMatchObject([
    { move: "attach", attachment: { id: form.id, sha256: sha256Of(pdf) } },
  ]);
  expect(await world.keys("uploads"), when).toEqual([]);
  expect(await world.keys("kept"), when).toEqual([`${at}-${sha256Of(pdf)}`]);
}

function byTheClock(world: FileWorld): Promise<void> {
  return world.check(quarter);
}

async function requested(world: FileWorld): Promise<Scene> {
  const form = await world.request();
  await world.send(form);
  return { form, event: arrival(form.key) };
}

describe("a process that ends while it looks at a file", () => {
  test("of a request leaves nothing that the next run by the clock does not finish", async () => {
    const calls = await handleEverywhere({ prepare: requested, check: expectKeptOnce }, 22);
    expect(calls).toEqual([
      ...["Query", "GetItem", "UpdateItem", "GetObject"],
      ...["Query", "GetItem", "CopyObject", "TransactWriteItems", "GetItem", "ListObjectsV2", "DeleteObject"],
    ]);
  });

  test("of a breach report leaves nothing that the next run by the clock does not finish", async () => {
    const prepare = async (world: FileWorld) => {
      const form = await world.breach(breachCase());
      await world.send(form);
      return { form, event: arrival(form.key) };
    };
    const calls = await handleEverywhere({ prepare, check: expectKeptOnce }, 6);
    expect(calls).toContain("TransactWriteItems");
  });

  test("does not keep what the form is used for after that beside it", async () => {
    const other = Buffer.concat([pdf, Buffer.from("%%EOF\n")]);
    const calls = await handleEverywhere(
      {
        prepare: requested,
        async recover(world, { form }) {
          await world.send(form, other);
          await world.check(quarter);
        },
        async check(world, { form }, at) {
          const [entry, ...more] = await world.files(form.reference);
          expect(more, at).toEqual([]);
          expect(await world.keys("kept"), at).toEqual([`${form.key}-${entry?.attachment?.sha256}`]);
          expect(await world.keys("uploads"), at).toEqual([]);
        },
      },
      6,
    );
    expect(calls).toContain("CopyObject");
  });

  test("that nobody awaits any more leaves it dropped, and that noted, once the clock runs", async () => {
    const calls = await handleEverywhere(
      {
        async prepare(world) {
          const scene = await requested(world);
          const { reference } = scene.form;
          await appendEntry(world.table, closed({ reference }), requestCase());
          return scene;
        },
        async check(world, { form }, at) {
          expect(await world.keys("uploads"), at).toEqual([]);
          const [upload] = await world.uploads(form.reference);
          expect(upload?.droppedAt, at).toBeDefined();
        },
      },
      6,
    );
    expect(calls).toEqual(["Query", "GetItem", "UpdateItem", "ListObjectsV2", "DeleteObject"]);
  });

  test("in which malware was found later ends with the file gone once it is told again", async () => {
    const calls = await handleEverywhere(
      {
        async prepare(world) {
          const form = await world.request();
          const etag = await world.send(form);
          await world.check(scanned(form.key, etag, "NO_THREATS_FOUND"));
          return { form, event: scanned(form.key, etag, "THREATS_FOUND") };
        },
        recover: (world, { event }) => world.check(event),
        async check(world, { form }, at) {
          const entries = await world.files(form.reference);
          expect(
            entries.map(({ move }) => move),
            at,
          ).toEqual(["attach", "withhold"]);
          expect(await world.keys("kept"), at).toEqual([]);
        },
      },
      6,
    );
    expect(calls).toContain("TransactWriteItems");
  });
});

describe("a process that ends while it takes a file to the controller", () => {
  test("leaves nothing that the next run by the clock does not finish", async () => {
    const prepare = async (world: FileWorld) => {
      const of = unassignedCase();
      const form = await world.atDesk(of);
      await world.send(form);
      await world.check(arrival(form.key));
      await appendEntry(world.table, assigned({ sequence: 2 }), of);
      const at = `controllers/voorbeeld-bv/attachments/${of.reference}/${form.id}`;
      return { form, event: quarter, at };
    };
    const calls = await handleEverywhere({ prepare, check: expectKeptOnce }, 6);
    expect(calls).toContain("CopyObject");
  });
});
