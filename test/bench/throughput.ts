import { inParallel } from "../../shared/parallel.ts";
import { startLocalRun } from "../support/local-run.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { storingProcess } from "./handler.ts";
import { addControllers } from "./load-controllers.ts";
import { untilMailed } from "./load-mails.ts";
import { askFor } from "./load-requests.ts";
import { inOwnProcess } from "./own-process.ts";

/** How much goes through. */
export const throughputGoals: readonly Goal[] = [
  {
    id: "P20",
    metric:
      "accepted requests/s at the door, and through the whole stack until every mail is sent / bare PutItem/s",
    goal: ">= 0.5; >= 0.05, none lost",
    method:
      "16 at once on one DynamoDB Local: the intake's bundle and the bare client in turns of 1,000; 200 requests to a local run.",
    measure,
  },
];

/** How many are on their way at once. */
export const atOnce = 16;

/** How many a second the door takes, and how many items a second the bare client puts. */
export type Rates = { door: number; bare: number };

async function measure(): Promise<Measured> {
  const rates = await inOwnProcess<Rates>("throughput-process.ts", ...(await storingProcess()));
  const { stack, lost } = await throughStack(200);
  const values = {
    doorRatio: rates.door / rates.bare,
    stackRatio: stack / rates.bare,
    "bare PutItem/s": rates.bare,
    "requests/s at the door": rates.door,
    "requests/s through the stack": stack,
    "mails lost": lost,
  };
  return {
    figure: `${values.doorRatio.toFixed(2)}; ${values.stackRatio.toFixed(3)}, ${lost} lost`,
    met: values.doorRatio >= 0.5 && values.stackRatio >= 0.05 && lost === 0,
    values,
  };
}

/** Lets so many requests through a local run on the same DynamoDB Local, once its processes have warmed up. */
async function throughStack(requests: number): Promise<{ stack: number; lost: number }> {
  const { dynamodb } = await layGround();
  const run = await startLocalRun({ environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb } });
  try {
    // To none of them so many that it counts as a flood.
    const controllers = await addControllers(run, 10);
    const ask = (count: number) =>
      inParallel(
        Array.from({ length: count }, (_, n) => controllers[n % controllers.length] ?? ""),
        atOnce,
        (id) => askFor(run.api, id),
      );
    const before = 300;
    await ask(before);
    await untilMailed(run, 2 * before);
    const started = performance.now();
    await ask(requests);
    const mails = await untilMailed(run, 2 * (before + requests));
    const seconds = (performance.now() - started) / 1_000;
    return { stack: requests / seconds, lost: 2 * (before + requests) - mails };
  } finally {
    await run.kill();
  }
}
