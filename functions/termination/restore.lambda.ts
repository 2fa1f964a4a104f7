import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectEvidence, connectTable } from "../../shared/table.ts";
import { sharedReports } from "../breach/take-out.ts";
import { operate } from "../operator/operate.ts";
import { restoreCommands } from "./restore/restore-commands.ts";

const { TABLE_NAME, EVIDENCE_TABLE_NAME, RESTORED_TABLES } = readEnvironment("restore", process.env);

/** The operator API's work on tables that were restored from a recovery point. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate<"restore">(
    restoreCommands({
      table: connectTable(TABLE_NAME),
      evidence: connectEvidence(EVIDENCE_TABLE_NAME),
      prefix: RESTORED_TABLES,
      sharedIn: sharedReports,
      now: () => new Date(),
    }),
  ),
);
