import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { move, readDelivery } from "../delivery/delivery-store.ts";
import { answerAcknowledgement } from "./answer-acknowledgement.ts";
import { errorPage } from "./error-page.ts";

const { TABLE_NAME, PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment("acknowledge", process.env);
const table = connectTable(TABLE_NAME);
const site = { processor: PROCESSOR_NAME, contact: PRIVACY_DESK };

export const handler = httpDoor(
  answerAcknowledgement({
    readDelivery: (reference, id) => readDelivery(table, reference, id),
    move: (key, name, changes) => move(table, key, name, changes),
    now: () => new Date(),
    site,
  }),
  (refusal, language, call) => errorPage(refusal, language, call, site),
);
