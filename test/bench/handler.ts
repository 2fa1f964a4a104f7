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
    metric: "accepting a request / putting the same item on the same condition with the bare client",
    goal: "<= 1.15; p99 <= 1.3",
    method:
      "The intake's bundle and one of the bare client in one warm process, in turns, 2,000 times each on one DynamoDB Local: median and p99, each the middle one of five processes.",
    measure,
  },
];

/** How long each call took, in milliseconds, in the order of the calls. */
export type CallTimes = { handler: number[]; bare: number[] };

const processes = 5;

async function measure(): Promise<Measured> {
  const [args, env] = await storingProcess();
  const all: CallTimes[] = [];
  while (all.length < processes) all.push(await inOwnProcess<CallTimes>("handler-process.ts", args, env));
  const middle = (of: (times: CallTimes) => number) => median(all.map(of));
  const values = {
    medianRatio: middle(({ handler, bare }) => median(handler) / median(bare)),
    p99Ratio: middle(({ handler, bare }) => quantile(handler, 0.99) / quantile(bare, 0.99)),
    "handler median ms": middle(({ handler }) => median(handler)),
    "bare median ms": middle(({ bare }) => median(bare)),
    "handler p99 ms": middle(({ handler }) => quantile(handler, 0.99)),
    "bare p99 ms": middle(({ bare }) => quantile(bare, 0.99)),
  };
  return {
    figure: `${values.medianRatio.toFixed(2)}, p99 ${values.p99Ratio.toFixed(2)}`,
    met: values.medianRatio <= 1.15 && values.p99Ratio <= 1.3,
    values,
  };
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
