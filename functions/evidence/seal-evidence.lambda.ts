import { readEnvironment } from "../../shared/environment.ts";
import { connectEvidence } from "../../shared/table.ts";
import { connectKms, sealKey } from "./kms.ts";
import { connectSealBucket, sealBucket } from "./seal-bucket.ts";
import { sealHeads } from "./seal-heads.ts";

const environment = readEnvironment("seal-evidence", process.env);
const table = connectEvidence(environment.EVIDENCE_TABLE_NAME);
const key = sealKey(connectKms(), environment.SEAL_KEY);
const bucket = sealBucket(connectSealBucket(), environment.SEAL_BUCKET);

/** The hourly run. */
export const handler = () => sealHeads({ table, key, bucket, now: () => new Date() });
