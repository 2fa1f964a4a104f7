import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  type AttachmentsDependencies,
  answerAttachments,
  refuseAttachments,
} from "../../../functions/attachments/answer-attachments.ts";
import { downloadsFrom } from "../../../functions/attachments/downloads.ts";
import { formsInto } from "../../../functions/attachments/sign-form.ts";
import { addUpload, readUploads } from "../../../functions/attachments/upload-store.ts";
import { openBreach } from "../../../functions/breach/breach.ts";
import { readBreach, readReceiptHash } from "../../../functions/breach/breach-store.ts";
import { readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { openCase } from "../../../functions/request/request.ts";
import { readRequest } from "../../../functions/request/request-store.ts";
import { uploadSortKey } from "../../../shared/attachments/upload.ts";
import { readController } from "../../../shared/controller-store.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import { entrySortKey, type Table } from "../../../shared/table.ts";
import { tableAs } from "../../support/as-function.ts";
import { parties, report } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { type FreshS3, freshS3 } from "../../support/s3.ts";
import { lambdaContext, post, submission, voorbeeld } from "../../support/submissions.ts";
import { itemsUnder, putItems } from "../../support/table-items.ts";
import { ended, site } from "../pages/sample-site.ts";

export const buckets = { uploads: "uploads", data: "hosted-data" } as const;

/** What opens a case. */
export type Access = { kind: "request" | "breach"; reference: string; code: string };

/** The function behind files, on a table and an S3 that only this test knows. */
export type AttachmentsDoor = {
  table: Table;
  s3: FreshS3;
  /** Answers a call, as the function does. */
  answer: (call: Call) => Promise<Answer>;
  /** The same with other dependencies, such as a clock. */
  with: (changes: Partial<AttachmentsDependencies>) => (call: Call) => Promise<Answer>;
  /** Asks for a form, as a program does. */
  ask: (access: Access, asked?: Asked) => Promise<Answer>;
  close: () => Promise<void>;
};

/** How a program asks; without changes, for a form for a PDF of 1,000 bytes. */
export type Asked = { body?: unknown; key?: string; now?: Date; headers?: Record<string, string> };

/** What a program says of a file. */
export const announced = { filename: "volmacht.pdf", contentType: "application/pdf", size: 1_000 };

/** The door, over two controllers: one whose data is being destroyed. */
export async function attachmentsDoor(): Promise<AttachmentsDoor> {
  const [table, s3] = await Promise.all([freshTable(), freshS3({ buckets: Object.values(buckets) })]);
  for (const one of [voorbeeld(), ended]) await changeControllers(table, () => one);
  const own = tableAs("attachments", table);
  const dependencies: AttachmentsDependencies = {
    readRequest: (reference) => readRequest(own, reference),
    readBreach: (reference) => readBreach(own, reference),
    readReceiptHash: (reference) => readReceiptHash(own, reference),
    readDelivery: (reference, id) => readDelivery(own, reference, id),
    readUploads: (reference) => readUploads(own, reference),
    readController: (id) => readController(own, id),
    addUpload: (...added) => addUpload(own, ...added),
    signForm: formsInto(s3.client, buckets.uploads),
    downloads: downloadsFrom(s3.client, buckets.data),
    publicUrl: "https://meldpunt.example",
    now: () => new Date(),
    site,
  };
  const door = (changes: Partial<AttachmentsDependencies>) => {
    const handler = httpDoor(answerAttachments({ ...dependencies, ...changes }), refuseAttachments(site));
    return (call: Call) => handler(call, lambdaContext());
  };
  const ask = (access: Access, { body = announced, key, now, headers }: Asked = {}) =>
    door(now ? { now: () => now } : {})({
      ...post(body, {
        authorization: `Bearer ${access.code}`,
        ...(key !== undefined && { "idempotency-key": key }),
        ...headers,
      }),
      routeKey: routeOf(access),
      pathParameters: { reference: access.reference },
    });
  const close = () => s3.close();
  return { table, s3, answer: door({}), with: door, ask, close };
}

const routeOf = ({ kind }: Access) =>
  `POST /${kind === "request" ? "requests" : "breach-reports"}/{reference}/attachments`;

let made = 0;

/** Stores a case that nobody else has; a request is with that controller, or with nobody. */
export async function putCase(
  { table }: Pick<AttachmentsDoor, "table">,
  kind: Access["kind"] = "request",
  controllerId: string | null = "voorbeeld-bv",
): Promise<Access> {
  made += 1;
  const key = `a secret from a random source, ${made}`;
  const received = { body: "", key, language: "nl", at: new Date("2026-11-22T10:15:00Z") } as const;
  const controller = controllerId === null ? null : { id: controllerId, name: "Voorbeeld B.V." };
  const { case: of, receiptCode: code } =
    kind === "request"
      ? openCase({ ...received, submission: submission(), controller }, 0)
      : openBreach({ ...received, report: report(), controllers: parties, reporterId: undefined }, 0);
  await putItems(table, [{ pk: of.reference, sk: "case", ...of }]);
  return { kind, reference: of.reference, code };
}

/** Stores something beside a case: an entry under its sequence number, as it is given. */
export async function putEntry(
  { table }: Pick<AttachmentsDoor, "table">,
  entry: { reference: string; sequence: number },
): Promise<void> {
  await putItems(table, [{ pk: entry.reference, sk: entrySortKey(entry.sequence), ...entry }]);
}

/** The form of that number of a case, as it is stored. */
export async function storedForm({ table }: Pick<AttachmentsDoor, "table">, reference: string, number = 1) {
  return (await itemsUnder(table, reference)).get(`${reference}/${uploadSortKey(number)}`);
}

/** The form in an answer to a program. */
export function formIn({ body }: Answer): {
  id: string;
  upload: { url: string; fields: Record<string, string> };
} {
  return JSON.parse(body);
}

/** Sends a file with a form, as a browser does. `changes` replaces what stands in fields. */
export async function sendFile(
  { url, fields }: { url: string; fields: Record<string, string> },
  file: string,
  changes: Record<string, string> = {},
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) body.append(name, value);
  body.append("file", new Blob([file]), "C:\\fakepath\\volmacht.pdf");
  return fetch(url, { method: "POST", body, redirect: "manual" });
}

/** The keys of all objects in a bucket. */
export async function keysIn({ s3 }: Pick<AttachmentsDoor, "s3">, bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

/** Keeps an object in the bucket of hosted data. */
export async function keep({ s3 }: Pick<AttachmentsDoor, "s3">, key: string, body: string): Promise<void> {
  await s3.client.send(
    new PutObjectCommand({ Bucket: buckets.data, Key: key, Body: body, ContentType: "text/html" }),
  );
}

/** The text of an object that was uploaded; undefined where there is none. */
export async function uploaded(
  { s3 }: Pick<AttachmentsDoor, "s3">,
  key: string,
): Promise<string | undefined> {
  try {
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: buckets.uploads, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
