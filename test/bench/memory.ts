import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { heapOptions } from "../../infra/local/functions/function-process.ts";
import { type LocalFunction, readFunctions } from "../../infra/local/functions/local-function.ts";
import { tellApart } from "../../infra/local/http/http-apis.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { localStack } from "../../infra/local/template/stack.ts";
import { destroyNotBefore, destructionWorld, hour } from "../functions/termination/destruction-world.ts";
import { anyCredentials } from "../support/dynamodb.ts";
import { placeOf } from "../support/places.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { startObjectStore } from "./object-store.ts";

const clockShift = join(import.meta.dirname, "../../infra/local/functions/clock-shift.mjs");
const program = join(import.meta.dirname, "invoke.mjs");

/** The function `destroy` as the stack sets it up. */
function destroyFunction(): LocalFunction {
  const assembly = readAssembly(join(placeOf("assembly"), "cdk.out"));
  const { publicApi, operatorApi } = tellApart(assembly);
  const nowhere = "http://127.0.0.1:1";
  const stack = localStack(assembly, { [publicApi]: nowhere, [operatorApi]: nowhere });
  const found = readFunctions(stack).find(({ name }) => name === "destroy");
  if (!found) throw new Error("the stack has no function destroy");
  return found;
}

/**
 * Lets the function destroy a controller's data, with so many objects, in a process of its own under the memory settings of
 * the stack.
 * @returns the most memory that the process ever had, in KiB
 */
export async function peakOf(objects: number): Promise<number> {
  const { bundle, timeoutMs, memoryMb, environment } = destroyFunction();
  const world = await destructionWorld({ storage: [] });
  // The run before has closed the intake.
  world.setClock(new Date(destroyNotBefore.getTime() + hour));
  await world.run();
  const store = await startObjectStore("controllers/voorbeeld-bv/", objects);
  const env = {
    ...environment,
    TABLE_NAME: world.table.name,
    DATA_BUCKET: "own-bucket",
    STORAGE_BUCKETS: "[]",
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL_DYNAMODB: placeOf("dynamodb"),
    AWS_ENDPOINT_URL_S3: store.endpoint,
    AWS_ACCESS_KEY_ID: anyCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: anyCredentials.secretAccessKey,
    MELDPUNT_CLOCK_OFFSET: String(destroyNotBefore.getTime() + 2 * hour - Date.now()),
  };
  const options = [...heapOptions(memoryMb, environment.NODE_OPTIONS), "--import", clockShift];
  try {
    const args = [...options, program, bundle, String(timeoutMs)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const { result, peakKib } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    if (result.destroyed !== 1 || store.left() > 0) throw new Error("not all of it was destroyed");
    return peakKib;
  } finally {
    await store.close();
  }
}

/** What destroying takes of memory. */
export const memoryGoals: readonly Goal[] = [
  {
    id: "P13",
    metric: "peak memory destroying 100,000 objects / destroying 1,000",
    goal: "<= 1.5",
    method:
      "The bundle of destroy, under the stack's memory settings, in a process of its own, on an S3 which has nothing but names.",
    measure,
  },
];

async function measure(): Promise<Measured> {
  await layGround();
  const [few, many] = [await peakOf(1_000), await peakOf(100_000)];
  const ratio = many / few;
  const mebibytes = (kib: number) => Math.round(kib / 1_024);
  return {
    figure: `${ratio.toFixed(2)} (${mebibytes(many)} MiB, ${mebibytes(few)} MiB)`,
    met: ratio <= 1.5,
    values: { ratio, "peak KiB of 1,000": few, "peak KiB of 100,000": many },
  };
}
