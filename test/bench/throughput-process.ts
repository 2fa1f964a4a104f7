/** Lets the intake's bundle and one of the bare client store as fast as they can, in turns; sends their fastest turns. */
import { pathToFileURL } from "node:url";
import { inParallel } from "../../shared/parallel.ts";
import { dynamoDbClient } from "../support/dynamodb.ts";
import { lambdaContext, post, submission } from "../support/submissions.ts";
import { nthLike, storedItem } from "./stored-item.ts";
import { atOnce, type Rates } from "./throughput.ts";

const turns = 5;
const inATurn = 1_000;

const [intake = "", bareClient = ""] = process.argv.slice(2);
const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, TABLE_NAME: TableName = "" } = process.env;
const { handler } = await import(pathToFileURL(intake).href);
const { handler: put } = await import(pathToFileURL(bareClient).href);

const submit = () => handler(post(submission()), lambdaContext());
const item = await storedItem({ client: dynamoDbClient(endpoint), name: TableName }, (await submit()).body);
let stored = 0;
const putNext = () => put({ TableName, Item: nthLike(item, stored++) });

const rates: Rates = { door: 0, bare: 0 };
for (let turn = 0; turn < turns; turn++) {
  rates.bare = Math.max(rates.bare, await rateOf(putNext));
  rates.door = Math.max(rates.door, await rateOf(submit));
}
process.send?.(rates);

/** How many a second. */
async function rateOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await inParallel(Array.from({ length: inATurn }), atOnce, work);
  return (inATurn * 1_000) / (performance.now() - started);
}
