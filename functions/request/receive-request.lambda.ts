import { readController } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { remember, rememberedFor } from "../../shared/remember.ts";
import { connectTable } from "../../shared/table.ts";
import { receiveRequest } from "./receive-request.ts";
import { commitCase, readRequest } from "./request-store.ts";

const { TABLE_NAME } = readEnvironment("receive-request", process.env);
const table = connectTable(TABLE_NAME);
const now = () => new Date();

export const handler = httpDoor(
  receiveRequest({
    readController: remember((id) => readController(table, id), rememberedFor, now),
    commitCase: (newCase) => commitCase(table, newCase),
    readRequest: (reference) => readRequest(table, reference),
    now,
  }),
);
