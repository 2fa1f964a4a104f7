import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartFailure } from "../start-failure.ts";
import { checkJava } from "./java.ts";

/** A running DynamoDB Local. */
export type DynamoDbLocal = {
  endpoint: string;
  /** Resolves when it ends without having been asked to, with the reason. */
  ended: Promise<string>;
  close(): Promise<void>;
};

/** Where its data lives: an absolute folder that exists, or in memory and gone at the end. */
type DynamoDbPlace = { folder: string } | "memory";

const startLimit = 60_000;

/**
 * Starts Amazon's DynamoDB Local on a free port.
 * @throws StartFailure without a Java that can run it, or when it does not start.
 */
export async function startDynamoDbLocal(
  place: DynamoDbPlace,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<DynamoDbLocal> {
  await checkJava(environment);
  const port = await choosePort();
  const guard = fork(
    join(import.meta.dirname, "dynamodb-guard.ts"),
    [String(port), ...(place === "memory" ? [] : [place.folder])],
    // Without the variable, Java sends usage data to AWS.
    { detached: true, stdio: "ignore", env: { ...environment, DDB_LOCAL_TELEMETRY: "0" }, execArgv: [] },
  );
  guard.unref();
  const ended = endOf(guard);
  const endpoint = `http://127.0.0.1:${port}`;
  const waiting = new AbortController();
  const failure = await Promise.race([ended, untilItAnswers(endpoint, waiting.signal)]);
  waiting.abort();
  if (failure !== undefined) {
    await stop(guard);
    throw new StartFailure(`DynamoDB Local did not start: ${failure}`);
  }
  return { endpoint, ended, close: () => stop(guard) };
}

async function endOf(guard: ChildProcess): Promise<string> {
  const reason = new Promise<string>((resolve) => {
    guard.on("message", (message: { reason: string }) => resolve(message.reason));
    guard.on("exit", () => resolve("its process was killed."));
    guard.on("error", ({ message }) => resolve(message));
  });
  return await reason;
}

async function untilItAnswers(endpoint: string, signal: AbortSignal): Promise<string | undefined> {
  for (const deadline = Date.now() + startLimit; Date.now() < deadline && !signal.aborted; ) {
    const answers = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      async (response) => {
        await response.body?.cancel();
        return true;
      },
      () => false,
    );
    if (answers) return undefined;
    await pause(50);
  }
  return `no answer within ${startLimit / 1_000} s.`;
}

/** Java gets a second to close its files; then the channel closes and the guard kills it. */
async function stop(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  guard.ref();
  const exit = once(guard, "exit");
  if (guard.connected) guard.send("stop");
  await Promise.race([exit, pause(1_000, undefined, { ref: false })]);
  if (guard.connected) guard.disconnect();
  await exit;
}

/**
 * Java can only be told a number. Below the range that systems give to outgoing connections (from 32768 on
 * Linux), nothing else takes the port between our look and Java's start.
 */
async function choosePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, () => resolve(true));
    });
    server.close();
    if (free) return port;
  }
}
