import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { readDelivery } from "../delivery/delivery-store.ts";
import { answerController } from "./answer-controller.ts";
import { controllerErrorPage } from "./controller/controller-view.ts";

const { TABLE_NAME, PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment("controller-pages", process.env);
const table = connectTable(TABLE_NAME);
const site = { processor: PROCESSOR_NAME, contact: PRIVACY_DESK };

/** The pages that the links in the mails to controllers open. */
export const handler = httpDoor(
  answerController({
    table,
    now: () => new Date(),
    processor: PROCESSOR_NAME,
    privacyDesk: PRIVACY_DESK,
    readDelivery: (reference, id) => readDelivery(table, reference, id),
  }),
  (refusal, language, call) => controllerErrorPage(refusal, language, call, site),
);
