import { readEnvironment } from "../../shared/environment.ts";
import { connectEvidence, connectTable } from "../../shared/table.ts";
import { beat } from "./heartbeat.ts";
import { connectKms, sealKey } from "./kms.ts";
import { connectSealBucket, sealBucket } from "./seal-bucket.ts";
import { sealHeads } from "./seal-heads.ts";

const environment = readEnvironment("seal-evidence", process.env);
const table = connectTable(environment.TABLE_NAME);
const evidence = connectEvidence(environment.EVIDENCE_TABLE_NAME);
const key = sealKey(connectKms(), environment.SEAL_KEY);
const bucket = sealBucket(connectSealBucket(), environment.SEAL_BUCKET);

/** The hourly run: a seal, and a sign of life for whoever records. */
export const handler = async () => {
  const seal = await sealHeads({ table: evidence, key, bucket, now: () => new Date() });
  await beat(table);
  return seal;
};
