import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { receiveRequest } from "./receive-request.ts";
import { requestDependencies } from "./request-dependencies.ts";

const { TABLE_NAME } = readEnvironment("receive-request", process.env);

export const handler = httpDoor(
  receiveRequest(requestDependencies(connectTable(TABLE_NAME), () => new Date())),
);
