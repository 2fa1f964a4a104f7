import { createHash } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll } from "vitest";
import {
  type CheckAttachmentsDependencies,
  checkAttachments,
} from "../../../functions/attachments/check-attachments.ts";
import { caseKinds } from "../../../functions/attachments/check-kinds.ts";
import { fileStore } from "../../../functions/attachments/kept-files.ts";
import { noteArrival, noteDrop } from "../../../functions/attachments/note-arrival.ts";
import { readUploads } from "../../../functions/attachments/upload-store.ts";
import type { BreachCase } from "../../../functions/breach/breach.ts";
import { commitBreach, readBreach } from "../../../functions/breach/breach-store.ts";
import { addReporter } from "../../../functions/breach/reporter/reporter-store.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import { commitCase, readRequest } from "../../../functions/request/request-store.ts";
import { type Upload, uploadSortKey } from "../../../shared/attachments/upload.ts";
import { readController } from "../../../shared/controller-store.ts";
import type { Table } from "../../../shared/table.ts";
import { s3As, tableAs } from "../../support/as-function.ts";
import { upload } from "../../support/attachments.ts";
import { breachCase, exampleLtd, reporter } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";
import { withoutPauses } from "../../support/pauses.ts";
import { clientOf, type FreshS3, freshS3, owner } from "../../support/s3.ts";
import { variablesOf } from "../../support/stack-roles.ts";
import { requestCase, voorbeeld } from "../../support/submissions.ts";

const { UPLOADS_BUCKET = "", DATA_BUCKET = "" } = variablesOf("check-attachments");

/** The two buckets, by the names that the stack gives them: what strangers send, and what is kept. */
export const buckets = { uploads: UPLOADS_BUCKET, kept: DATA_BUCKET } as const;

/** A small PDF. */
export const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

/** What the function needs, on these clients; a world whose clock the test sets. */
type Clients = { table: Table; s3: S3Client };

/** An S3 with both buckets, and the client of the function, which has its rights. */
export type FileS3 = FreshS3 & { checking: S3Client };

/** Opens one. Whoever does so closes it. */
export async function openFileS3(): Promise<FileS3> {
  const s3 = await freshS3({ buckets: Object.values(buckets) });
  const { client, close } = await s3As("check-attachments", s3);
  return { ...s3, checking: client, close: () => close().then(s3.close) };
}

/**
 * A table with Voorbeeld B.V., Example Ltd and a known reporter, and two empty buckets: those of an earlier world on this S3
 * are emptied. The test sets the clock, and changes what the function needs of the world.
 */
export async function worldOn(s3: FileS3) {
  const table = await freshTable();
  await emptyBuckets(s3);
  for (const controller of [voorbeeld(), exampleLtd()]) await changeControllers(table, () => controller);
  await addReporter(table, reporter());
  const own = tableAs("check-attachments", table);
  const changes: Partial<CheckAttachmentsDependencies> = {};
  const world = {
    s3,
    table,
    now: new Date("2026-11-22T10:30:00.000Z"),
    changes,
    check: (event: unknown, clients: Clients = { table: own, s3: s3.checking }) =>
      checkAttachments(event, { ...dependencies(clients, () => world.now), ...world.changes }),
    /** Lets something happen once, right before the bytes of a file are read. */
    beforeRead(happens: () => Promise<unknown>) {
      const uploads = fileStore(s3.client, buckets.uploads);
      const once = onlyOnce(happens);
      world.changes = {
        ...world.changes,
        uploads: { ...uploads, read: (...read) => once().then(() => uploads.read(...read)) },
      };
    },
    /** Lets something happen once, right before a file is copied. */
    beforeCopy(happens: () => Promise<unknown>) {
      const kept = fileStore(s3.client, buckets.kept);
      const once = onlyOnce(happens);
      world.changes = {
        ...world.changes,
        kept: { ...kept, copyIn: (...copy) => once().then(() => kept.copyIn(...copy)) },
      };
    },
    /** Lets something happen once, after a file was copied and before its case is told. */
    beforeEntry(happens: () => Promise<unknown>) {
      const kept = fileStore(s3.client, buckets.kept);
      const once = onlyOnce(happens);
      const copyIn: typeof kept.copyIn = async (...copy) => {
        const copied = await kept.copyIn(...copy);
        await once();
        return copied;
      };
      world.changes = { ...world.changes, kept: { ...kept, copyIn } };
    },
    uploads: (reference: string) => readUploads(table, reference),
    async typeOf(key: string): Promise<string | undefined> {
      return (await s3.client.send(new HeadObjectCommand({ Bucket: buckets.kept, Key: key }))).ContentType;
    },
    /** A request with the form of one file. */
    async request(of: RequestCase = requestCase(), form: Partial<Upload> = {}): Promise<Upload> {
      await commitCase(table, of);
      return world.form({ reference: of.reference, ...form });
    },
    /** A request without a known controller, with the form of one file. */
    atDesk: (of: RequestCase): Promise<Upload> =>
      world.request(of, { key: `desk/${of.reference}/${upload().id}`, controllerId: undefined }),
    /** A breach report with the form of one file. */
    async breach(of: BreachCase = breachCase()): Promise<Upload> {
      await commitBreach(table, of);
      const { controllerId: _, ...form } = upload({ reference: of.reference });
      return world.stored({ ...form, key: `breach-reports/${of.reference}/${form.id}` });
    },
    form: (of: Partial<Upload>) => world.stored(upload(of)),
    async stored(form: Upload): Promise<Upload> {
      const item = { pk: form.reference, sk: uploadSortKey(form.number), ...form };
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: marshall(item, { removeUndefinedValues: true }) }),
      );
      return form;
    },
    /** Sends a file with a form; gives its ETag. */
    async send({ key }: { key: string }, bytes: Uint8Array = pdf): Promise<string> {
      const put = new PutObjectCommand({ Bucket: buckets.uploads, Key: key, Body: bytes });
      return (await s3.client.send(put)).ETag ?? "";
    },
    files: async (reference: string) => {
      const isRequest = reference.startsWith("DSR");
      const found = await (isRequest ? readRequest(table, reference) : readBreach(table, reference));
      return found?.entries ?? [];
    },
    keys: (bucket: keyof typeof buckets) => keysIn(s3, buckets[bucket]),
    async bytes(key: string): Promise<Uint8Array> {
      const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: buckets.kept, Key: key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
  };
  return world;
}

export type FileWorld = Awaited<ReturnType<typeof worldOn>>;

/**
 * Gives worlds on one S3, which lasts as long as the tests of the file that asks, and in which nothing waits for a pause to
 * be over.
 */
export function fileWorlds(): () => Promise<FileWorld> {
  let s3: FileS3;
  beforeAll(async () => {
    s3 = await openFileS3();
  });
  afterAll(() => s3.close());
  return () => {
    withoutPauses();
    return worldOn(s3);
  };
}

/** Deletes what is in both buckets. */
export async function emptyBuckets(s3: FreshS3): Promise<void> {
  for (const bucket of Object.values(buckets)) {
    for (const Key of await keysIn(s3, bucket)) {
      await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
  }
}

/** The keys in a bucket, in their order. */
export async function keysIn({ client }: FreshS3, bucket: string): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = "" }) => Key);
}

function onlyOnce(happens: () => Promise<unknown>): () => Promise<void> {
  let happened = false;
  return async () => {
    if (happened) return;
    happened = true;
    await happens();
  };
}

/** The SHA-256 of a file, in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Clients of that world that nothing else uses: what a life of its own does. */
export function clientsOf({ table, s3 }: FileWorld): Clients {
  return { table: { ...table, client: dynamoDbClient() }, s3: clientOf(s3, owner) };
}

function dependencies({ table, s3 }: Clients, now: () => Date): CheckAttachmentsDependencies {
  return {
    casesOf: caseKinds(table, now),
    readRequest: (reference) => readRequest(table, reference),
    readController: (id) => readController(table, id),
    uploads: fileStore(s3, buckets.uploads),
    kept: fileStore(s3, buckets.kept),
    noteArrival: (form, at) => noteArrival(table, form, at),
    noteDrop: (form, at) => noteDrop(table, form, at),
    isScanned: false,
    hasTime: () => true,
    now,
  };
}

/** What S3 says of an object that a form put into a bucket. */
export function arrival(key: string, bucket: string = buckets.uploads) {
  return {
    version: "0",
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size: 1, etag: "e" },
      reason: "POST Object",
    },
  };
}

/** What GuardDuty says of an object that it scanned, or tried to. */
export function scanned(key: string, eTag: string, scanResultStatus: string) {
  return {
    version: "0",
    source: "aws.guardduty",
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    detail: {
      schemaVersion: "1.0",
      scanStatus: "COMPLETED",
      resourceType: "S3_OBJECT",
      s3ObjectDetails: {
        bucketName: buckets.uploads,
        objectKey: key,
        eTag: eTag.replaceAll('"', ""),
        versionId: "",
        s3Throttled: false,
      },
      scanResultDetails: { scanResultStatus, threats: null },
    },
  };
}

/** What the schedule says. */
export const quarter = { source: "aws.scheduler", "detail-type": "Scheduled Event", detail: "{}" };
