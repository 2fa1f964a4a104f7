import type { DynamoDBStreamEvent } from "aws-lambda";
import { readEnvironment } from "../../shared/environment.ts";
import { sealMark } from "../../shared/evidence/block.ts";
import { connectEvidence } from "../../shared/table.ts";
import { chainWriter } from "./chain-writer.ts";
import { connectKms, sealKey } from "./kms.ts";
import { recordEvidence } from "./record-evidence.ts";
import { connectSealBucket, sealBucket } from "./seal-bucket.ts";
import { sealHeads } from "./seal-heads.ts";
import { lastSeal } from "./seal-store.ts";

const environment = readEnvironment("record-evidence", process.env);
const table = connectEvidence(environment.EVIDENCE_TABLE_NAME);
const now = () => new Date();
const add = chainWriter({ table, now });
const key = sealKey(connectKms(), environment.SEAL_KEY);
const bucket = sealBucket(connectSealBucket(), environment.SEAL_BUCKET);
const seal = () => sealHeads({ table, key, bucket, now });
const markLatest = async () => {
  const latest = await lastSeal(table);
  return latest && sealMark.parse(latest);
};

export const handler = ({ Records }: DynamoDBStreamEvent) =>
  recordEvidence(Records, { add, latestSeal: markLatest, seal, now });
