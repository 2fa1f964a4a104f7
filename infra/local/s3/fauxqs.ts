import { mkdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { buildApp } from "fauxqs";
import * as z from "zod";
// fauxqs puts its parts together only in a server that listens on every network interface and asks nobody for a
// signature. So they are put together here, without a listener; it does not export them.
import { PersistenceManager } from "../../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../../node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "../../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/** An upload that is neither completed nor aborted. */
export type Upload = { id: string; key: string; initiated: string };

/** What fauxqs stores, and what it answers itself. */
export type Storage = {
  /** Buckets, objects and uploads. Each change is kept before the call returns. */
  store: S3Store;
  /** Lets fauxqs answer a request whose body has not been read. */
  answer(message: IncomingMessage, response: ServerResponse): void;
  /** A bucket's keys by the bytes of their UTF-8, as S3 lists them, from one on: with it when `included`. */
  keys(bucket: string, from: string, included: boolean): Iterable<string>;
  /** A bucket's unfinished uploads by key and id. */
  uploads(bucket: string): Upload[];
  /** Whether there is that unfinished upload of that key. */
  hasUpload(upload: { bucket: string; key: string; id: string }): boolean;
  /** Keeps what is changed within in one go, which is much faster than one by one. */
  inOneGo(change: () => void): void;
  close(): Promise<void>;
};

const override = "response-";

/** The headers that whoever asks for an object wants with it, in place of the object's own (API Reference, "GetObject"). */
function overridesIn(query: unknown): [name: string, value: string][] {
  return Object.entries(z.record(z.string(), z.unknown()).parse(query)).flatMap(([name, value]) =>
    name.startsWith(override) ? [[name.slice(override.length), String(value)]] : [],
  );
}

const keyRow = z.object({ key: z.string() });
const uploadRow = z.object({ id: z.string(), key: z.string(), initiated: z.string() });

/** Opens the folder in which fauxqs keeps an SQLite database. What it holds survives a kill of the process. */
export async function openStorage(folder: string): Promise<Storage> {
  mkdirSync(folder, { recursive: true });
  const persistence = new PersistenceManager(folder);
  const store = new S3Store();
  persistence.loadS3(store);
  store.persistence = persistence;
  const app = buildApp({
    logger: false,
    stores: { s3Store: store, sqsStore: new SqsStore(), snsStore: new SnsStore() },
  });
  app.addHook("onSend", async (request, reply) => {
    if (request.method !== "GET" || ![200, 206].includes(reply.statusCode)) return;
    for (const [name, value] of overridesIn(request.query)) reply.header(name, value);
  });
  await app.ready();

  const database = z.instanceof(DatabaseSync).parse(Reflect.get(persistence, "db"));
  // Waits for no disk: a kill loses nothing either way, only the machine's sudden end would. Ten times faster.
  database.exec("PRAGMA synchronous = NORMAL");
  const from = database.prepare("SELECT key FROM s3_objects WHERE bucket = ? AND key >= ? ORDER BY key");
  const after = database.prepare("SELECT key FROM s3_objects WHERE bucket = ? AND key > ? ORDER BY key");
  const unfinished = database.prepare(
    "SELECT upload_id AS id, key, initiated FROM s3_multipart_uploads WHERE bucket = ? ORDER BY key, upload_id",
  );

  const upload = database.prepare(
    "SELECT 1 FROM s3_multipart_uploads WHERE upload_id = ? AND bucket = ? AND key = ?",
  );

  return {
    store,
    answer: (message, response) => app.routing(message, response),
    *keys(bucket, key, included) {
      for (const row of (included ? from : after).iterate(bucket, key)) yield keyRow.parse(row).key;
    },
    uploads: (bucket) => z.array(uploadRow).parse(unfinished.all(bucket)),
    hasUpload: ({ bucket, key, id }) => upload.get(id, bucket, key) !== undefined,
    inOneGo(change) {
      database.exec("BEGIN");
      try {
        change();
      } finally {
        database.exec("COMMIT");
      }
    },
    async close() {
      await app.close();
      persistence.close();
    },
  };
}
