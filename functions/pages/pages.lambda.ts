import { listReadableControllers } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { remember, rememberedFor } from "../../shared/remember.ts";
import { connectTable } from "../../shared/table.ts";
import { breachDependencies } from "../breach/breach-dependencies.ts";
import { readDelivery } from "../delivery/delivery-store.ts";
import { requestDependencies } from "../request/request-dependencies.ts";
import { answerPages } from "./answer-pages.ts";
import { errorPage } from "./error-page.ts";

const { TABLE_NAME, PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment("pages", process.env);
const table = connectTable(TABLE_NAME);
const site = { processor: PROCESSOR_NAME, contact: PRIVACY_DESK };
const now = () => new Date();
const listAll = remember(() => listReadableControllers(table), rememberedFor, now);

export const handler = httpDoor(
  answerPages({
    ...requestDependencies(table, now),
    ...breachDependencies(table, now),
    listControllers: async () => (await listAll("all")) ?? [],
    readDelivery: (reference, id) => readDelivery(table, reference, id),
    site,
  }),
  (refusal, language, call) => errorPage(refusal, language, call, site),
);
