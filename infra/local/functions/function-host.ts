/**
 * The process of one function: what Lambda's runtime is on AWS. Imports the bundle once, then handles one event
 * at a time. Ends when the local run does, which it notices by the closed channel; a Ctrl-C that reaches the
 * whole process group must not end an event that is being handled.
 */
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { FunctionError, HostAnswer, HostRequest } from "./invocation.ts";

type Handler = (event: unknown, context: object) => unknown;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.on("disconnect", () => process.exit(0));

const [bundle = "", exportName = "", functionArn = ""] = process.argv.slice(2);
const handler = await load();
process.on("message", async (request: HostRequest) => answer(await handle(request)));
answer({ type: "ready" });

async function load(): Promise<Handler> {
  const exported: unknown = (await import(pathToFileURL(bundle).href))[exportName];
  if (typeof exported !== "function") throw new TypeError(`${bundle} exports no function ${exportName}`);
  return (event, context) => exported(event, context);
}

async function handle(request: HostRequest): Promise<HostAnswer> {
  try {
    const result = await handler(JSON.parse(request.payload), contextOf(request));
    return { type: "result", result: JSON.stringify(result) ?? "null" };
  } catch (error) {
    // Lambda writes what a function throws to its log, too.
    process.stderr.write(`${inspect(error)}\n`);
    return { type: "error", error: describe(error) };
  }
}

/** AWS Lambda Developer Guide, "Using the Lambda context object to retrieve Node.js function information". */
function contextOf({ requestId, timeoutMs }: HostRequest): object {
  const end = performance.now() + timeoutMs;
  const { AWS_LAMBDA_FUNCTION_NAME: functionName = "", AWS_LAMBDA_FUNCTION_MEMORY_SIZE } = process.env;
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: String(process.pid),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split("\n") ?? [],
  };
}

function answer(message: HostAnswer): void {
  process.send?.(message);
}
