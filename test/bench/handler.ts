import { join } from "node:path";
import { functionCredentials } from "../../infra/local/functions/function-environment.ts";
import { changeControllers } from "../support/controllers.ts";
import { freshTable } from "../support/dynamodb.ts";
import { voorbeeld } from "../support/submissions.ts";
import { bundleBareClient } from "./bare-client.ts";
import { bundleEnvironment } from "./bundle-environment.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { inOwnProcess } from "./own-process.ts";
import { median, quantile } from "./statistics.ts";

/** What the intake takes over what storing takes anyway. */
export const handlerGoals: readonly Goal[] = [
  {
    id: "P5",
    metric: "accepting a request / putting its item with the bare client",
    goal: "<= 1.15; p99 <= 1.3",
    method:
      "The intake's bundle and one of the bare client in one warm process, in turns, 3,000 times each on one DynamoDB Local: median and p99.",
    measure,
  },
];

/** How long each call took, in milliseconds, in the order of the calls. */
export type CallTimes = { handler: number[]; bare: number[] };

async function measure(): Promise<Measured> {
  const { handler, bare } = await callTimes();
  const values = {
    medianRatio: median(handler) / median(bare),
    p99Ratio: quantile(handler, 0.99) / quantile(bare, 0.99),
    "handler median ms": median(handler),
    "bare median ms": median(bare),
    "handler p99 ms": quantile(handler, 0.99),
    "bare p99 ms": quantile(bare, 0.99),
  };
  return {
    figure: `${values.medianRatio.toFixed(2)}, p99 ${values.p99Ratio.toFixed(2)}`,
    met: values.medianRatio <= 1.15 && values.p99Ratio <= 1.3,
    values,
  };
}

async function callTimes(): Promise<CallTimes> {
  return inOwnProcess("handler-process.ts", ...(await storingProcess()));
}

/** What a process gets that lets the intake's bundle and one of the bare client store in a table of their own. */
export async function storingProcess(): Promise<[args: string[], env: Record<string, string>]> {
  const { bundles, dynamodb } = await layGround();
  const table = await freshTable();
  await changeControllers(table, () => voorbeeld());
  const { accessKeyId, secretAccessKey } = functionCredentials("bench");
  const env = bundleEnvironment(["receive-request"], {
    TABLE_NAME: table.name,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  return [[join(bundles, "receive-request", "index.mjs"), await bundleBareClient(bundles)], env];
}
