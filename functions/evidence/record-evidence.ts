import { setTimeout } from "node:timers/promises";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import type { SealMark } from "../../shared/evidence/block.ts";
import { describeError, log } from "../../shared/log.ts";
import { measure, secondsBetween } from "../../shared/metrics.ts";
import { inParallel } from "../../shared/parallel.ts";
import type { AddToChain } from "./chain-writer.ts";
import { changesIn, type RecordedChange } from "./recorded-change.ts";

/** What recording needs of the world. */
export type RecordDependencies = {
  add: AddToChain;
  latestSeal: () => Promise<SealMark | undefined>;
  /** Seals all chains as they are. */
  seal: () => Promise<unknown>;
  now: () => Date;
  /** For how long a batch waits for a seal, in milliseconds: the next hourly one takes over what it left. */
  sealPatience?: number;
};

/** A change, and the record that told of it. */
type Told = RecordedChange & { record: DynamoDBRecord };

/** To how many chains it writes at once. */
const atOnce = 4;

/**
 * Records each change of a batch of the table's stream in the chains it belongs in. Where a chain cannot be written to, the
 * records that belong in it come again; what was recorded by then is not recorded twice.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function recordEvidence(
  records: readonly DynamoDBRecord[],
  { add, latestSeal, seal, now, sealPatience = 30_000 }: RecordDependencies,
): Promise<DynamoDBBatchResponse> {
  const told = records.flatMap((record) => changesIn(record).map((change): Told => ({ ...change, record })));
  const mark = await latestSeal();
  const failed = new Set<DynamoDBRecord>();
  const chains = [...Map.groupBy(told, ({ chain }) => chain)];
  await inParallel(chains, atOnce, async ([chain, changes]) => {
    const since = new Date(Math.min(...changes.map(({ record }) => happenedAt(record, now()))));
    const added = changes.map(({ record: _, ...change }) => change);
    await add({ chain, changes: added, since, seal: mark }).catch((error: unknown) => {
      log("EVIDENCE_NOT_RECORDED", { chain, changes: changes.length, ...describeError(error) });
      for (const { record } of changes) failed.add(record);
    });
  });
  // The controller is about to be told that its data is gone: what shows that is sealed now, and hourly besides.
  const isCertified = records.some((record) => isCertificate(record) && !failed.has(record));
  if (isCertified) await within(sealPatience, seal()).catch(logUnsealed);
  log("EVIDENCE_RECORDED", { records: records.length, chains: chains.length, failed: failed.size });
  const [first] = records.map((record) => happenedAt(record, now())).sort((a, b) => a - b);
  if (first !== undefined) measure({ SecondsToRecord: secondsBetween(new Date(first), now()) });
  const itemIdentifiers = Array.from(failed, ({ dynamodb }) => dynamodb?.SequenceNumber ?? "");
  return { batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** When a change happened, in milliseconds since 1970: in an event it stands in seconds. */
function happenedAt({ dynamodb }: DynamoDBRecord, now: Date): number {
  const { ApproximateCreationDateTime: seconds } = dynamodb ?? {};
  return seconds === undefined ? now.getTime() : seconds * 1_000;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = setTimeout(milliseconds, undefined, { signal: timeout.signal }).then(() => {
    throw new Error("it took too long");
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timeout.abort();
    late.catch(() => {});
  }
}

function isCertificate({ eventName, dynamodb }: DynamoDBRecord): boolean {
  const { kind, type } = dynamodb?.NewImage ?? {};
  return eventName === "INSERT" && kind?.S === "delivery" && type?.S === "certificate";
}

function logUnsealed(error: unknown): void {
  log("EVIDENCE_NOT_SEALED", describeError(error));
}
