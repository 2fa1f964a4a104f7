import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectEvidence, connectTable } from "../../shared/table.ts";
import { operate } from "../operator/operate.ts";
import { inspectCommands } from "./inspect-commands.ts";
import { connectKms, sealKey } from "./kms.ts";
import { lockedSeals } from "./locked-seals.ts";
import { connectSealBucket } from "./seal-bucket.ts";

const { TABLE_NAME, EVIDENCE_TABLE_NAME, SEAL_KEY, SEAL_BUCKET } = readEnvironment(
  "inspect-evidence",
  process.env,
);

/** The operator API's view of the evidence. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate<"inspect-evidence">(
    inspectCommands({
      table: connectTable(TABLE_NAME),
      evidence: connectEvidence(EVIDENCE_TABLE_NAME),
      key: sealKey(connectKms(), SEAL_KEY),
      locked: lockedSeals(connectSealBucket(), SEAL_BUCKET),
      now: () => new Date(),
    }),
  ),
);
