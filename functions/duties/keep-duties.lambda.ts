import { readEnvironment } from "../../shared/environment.ts";
import { json } from "../../shared/http/answer.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { operate } from "../operator/operate.ts";
import { dutyCommands } from "./duty-commands.ts";

const { TABLE_NAME, SETTINGS, PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment("keep-duties", process.env);
const settings: unknown = JSON.parse(SETTINGS);
const duties = {
  table: connectTable(TABLE_NAME),
  now: () => new Date(),
  processor: PROCESSOR_NAME,
  privacyDesk: PRIVACY_DESK,
};

/** The part of the operator API that keeps the agreement's other duties. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate<"keep-duties">({
    ...dutyCommands(duties),
    "GET /settings": async () => json(200, { settings }),
  }),
);
