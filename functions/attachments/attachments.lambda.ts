import { readController } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { remember, rememberedFor } from "../../shared/remember.ts";
import { connectTable } from "../../shared/table.ts";
import { readBreach, readReceiptHash } from "../breach/breach-store.ts";
import { readDelivery } from "../delivery/delivery-store.ts";
import { readRequest } from "../request/request-store.ts";
import { answerAttachments, refuseAttachments } from "./answer-attachments.ts";
import { downloadsFrom } from "./downloads.ts";
import { connectS3 } from "./s3-client.ts";
import { formsInto } from "./sign-form.ts";
import { addUpload, readUploads } from "./upload-store.ts";

const { TABLE_NAME, PUBLIC_URL, DATA_BUCKET, UPLOADS_BUCKET, PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment(
  "attachments",
  process.env,
);
const table = connectTable(TABLE_NAME);
const s3 = connectS3();
const now = () => new Date();
const site = { processor: PROCESSOR_NAME, contact: PRIVACY_DESK };

export const handler = httpDoor(
  answerAttachments({
    readRequest: (reference) => readRequest(table, reference),
    readBreach: (reference) => readBreach(table, reference),
    readReceiptHash: (reference) => readReceiptHash(table, reference),
    readDelivery: (reference, id) => readDelivery(table, reference, id),
    readUploads: (reference) => readUploads(table, reference),
    readController: remember((id) => readController(table, id), rememberedFor, now),
    addUpload: (...added) => addUpload(table, ...added),
    signForm: formsInto(s3, UPLOADS_BUCKET),
    downloads: downloadsFrom(s3, DATA_BUCKET),
    publicUrl: PUBLIC_URL,
    now,
    site,
  }),
  refuseAttachments(site),
);
