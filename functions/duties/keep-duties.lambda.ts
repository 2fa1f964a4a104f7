import { readEnvironment } from "../../shared/environment.ts";
import { json } from "../../shared/http/answer.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { operate } from "../operator/operate.ts";
import { assistanceCommands } from "./assistance/assistance-commands.ts";
import { auditCommands } from "./audits/audit-commands.ts";
import { instructionCommands } from "./instructions/instruction-commands.ts";
import { statementCommands } from "./statements/statement-commands.ts";
import { subProcessorCommands } from "./sub-processors/sub-processor-commands.ts";

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
    ...statementCommands(duties),
    ...subProcessorCommands(duties),
    ...instructionCommands(duties),
    ...assistanceCommands(duties),
    ...auditCommands(duties),
    "GET /settings": async () => json(200, { settings }),
  }),
);
