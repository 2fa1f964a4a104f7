import type { Context } from "aws-lambda";
import { readController } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { readRequest } from "../request/request-store.ts";
import { checkAttachments } from "./check-attachments.ts";
import { caseKinds } from "./check-kinds.ts";
import { fileStore } from "./kept-files.ts";
import { noteArrival, noteDrop } from "./note-arrival.ts";
import { connectS3 } from "./s3-client.ts";

const { TABLE_NAME, DATA_BUCKET, UPLOADS_BUCKET, MALWARE_PROTECTION } = readEnvironment(
  "check-attachments",
  process.env,
);
const table = connectTable(TABLE_NAME);
const s3 = connectS3();
const now = () => new Date();

/** How much time has to be left to begin with another file, in milliseconds. */
const timeForOne = 25_000;

export const handler = (event: unknown, context: Context) =>
  checkAttachments(event, {
    casesOf: caseKinds(table, now),
    readRequest: (reference) => readRequest(table, reference),
    readController: (id) => readController(table, id),
    uploads: fileStore(s3, UPLOADS_BUCKET),
    kept: fileStore(s3, DATA_BUCKET),
    noteArrival: (upload, at) => noteArrival(table, upload, at),
    noteDrop: (upload, at) => noteDrop(table, upload, at),
    isScanned: MALWARE_PROTECTION === "on",
    hasTime: () => context.getRemainingTimeInMillis() > timeForOne,
    now,
  });
