/** Measures two bundles in turns: that of the intake, and one that puts what the intake stores, on the same condition. */
import { pathToFileURL } from "node:url";
import { dynamoDbClient } from "../support/dynamodb.ts";
import { lambdaContext, post, submission } from "../support/submissions.ts";
import type { CallTimes } from "./handler.ts";
import { nthLike, storedItem } from "./stored-item.ts";

const unlessThere = {
  ConditionExpression: "attribute_not_exists(pk)",
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
};
const warmUp = 2_000;
const rounds = 2_000;

const [intake = "", bareClient = ""] = process.argv.slice(2);
const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, TABLE_NAME: TableName = "" } = process.env;
const { handler } = await import(pathToFileURL(intake).href);
const { handler: put } = await import(pathToFileURL(bareClient).href);

/** What the gateway hands over is made before the clock runs. */
const nextCall = () => [post(submission()), lambdaContext()] as const;
const item = await storedItem(
  { client: dynamoDbClient(endpoint), name: TableName },
  (await handler(...nextCall())).body,
);
const times: CallTimes = { handler: [], bare: [] };
for (let round = 0; round < warmUp + rounds; round++) {
  const bare = { TableName, Item: nthLike(item, round), ...unlessThere };
  const call = nextCall();
  const measure = [
    async () => times.handler.push(await timed(() => handler(...call))),
    async () => times.bare.push(await timed(() => put(bare))),
  ];
  for (const each of round % 2 ? measure : measure.reverse()) await each();
}
process.send?.({ handler: times.handler.slice(warmUp), bare: times.bare.slice(warmUp) });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
