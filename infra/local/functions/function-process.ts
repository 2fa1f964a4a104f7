import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { FunctionError, HostAnswer, HostRequest, Invocation } from "./invocation.ts";
import type { LocalFunction } from "./local-function.ts";

/** One running process of a function. */
export type FunctionProcess = {
  /** Handles one event; only one at a time. After a failure of the process itself, `alive` is false. */
  handle(request: HostRequest): Promise<Invocation>;
  alive(): boolean;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
};

/** How a process is started. */
type ProcessStart = {
  environment: Record<string, string>;
  /** Gets what the function writes to stdout and stderr. */
  logFile: string;
  /** How far the clock is ahead, in milliseconds; undefined leaves it alone. */
  clockOffset?: number | undefined;
};

/** As on Lambda, importing the code has a limit of its own, there 10 s; a busy machine gets more. */
const initLimit = 30_000;

const host = join(import.meta.dirname, "function-host.ts");
const clockShift = join(import.meta.dirname, "clock-shift.mjs");

/** Starts the process of a function; it imports the bundle at once. */
export function startFunctionProcess(
  { bundle, exportName, arn, memoryMb }: LocalFunction,
  { environment, logFile, clockOffset }: ProcessStart,
): FunctionProcess {
  const log = openSync(logFile, "a");
  const child = fork(host, [bundle, exportName, arn], {
    execArgv: [
      ...heapOptions(memoryMb, environment.NODE_OPTIONS),
      ...(clockOffset === undefined ? [] : ["--import", clockShift]),
    ],
    env: {
      ...environment,
      ...(clockOffset !== undefined && { MELDPUNT_CLOCK_OFFSET: String(clockOffset) }),
    },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const ready = nextAnswer(child, "init", initLimit);

  async function handle(request: HostRequest): Promise<Invocation> {
    const start = await ready;
    if (start.type === "error") return failed(start.error);
    const pending = nextAnswer(child, request.requestId, request.timeoutMs);
    if (child.connected) child.send(request, () => {});
    const answer = await pending;
    if (answer.type === "error") return failed(answer.error);
    return { ok: true, result: answer.type === "result" ? JSON.parse(answer.result) : null };
  }

  return {
    handle,
    alive: () => !gone() && !child.killed,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/**
 * What Lambda's runtime for Node.js 24 tells it of the heap, unless the function's own options name one of the two; 128 MB is
 * what the smallest functions get here.
 */
export function heapOptions(memoryMb: number, own = ""): string[] {
  if (/--max[-_](old|semi)[-_]space[-_]size/.test(own)) return [];
  const old = Math.max(128, Math.floor(memoryMb * 0.9));
  return [`--max-old-space-size=${old}`, `--max-semi-space-size=${Math.floor(memoryMb * 0.05)}`];
}

/** The next message of the process, or the error that Lambda would report in its stead. */
function nextAnswer(child: ChildProcess, requestId: string, limit: number): Promise<HostAnswer> {
  return new Promise((resolve) => {
    const end = (answer: HostAnswer) => {
      clearTimeout(timer);
      child.off("message", end).off("exit", onExit).off("error", onError);
      resolve(answer);
    };
    const fail = (type: string, what: string) => end(fault(type, `RequestId: ${requestId} Error: ${what}`));
    const onExit = (code: number | null, signal: string | null) =>
      fail(
        "Runtime.ExitError",
        `Runtime exited with error: ${signal ? `signal ${signal}` : `exit status ${code}`}`,
      );
    const onError = ({ message }: Error) => fail("Runtime.ExitError", message);
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail("Sandbox.Timedout", `Task timed out after ${(limit / 1_000).toFixed(2)} seconds`);
    }, limit);
    child.on("message", end).on("exit", onExit).on("error", onError);
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
  });
}

function fault(errorType: string, errorMessage: string): HostAnswer {
  return { type: "error", error: { errorType, errorMessage } };
}

function failed(error: FunctionError): Invocation {
  return { ok: false, error };
}
