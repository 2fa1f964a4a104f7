import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { forward } from "../../functions/delivery/forward.ts";
import { beginShift } from "../../functions/delivery/post-office.ts";
import { trackDelivery } from "../../functions/delivery/track-delivery.ts";
import { chainWriter } from "../../functions/evidence/chain-writer.ts";
import { recordEvidence } from "../../functions/evidence/record-evidence.ts";
import { lastSeal } from "../../functions/evidence/seal-store.ts";
import { receiveRequest } from "../../functions/request/receive-request.ts";
import { requestDependencies } from "../../functions/request/request-dependencies.ts";
import { listShards } from "../../infra/local/streams/list-shards.ts";
import { openShard } from "../../infra/local/streams/shard-reader.ts";
import { streamRecord } from "../../infra/local/streams/stream-record.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { caseSortKey, type Table, unrecordedPartitions } from "../../shared/table.ts";
import { deployedOffice } from "../functions/delivery/deployed-office.ts";
import { ours, sesEvent } from "../functions/delivery/ses-events.ts";
import { type Consumption, countConsumption } from "../support/consumption.ts";
import { changeControllers } from "../support/controllers.ts";
import { anyCredentials, freshEvidenceTable, freshTableWithStream } from "../support/dynamodb.ts";
import { placeOf } from "../support/places.ts";
import { lambdaContext, post, submission, voorbeeld } from "../support/submissions.ts";

/** What one submission took, from its acceptance to the delivery of both its mails. */
export type CountedSubmission = {
  invocations: number;
  table: Consumption;
  evidence: Consumption;
  mails: number;
  /** The code that the submitter was given. */
  receiptCode: string;
  /** What the functions wrote to their logs. */
  log: string;
};

type Stream = () => Promise<DynamoDBRecord[]>;

const sample = submission();

/**
 * Takes a submission through all functions that have to do with it. None of them knows anything yet, and no other submission
 * shares an invocation with it: most of what is counted is less where there are many.
 */
export async function countSubmission(submitted = sample): Promise<CountedSubmission> {
  const table = await freshTableWithStream();
  const evidence = await freshEvidenceTable();
  await changeControllers(table, () => voorbeeld());
  const stream = await openStream(table);
  // From the first on there is a chain of evidence.
  await carry(sample, table, evidence, stream);
  const counted = { table: countConsumption(table.client), evidence: countConsumption(evidence.client) };
  const { result, output } = await withOutput(() => carry(submitted, table, evidence, stream));
  return { ...result, ...counted, log: output };
}

async function carry(submitted: typeof sample, table: Table, evidence: Table, stream: Stream) {
  const office = deployedOffice(table, evidence);
  const { now } = office;
  const add = chainWriter({ table: evidence, now });
  let invocations = 0;
  const record = async (records: readonly DynamoDBRecord[]) => {
    invocations += 1;
    await recordEvidence(records, { add, now, latestSeal: () => lastSeal(evidence), seal: async () => {} });
  };

  const door = httpDoor(receiveRequest(requestDependencies(table, now)));
  invocations += 1;
  const { statusCode, body } = await door(post(submitted), lambdaContext());
  if (statusCode !== 201) throw new Error(`the intake answered ${statusCode}`);

  const committed = await stream();
  await record(committed);
  invocations += 1;
  await forward(
    committed.filter(isNewCase),
    beginShift(office, () => 60_000),
  );
  await record(await stream());

  for (const { reference, id } of office.sent) {
    // The rule lets no event pass that says that SES took it.
    invocations += 1;
    await trackDelivery(eventOf("Delivery", reference, id), { ...ours, move: office.move, now });
    await record(await stream());
  }
  const { receiptCode }: { receiptCode: string } = JSON.parse(body);
  return { invocations, mails: office.sent.length, receiptCode };
}

/** As the filter of `forward`'s mapping lets it pass. */
function isNewCase({ eventName, dynamodb }: DynamoDBRecord): boolean {
  return eventName === "INSERT" && dynamodb?.Keys?.sk?.S === caseSortKey;
}

function eventOf(eventType: string, reference: string, id: string) {
  const smtpResponse = "250 2.6.0 Message received";
  const event = sesEvent(eventType, { delivery: { smtpResponse, reportingMTA: "a.amazonses.com" } });
  const { mail } = event.detail;
  const tags = { ...mail.tags, reference: [reference], delivery: [id], type: [id] };
  return { ...event, detail: { ...event.detail, mail: { ...mail, tags } } };
}

/** What happened in the table since it was last asked, but what `record-evidence` does not get. */
async function openStream({ client, name }: Table): Promise<Stream> {
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: name }));
  const streamArn = described?.LatestStreamArn ?? "";
  const streams = new DynamoDBStreamsClient({
    endpoint: placeOf("dynamodb"),
    region: "eu-central-1",
    credentials: anyCredentials,
  });
  const shards = await listShards(streams, streamArn);
  const readers = [...shards.keys()].map((shardId) =>
    openShard(streams, { streamArn, shardId, after: undefined, start: "LATEST" }),
  );
  const read: Stream = async () => {
    const readings = await Promise.all(readers.map((reader) => reader.read(1_000)));
    return readings
      .flatMap(({ records }) => records)
      .map((one) => streamRecord(one, { region: "eu-central-1", arn: streamArn }) as DynamoDBRecord)
      .filter(({ dynamodb }) => !unrecordedPartitions.includes(dynamodb?.Keys?.pk?.S ?? ""));
  };
  await read();
  return read;
}

/** What is written to stdout meanwhile, which it does not reach. */
async function withOutput<T>(work: () => Promise<T>): Promise<{ result: T; output: string }> {
  const { write } = process.stdout;
  let output = "";
  process.stdout.write = (text: string | Uint8Array) => {
    output += text;
    return true;
  };
  try {
    const result = await work();
    return { result, output };
  } finally {
    process.stdout.write = write;
  }
}
